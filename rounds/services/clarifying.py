"""Matters to clarify before a meeting: asked by voters and the authority, answered by the official."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act
from common.happenings import happened
from officials.models import Official, User
from rounds import matters
from rounds.entries import code_of
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.models import Matter, Round, RoundId
from rounds.states import Part, may_change

MOST_OF_ONE = 10  # matters of one person in one round


@transaction.atomic
def ask(
    *,
    round_id: RoundId,
    official: Official,
    text: str,
    actor: User,
    source: str = Matter.Source.VOTER,
    is_entered: bool = False,
) -> Matter:
    """Take in a matter about an official on the ballot; the official and the round's voters read it without a name.

    The log holds that it came, not from whom. `is_entered`: the secretariat enters what came on paper, also after the
    last day. Raises `RoundError` after that day, or once the round is frozen.
    """
    round_ = lock_round(round_id)
    _require_open(round_, is_entered=is_entered)
    if not round_.lines.filter(official=official).exists():
        raise RoundError(_("This official is not on the ballot."))
    if source == Matter.Source.VOTER and matters.of_asker(round_, actor).count() >= MOST_OF_ONE:
        raise RoundError(
            _("You have sent %(number)d matters in this meeting. Put what is left to the secretariat.")
            % {"number": MOST_OF_ONE}
        )
    matter = Matter(round=round_, official=official, text=text, asked_by=actor, source=source)
    matter.full_clean()
    with act(code_of("matter_asked"), actor=None, subject=round_, text=str(official), is_own=True):
        matter.save(force_insert=True)
    happened("matter.asked", matter=matter)
    return matter


@transaction.atomic
def answer(*, matter_id: UUID, text: str, actor: User) -> Matter:
    """Answer a matter, or correct the answer while the round is not frozen with it.

    Raises `RoundError` if voters already read another answer of a frozen round, or if the matter was withheld.
    """
    matter = _locked(matter_id)
    if matter.withheld:
        raise RoundError(_("This matter was withheld, so it is not answered."))
    if matter.answer and not may_change(matter.round.state, Part.PAPERS):
        raise RoundError(_("The round is frozen with this answer, so it is no longer changed."))
    if matter.round.is_after:
        raise RoundError(_("The vote is over, so nothing is answered any more."))
    matter.answer, matter.answered_by, matter.answered_on = text, actor, timezone.localdate()
    matter.full_clean()
    with act(
        code_of("matter_answered"), actor=actor, subject=matter.round, text=str(matter.official), is_own=True
    ):
        matter.save(update_fields=["answer", "answered_by", "answered_on"])
    return matter


@transaction.atomic
def withhold(*, matter_id: UUID, reason: str, actor: User) -> Matter:
    """Show a matter to nobody but the secretariat and the person who asked, who reads the reason.

    Raises `RoundError` once the round is frozen with it.
    """
    matter = _locked(matter_id)
    if not may_change(matter.round.state, Part.PAPERS):
        raise RoundError(_("The round is frozen with this matter, so it is no longer withheld."))
    matter.withheld = reason
    with act(
        code_of("matter_withheld"),
        actor=actor,
        subject=matter.round,
        text=str(matter.official),
        reason=reason,
        is_own=True,
    ):
        matter.save(update_fields=["withheld"])
    return matter


def _locked(matter_id: UUID) -> Matter:
    matter = Matter.objects.select_related("official").get(pk=matter_id)
    matter.round = lock_round(matter.round_id)
    matter.refresh_from_db(fields=["answer", "withheld"])
    return matter


def _require_open(round_: Round, *, is_entered: bool) -> None:
    if not may_change(round_.state, Part.PAPERS) or round_.is_after:
        raise RoundError(_("The ballot is frozen, so no matter is taken in any more."))
    last = matters.last_day(round_)
    if not is_entered and last and timezone.localdate() > last:
        raise RoundError(
            _("Matters to clarify were taken until %(day)s. Put yours to the secretariat.")
            % {"day": f"{last:%d/%m/%Y}"}
        )
