"""What is mine to do: one table for each duty says what a state of a round asks of a person."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots.models import IssuedBallot
from officials.models import User
from rounds import selectors
from rounds.models import Round

State = Round.State
# What the start page shows of a round; its frozen configuration and manifest can be large.
SHOWN = ("id", "title", "state", "opens_at", "closes_at", "box_key", "unit__name")


@dataclass(frozen=True)
class Ask:
    """What one state asks: the button, a sentence, whether somebody waits for it, or all is over."""

    action: Promise
    note: Promise | str = ""
    is_urgent: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Duty:
    """One line of the start page."""

    title: str
    unit: str
    state: str
    state_label: str
    when: str
    note: str
    action: str
    url: str
    is_urgent: bool
    is_over: bool


@dataclass(frozen=True)
class DutyGroup:
    """The duties of one kind: `vote`, `committee` or `desk`."""

    kind: str
    title: str
    duties: list[Duty]


COMPLETE = _("The vote is complete.")
CANCELLED = Ask(_("See why"), _("The vote was cancelled."), is_over=True)
CANCELLED_SHOWN = datetime.timedelta(days=30)  # after the meeting; nothing else would ever end it
VOTE: Mapping[str, Ask] = {
    State.FROZEN: Ask(_("Read the files"), _("The vote is not open yet.")),
    State.OPEN: Ask(_("Vote now"), is_urgent=True),
    State.CLOSED: Ask(_("See my ballot"), _("Voting is over; the ballots are being counted.")),
    State.COUNTED: Ask(_("See my ballot"), _("The box is open; the minutes are being signed.")),
    State.CERTIFIED: Ask(_("See my ballot"), _("The minutes are signed.")),
    # The receipt says: when the box is closed, open this page again. So it must be found again.
    State.PUBLISHED: Ask(_("See my ballot"), COMPLETE, is_over=True),
    State.CANCELLED: CANCELLED,
}
VOTE_IS_LATE = Ask(_("Read the files"), _("The vote is not open yet; it waits for the secretary."))
VOTE_IS_MISSED = Ask(_("Read the files"), _("The vote was not held in its time."))
TOOK_BALLOT = Ask(
    _("See my ballot"), _("You have taken your ballot. The page says whether it is in the box.")
)
COMMITTEE: Mapping[str, Ask] = {
    State.FROZEN: Ask(_("Lock the box"), _("Every member must take part."), is_urgent=True),
    State.OPEN: Ask(_("See the turnout"), _("Nothing to do until the vote closes.")),
    State.CLOSED: Ask(_("Open the box"), _("The count waits for the members."), is_urgent=True),
    State.COUNTED: Ask(_("Sign the minutes"), is_urgent=True),
    State.CERTIFIED: Ask(_("See the minutes")),
    State.PUBLISHED: Ask(_("See the minutes"), COMPLETE, is_over=True),
    State.CANCELLED: CANCELLED,
}
BOX_IS_LOCKED = Ask(_("See the box"), _("The box is locked; the vote has not been opened yet."))
DESK: Mapping[str, Ask] = {
    State.DRAFT: Ask(_("Prepare"), _("See what is still missing, then seal.")),
    State.FROZEN: Ask(_("Go to the desk"), _("The counting team locks the box, then you open.")),
    State.OPEN: Ask(_("Go to the desk"), _("Follow the turnout.")),
    State.CLOSED: Ask(_("Go to the desk"), _("Follow the count.")),
    State.COUNTED: Ask(_("Certify"), _("Minutes and report are ready to sign."), is_urgent=True),
    State.CERTIFIED: Ask(_("Publish"), _("The result is not published yet."), is_urgent=True),
}
TITLES: Mapping[str, Promise] = {
    "vote": _("Votes"),
    "committee": _("Counting team"),
    "desk": _("Secretary’s desk"),
}

PAGES: Mapping[str, str] = {
    "vote": "ballots:vote",
    "committee": "ballots:committee",
    "desk": "secretariat:desk",
}


def duties_for(user: User) -> list[DutyGroup]:
    """Return what this person can do now, urgent first; a fixed number of queries."""
    groups = [
        _group("vote", VOTE, _voter_rounds(user)),
        _group("committee", COMMITTEE, selectors.rounds_for_committee(user=user)),
        _group("desk", DESK, selectors.rounds_for_secretary(user=user)),
    ]
    return [group for group in groups if group.duties]


def _voter_rounds(user: User) -> QuerySet[Round]:
    issued = IssuedBallot.objects.filter(round=OuterRef("pk"), elector__user=user)
    return selectors.rounds_for_voter(user=user).annotate(took_ballot=Exists(issued))


def _group(kind: str, asks: Mapping[str, Ask], rounds: QuerySet[Round]) -> DutyGroup:
    past = timezone.now() - CANCELLED_SHOWN
    listed = rounds.filter(state__in=list(asks)).exclude(state=State.CANCELLED, opens_at__lt=past)
    listed = listed.select_related(None).select_related("unit")
    listed = listed.only(*SHOWN).order_by("opens_at", "title")
    duties = [_duty(kind, _ask(asks, round_), round_) for round_ in listed]
    return DutyGroup(kind, str(TITLES[kind]), _urgent_first(duties))


def _ask(asks: Mapping[str, Ask], round_: Round) -> Ask:
    if round_.state == State.OPEN and getattr(round_, "took_ballot", False):
        return TOOK_BALLOT
    if asks is VOTE and round_.is_missed:
        return VOTE_IS_MISSED
    if asks is VOTE and round_.is_late:
        return VOTE_IS_LATE
    if asks is COMMITTEE and round_.state == State.FROZEN and round_.box_key:
        return BOX_IS_LOCKED
    return asks[round_.state]


def _duty(kind: str, ask: Ask, round_: Round) -> Duty:
    return Duty(
        title=round_.title,
        unit=round_.unit.name,
        state=round_.state,
        state_label=round_.get_state_display(),
        when=_window(round_),
        note=str(ask.note),
        action=str(ask.action),
        url=_url(kind, round_),
        is_urgent=ask.is_urgent,
        is_over=ask.is_over,
    )


def _urgent_first(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (not duty.is_urgent, duty.is_over))


def _window(round_: Round) -> str:
    ends = round_.state == State.OPEN or round_.is_missed
    moment = round_.closes_at if ends else round_.opens_at
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return str(_label(round_)) % {"time": f"{local:%H:%M}", "date": f"{local:%d/%m/%Y}"}


def _label(round_: Round) -> Promise:
    if round_.state == State.OPEN:
        return _("closes at %(time)s on %(date)s")
    if round_.is_missed:
        return _("was to close at %(time)s on %(date)s")
    if round_.is_late:
        return _("was to open at %(time)s on %(date)s")
    if round_.state in (State.DRAFT, State.FROZEN):
        return _("opens at %(time)s on %(date)s")
    return _("meeting of %(date)s")


def _url(kind: str, round_: Round) -> str:
    if kind == "desk" and round_.state == State.DRAFT:
        return reverse("admin:rounds_round_change", args=[round_.pk])
    return reverse(PAGES[kind], args=[round_.pk])
