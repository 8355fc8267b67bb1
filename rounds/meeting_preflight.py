"""What a meeting lacks before its vote can be opened: a locked box, time, and enough people present."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from common.languages import filled
from rounds.errors import Missing, Where
from rounds.models import CommitteeMember, Round


def box(round_: Round) -> Iterator[Missing]:
    """Yield one item while the box is not locked, or not confirmed to be empty."""
    if not round_.box_key:
        yield Missing(
            _("The counting team has not locked the box."),
            _("All members open their page and run the key ceremony."),
            Where.TEAM,
        )
    elif round_.zero_at is None:
        head = round_.committee.select_related("user").get(role=CommitteeMember.Role.HEAD)
        yield Missing(
            _("Waiting for the head to confirm that the box is empty."),
            filled(_("%(name)s opens the counting team’s page and confirms it."), {"name": head.user}),
            Where.TEAM,
        )


def time(round_: Round) -> Iterator[Missing]:
    """Yield one item once the closing time has passed."""
    if round_.closes_at and round_.closes_at <= timezone.now():
        yield Missing(
            _("The closing time has already passed."),
            _("Cancel this round with the reason and hold a new one."),
        )


def quorum(round_: Round) -> Iterator[Missing]:
    """Yield one item if attendance is not recorded or too few people are present."""
    attendance = getattr(round_, "attendance", None)
    if attendance is None:
        yield Missing(
            _("The number of people present is not recorded."),
            _("Enter it on the desk; the quorum is counted from it."),
            Where.ATTENDANCE,
        )
        return
    rules, summoned = round_.rule_set_copy or {}, round_.electors.count()
    if attendance.present * rules["quorum_denominator"] < summoned * rules["quorum_numerator"]:
        yield Missing(
            _("Only %(present)d of %(summoned)d people summoned are present; %(share)s are needed.")
            % {
                "present": attendance.present,
                "summoned": summoned,
                "share": f"{rules['quorum_numerator']}/{rules['quorum_denominator']}",
            },
            _("The meeting cannot be held; wait for more people or cancel the round."),
        )
    elif attendance.present < round_.min_ballots:
        yield Missing(
            _("Only %(present)d people are present; the box is opened with %(fewest)d ballots at least.")
            % {"present": attendance.present, "fewest": round_.min_ballots},
            _(
                "Wait for more people, or cancel the round: with fewer ballots the totals could show single votes."
            ),
        )
