"""Lists of rolls: of one round, or of many rounds that the rows name; one entry for each person and round."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from lists import cleaning
from lists.columns import Column, name_column
from lists.errors import ImportRefused
from lists.kinds import KEEP
from lists.models import WrittenRow
from lists.planned import Job, PlannedRow
from officials.list_rights import NOT_YOURS, require_own
from officials.models import User
from officials.official_columns import STAFF_CODE
from rounds.account_finding import make
from rounds.account_list import EMAIL, IDENTITY
from rounds.locks import lock_rounds
from rounds.models import Elector, Round
from rounds.roll_planning import LONGEST_CAPACITY, RollPlanner, RollRow
from rounds.selectors import electors_of, rounds_with_open_roll
from rounds.services import team_proposing
from rounds.services.configuring import require_editable
from rounds.services.reasons import changing
from rounds.states import Part, needs_reason

REMOVE, TEAM = "remove", "team"
COLUMNS = (
    name_column(hint=gettext_lazy("In one column, or in two: “Họ và tên đệm” and “Tên”.")),
    EMAIL,
    STAFF_CODE,
    Column(
        "capacity",
        "Chức vụ",
        "chucdanh chucdanhchucvu tucach thanhphan capacity position",
        read=cleaning.post_title,
        most=LONGEST_CAPACITY,
        example="Trưởng phòng",
        hint=gettext_lazy("The capacity in which the person votes, as the roll prints it."),
    ),
    Column(
        "round",
        "Hội nghị",
        "tenhoinghi hoinghilayphieu cuoclayphieu round meeting",
        most=250,
        hint=gettext_lazy("The title of the meeting, in a list of several rolls."),
    ),
    Column(
        "unit",
        "Đơn vị tổ chức hội nghị",
        "donvitochuc donvi donvilayphieu",
        most=200,
        hint=gettext_lazy("The unit that holds the meeting, where several meetings have one title."),
    ),
    IDENTITY,
)


def may_use(user: Any, target: str) -> bool:
    """Return whether the target is "" or one of the clerk's rounds whose roll may still change."""
    if not target:
        return True
    try:
        return rounds_with_open_roll(user=user).filter(pk=UUID(target)).exists()
    except ValueError:
        return False


def label(target: str) -> str:
    found = Round.objects.filter(pk=target).first() if target else None
    return str(found) if found else ""


def plan_rows(job: Job, rows: list[PlannedRow]) -> list[PlannedRow]:
    """State what each row does to the rolls; a fixed number of queries."""
    return RollPlanner(job, rows).plan()


def write_rows(job: Job, rows: list[PlannedRow]) -> None:
    """Make missing accounts, then the entries; take absent people off the roll if the clerk chose it."""
    found = [row.found for row in rows if isinstance(row.found, RollRow)]
    absent = [
        row.found
        for row in rows
        if isinstance(row.found, Elector) and (row.answer or job.absent or KEEP) == REMOVE
    ]
    rounds = locked({one.round.pk for one in found} | {one.round_id for one in absent})
    with _with_reason(job, rounds):
        _write(job, found, absent)
        if TEAM in job.further:
            job.ledger.create(
                [member for round_ in rounds for member in team_proposing.proposed_team(round_)]
            )


def _write(job: Job, found: list[RollRow], absent: list[Elector]) -> None:
    make(job.ledger, [one.plan for one in found])
    new = [one for one in found if one.is_new]
    for one in new:
        one.elector.user = one.plan.account
    job.ledger.create([one.elector for one in new])
    job.ledger.update([one.elector for one in found if one.is_changed], ["capacity"])
    job.ledger.remove(absent)


def locked(rounds: set[Any]) -> list[Round]:
    """Return the rounds, locked, if their rolls may still change. Raises `Frozen` otherwise."""
    lock_rounds(rounds)
    found = Round.objects.select_for_update(of=("self",)).filter(pk__in=rounds).order_by("pk")
    return [require_editable(round_) for round_ in found]


@contextmanager
def undoing(job: Job, written: Iterable[WrittenRow]) -> Iterator[None]:
    """Let entries be put back inside the block: people of announced rounds are told, with the reason.

    Raises `ImportRefused` if a round is no longer the clerk's, or its roll no longer changes.
    """
    rows = list(written)
    require_own(job, rows)
    values = [row.after or row.before or {} for row in rows]
    named = {UUID(row["round_id"]) for row in values if row.get("round_id")} | _rounds_of(rows)
    if rounds_with_open_roll(user=job.user).filter(pk__in=named).count() < len(named):
        raise ImportRefused(NOT_YOURS)
    with _with_reason(job, locked(named)):
        yield


@contextmanager
def _with_reason(job: Job, rounds: Iterable[Round]) -> Iterator[None]:
    """Let rolls change inside the block; people of announced rounds are told, with the reason of the import."""
    with ExitStack() as reasons:
        for round_ in rounds:
            if needs_reason(round_.state, Part.ROLL):
                reasons.enter_context(
                    changing(round_, Part.ROLL, "roll.import", reason=job.reason, actor=job.user)
                )
        yield


def _rounds_of(written: Iterable[WrittenRow]) -> set[UUID]:
    """Return the rounds of entries of which only the capacity was written."""
    keys = [row.row for row in written if row.table == "rounds.elector" and row.before and row.after]
    return set(Elector.objects.filter(pk__in=keys).values_list("round", flat=True))


def export_rows(user: User, target: str) -> Iterator[dict[str, str]]:
    """Yield the rolls of the clerk's rounds whose rolls may still change, or that of one round."""
    rounds = rounds_with_open_roll(user=user)
    if target:
        rounds = rounds.filter(pk=target)
    titles = {round_.pk: round_ for round_ in rounds}
    for elector in electors_of(titles):
        round_ = titles[elector.round_id]
        yield {
            "full_name": elector.user.full_name,
            "email": elector.user.email or elector.user.username,
            "staff_code": elector.user.staff_code,
            "capacity": elector.capacity,
            "round": round_.title,
            "unit": round_.unit.name,
        }
