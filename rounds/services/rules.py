"""Write regulations, their thresholds, and campaigns; frozen rounds keep their copy."""

from typing import TypeVar

from django.db import transaction

from audit.services import act
from rounds.models import Campaign, RuleSet, Threshold

Rules = TypeVar("Rules", RuleSet, Threshold, Campaign)


@transaction.atomic
def save_rules(*, row: Rules) -> Rules:
    """Write a regulation, a threshold of one, or a campaign; frozen rounds keep their copy."""
    with act("campaign.save" if isinstance(row, Campaign) else "rules.save", subject=row):
        row.save()
    return row


@transaction.atomic
def remove_rules(*, row: RuleSet | Threshold | Campaign) -> None:
    """Delete a row that no round needs. Raises `ProtectedError` if a round does."""
    with act("campaign.remove" if isinstance(row, Campaign) else "rules.remove", subject=row):
        row.delete()
