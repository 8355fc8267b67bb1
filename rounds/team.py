"""What a counting team lacks for freezing, and how many of its members open the box."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.languages import filled
from officials.names import folded
from rounds.errors import Missing, Where
from rounds.models import CommitteeMember, Round
from rounds.read_once import lines_of, once


def members_of(round_: Round) -> list[CommitteeMember]:
    """Return the members with their accounts, in the order of their indexes; one query, see `reading_once`."""
    return once(round_, "team", lambda: list(round_.committee.select_related("user").order_by("index")))


def missing(round_: Round) -> Iterator[Missing]:
    """Yield what the counting team lacks before freezing; two queries."""
    members = members_of(round_)
    if not members:
        yield Missing(_("There is no counting team."), _("Add its head and members."), Where.COMMITTEE)
        return
    if not any(member.role == "head" for member in members):
        yield Missing(_("The counting team has no head."), _("Choose one."), Where.COMMITTEE)
    if [m.index for m in members] != list(range(1, len(members) + 1)):
        yield Missing(
            _("The members of the counting team are not numbered from 1 on."),
            _("Number them 1, 2, 3 … without gaps."),
            Where.COMMITTEE,
        )
    yield from _threshold(round_, len(members))
    for member in members:
        if not member.user.is_active:
            yield Missing(
                filled(_("The account of %(name)s is blocked."), {"name": member.user}),
                _("Unblock the account or choose another member."),
                Where.COMMITTEE,
            )
    yield from _judged(round_, members)


def _judged(round_: Round, members: list[CommitteeMember]) -> Iterator[Missing]:
    lines = lines_of(round_, round_.lines.select_related("official").order_by("position"))
    officials = [line.official for line in lines]
    accounts = {official.user_id for official in officials}
    # Officials without accounts can only be matched by name.
    unlinked = {folded(official.full_name) for official in officials if official.user_id is None}
    for member in members:
        if member.user_id in accounts:
            yield Missing(
                filled(_("%(name)s is voted on in this round and cannot count it."), {"name": member.user}),
                _("Choose another member."),
                Where.COMMITTEE,
            )
        elif folded(member.user.full_name) in unlinked:
            yield Missing(
                filled(
                    _("%(name)s of the counting team has the same name as an official on the ballot."),
                    {"name": member.user},
                ),
                _(
                    "If it is another person, link the official to an account of their own; else choose another member."
                ),
                Where.COMMITTEE,
            )


def _threshold(round_: Round, members: int) -> Iterator[Missing]:
    needed = threshold_of(round_, members)
    if needed > members:
        yield Missing(
            _("More members are needed to open the box than the counting team has."),
            _("Lower the number or add members."),
            Where.COMMITTEE,
        )
    # Otherwise a server could show two halves of the team boxes that differ in one ballot, and learn that ballot.
    if 2 * needed <= members:
        yield Missing(
            _("%(needed)d of %(all)d members could open the box without the others knowing.")
            % {"needed": needed, "all": members},
            _("Ask for more than half of the members, or leave the number empty."),
            Where.COMMITTEE,
        )


def threshold_of(round_: Round, members: int) -> int:
    """Return how many of `members` open the box: the number set, or ⌊n/2⌋+1 (docs/protocol.md §7)."""
    return round_.threshold or members // 2 + 1
