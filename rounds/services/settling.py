"""Settle which places count for an official with posts at more units than the rules allow."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import Official, Unit, User
from rounds.errors import RoundError
from rounds.models import Campaign, PlaceDecision
from rounds.places import authorities_that_settle, most_places


class NotSettled(RoundError):
    """The places cannot be settled like this; the message says why."""


@transaction.atomic
def settle_places(
    *, official: Official, campaign: Campaign, units: Collection[Unit], reason: str, actor: User
) -> PlaceDecision:
    """Write which units vote on the official in the period of a campaign, in place of an earlier decision; tell those concerned.

    For secretaries of an authority that manages the official. Raises `NotSettled`.
    """
    official = Official.objects.select_for_update(of=("self",)).get(pk=official.pk)
    authority = authorities_that_settle(user=actor, official=official).first()
    if authority is None:
        raise NotSettled(_("Which places count is settled by the authority that manages the official."))
    _require_possible(official, units, reason)
    with act("places.settle", actor=actor, subject=official, reason=reason.strip()):
        former = _in_period(official, campaign)
        replaced = list(former.values_list("pk", flat=True))
        former.delete()
        decision = PlaceDecision.objects.create(
            official=official,
            authority=authority,
            starts_on=campaign.starts_on,
            ends_on=campaign.ends_on,
            reason=reason.strip(),
            decided_by=actor,
        )
        decision.units.set(units)
    happened("places.settle", decision=decision, replaced=replaced)
    return decision


def _in_period(official: Official, campaign: Campaign) -> QuerySet[PlaceDecision]:
    return official.place_decisions.filter(starts_on__lte=campaign.ends_on, ends_on__gte=campaign.starts_on)


def _require_possible(official: Official, units: Collection[Unit], reason: str) -> None:
    most = most_places()
    if not reason.strip():
        raise NotSettled(_("Say why these places count."))
    if not 1 <= len({unit.pk for unit in units}) <= most:
        raise NotSettled(_("Choose one to %(most)d places.") % {"most": most})
    held = set(official.posts.filter(ended_on=None).values_list("unit_id", flat=True))
    strange = [unit.name for unit in units if unit.pk not in held]
    if strange:
        raise NotSettled(
            _("%(name)s holds no post at %(units)s.") % {"name": official, "units": ", ".join(strange)}
        )
