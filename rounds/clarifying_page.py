"""What the page of a round before the meeting shows to voters, the authority and the secretariat."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from officials.models import DossierDocument, User
from rounds import matters, papers, selectors
from rounds.frozen import headings
from rounds.models import Line, Matter, Round
from rounds.plan_shown import ShownPlan, shown_plan


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One official on the ballot: posts, papers (for voters only) and matters.

    `heading` is that of the block of posts that begins with the line, or "".
    """

    line: Line
    posts: list[str]
    papers: list[DossierDocument]
    matters: list[Matter]
    may_withhold: bool
    heading: str


@dataclass(frozen=True, slots=True)
class ClarifyingPage:
    """The page for one reader. `source` is as what the reader sends matters, "" for somebody who only reads.

    An authority sees the officials whom it manages. `enters_late`: what the authority wrote in time is entered by
    the secretariat after the last day too.
    """

    round: Round
    lines: list[ReadLine]
    own: list[Matter]
    source: str
    is_secretary: bool
    enters_late: bool
    reads_papers: bool
    asks_until: datetime.date | None
    answers_until: datetime.date | None
    plan: ShownPlan | None

    @property
    def is_asking_over(self) -> bool:
        """Whether the last day on which the reader sends matters has passed."""
        is_over = self.asks_until is not None and self.asks_until < timezone.localdate()
        return is_over and not self.enters_late


def clarifying_page(*, user: User, pk: UUID) -> ClarifyingPage:
    """Return the page. Raises `Round.DoesNotExist` for everybody without a part in the round."""
    round_ = matters.round_to_read(user=user, pk=pk)
    is_voter = matters.rounds_to_read(user=user).filter(pk=pk).exists()
    is_secretary = selectors.rounds_for_secretary(user=user).filter(pk=pk).exists()
    found = matters.lines_to_read(round_)
    if not (is_voter or is_secretary):
        found = found.filter(pk__in=matters.lines_governed(user).values("pk"))
    lines = list(found)
    shown = matters.shown_of(round_)
    if is_secretary:
        shown = matters.grouped(matters.for_secretary(user=user, round_=round_))
    return ClarifyingPage(
        round=round_,
        lines=[
            _line(
                line,
                shown.get(line.official_id, []),
                is_voter,
                may_withhold=is_secretary and line.official.user_id != user.pk,
                heading=heading,
            )
            for line, heading in zip(lines, headings(line.block for line in lines), strict=True)
        ],
        own=list(matters.of_asker(round_, user)),
        source=_source(round_, is_voter=is_voter),
        is_secretary=is_secretary,
        enters_late=is_secretary and not is_voter,
        reads_papers=is_voter,
        asks_until=matters.last_day(round_),
        answers_until=matters.last_day_of_answers(round_),
        plan=shown_plan(round_),
    )


def _source(round_: Round, *, is_voter: bool) -> str:
    """Return as what the reader sends: a secretary enters what the authority wrote."""
    if not matters.takes_matters(round_):
        return ""
    return Matter.Source.VOTER if is_voter else Matter.Source.AUTHORITY


def _line(line: Line, found: list[Matter], is_voter: bool, *, may_withhold: bool, heading: str) -> ReadLine:
    posts = [post.title for post in line.posts.all()]
    documents = papers.documents_in_order(line) if is_voter else []
    return ReadLine(line, posts, documents, found, may_withhold, heading)
