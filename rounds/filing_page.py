"""What the page of one dossier shows: papers with their last days, and matters to clarify."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.models import Dossier, DossierDocument, User
from rounds import deadlines, filings, matters, paper_access
from rounds.models import Filing, Matter, Round
from rounds.plan_shown import ShownPlan, shown_plans

Kind = DossierDocument.Kind
TITLES: dict[int, Promise] = {
    Kind.SELF_ASSESSMENT: _("Self-assessment report"),
    Kind.ASSETS: _("Declaration of assets and income"),
    Kind.EXPLANATION: _("Explanation on request"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of paper: its last day, what came in, and what stood there before."""

    kind: int
    title: Promise
    due: datetime.date | None
    papers: list[DossierDocument]
    former: list[DossierDocument]
    wanted: str  # what an explanation is asked about
    is_asked: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed and nothing came in."""
        return bool(self.is_asked and not self.papers and self.due and self.due < timezone.localdate())


@dataclass(frozen=True, slots=True)
class FilingPage:
    """A dossier as the official and the secretariat see it; `opens` are the ids of papers that the user may open."""

    dossier: Dossier
    filing: Filing | None
    rounds: list[Round]
    tasks: list[Task]
    opens: set[int]
    matters: list[Matter]
    answers_due: datetime.date | None
    may_answer: bool
    is_own: bool
    plans: list[ShownPlan]


def filing_page(*, user: User, dossier: Dossier) -> FilingPage:
    """Return the content for somebody who may file into the dossier; a fixed number of queries.

    The last days are those of the first meeting; a secretary reads of the own meetings only.
    """
    filing: Filing | None = getattr(dossier, "filing", None)
    is_own = dossier.official.user_id == user.pk
    held = filings.rounds_of_dossier(dossier)
    named = held if is_own else filings.of_secretary(held, user=user)
    due = filings.first_days(held)
    wanted = filing.explanation_wanted if filing else ""
    found = list(filings.papers_of(dossier))
    opens = paper_access.papers_to_open(user=user).filter(dossier=dossier).values_list("pk", flat=True)
    return FilingPage(
        dossier=dossier,
        filing=filing,
        rounds=named,
        tasks=[_task(kind, found, due, wanted) for kind in Kind],
        opens=set(opens),
        matters=list(matters.for_official(user=user, official=dossier.official)),
        answers_due=due.get(matters.ANSWERS),
        may_answer=dossier.official.user_id in (None, user.pk),
        is_own=is_own,
        plans=shown_plans(named),
    )


def _task(kind: Kind, papers: list[DossierDocument], due: dict[str, datetime.date], wanted: str) -> Task:
    is_explanation = kind == Kind.EXPLANATION
    of_kind = [paper for paper in papers if paper.kind == kind]
    return Task(
        kind=kind,
        title=TITLES[kind],
        due=due.get(matters.ANSWERS if is_explanation else deadlines.FILED),
        papers=[paper for paper in of_kind if paper.is_current],
        former=[paper for paper in of_kind if not paper.is_current],
        wanted=wanted if is_explanation else "",
        is_asked=bool(wanted) if is_explanation else True,
    )
