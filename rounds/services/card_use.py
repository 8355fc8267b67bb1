"""The use of a login card, and the report of its owner that somebody else used it."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from audit.services import act
from officials.accounts import first_login
from officials.accounts.services import end_ways_in
from officials.models import User
from rounds.models import CardReport, LoginCard
from rounds.selectors import rounds_to_report_to

METHOD = "login_card"


@receiver(first_login.chosen)
def mark_used(user: User, method: str, **_named: Any) -> None:
    """Keep on which day the person chose a way to log in with the card; never at which moment."""
    if method == METHOD:
        LoginCard.objects.filter(user=user, used_on=None).update(is_over=True, used_on=timezone.localdate())


@transaction.atomic
def report_used(*, user: User) -> None:
    """Note that somebody else used the person's card, and end every way in that was chosen with it.

    The counting team of each vote of the person that is not certified sees the report. The log states it by the day
    once the votes of the person are tidied. Repeating it does nothing more.
    """
    today = timezone.localdate()
    CardReport.objects.bulk_create(
        [CardReport(round=round_, user=user, reported_on=today) for round_ in rounds_to_report_to(user)],
        ignore_conflicts=True,
    )
    with act("card.report", actor=user, subject=user, is_own=True):
        end_ways_in(user=user)
    LoginCard.objects.filter(user=user).delete()  # so that it ends nothing that is chosen later
