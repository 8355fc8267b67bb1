"""What a voter reads between the announcement of a meeting and the freezing: the list and the dossiers as they are now."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst

from ballots.paper_selectors import lines_with_papers
from officials.models import DossierDocument
from rounds.deadlines import Deadline, deadlines
from rounds.frozen import headings
from rounds.models import Round
from rounds.plan_shown import ShownPlan, shown_plan


@dataclass(frozen=True, slots=True)
class AnnouncedPaper:
    """A paper of a dossier; `kind` is "" where the name says it, `day` is when it was received."""

    pk: int
    name: str
    kind: str
    day: str


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """A person who is voted on, the posts printed, and the papers.

    `heading` is that of the block of posts that begins with the line, or "".
    """

    number: int
    name: str
    posts: tuple[str, ...]
    papers: tuple[AnnouncedPaper, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedPage:
    """The page of an announced round, or of one that was cancelled afterwards, without dossiers."""

    unit: str
    campaign: str
    lines: tuple[AnnouncedLine, ...]
    deadlines: list[Deadline]
    plan: ShownPlan | None


def announced_page(round_: Round) -> AnnouncedPage:
    """Return the page; a fixed number of queries for any number of lines."""
    lines = list(lines_with_papers(round_)) if round_.is_announced else []
    blocks = headings(line.block for line in lines)
    return AnnouncedPage(
        unit=round_.unit.name,
        campaign=round_.campaign.name,
        lines=tuple(
            AnnouncedLine(
                line.position,
                line.official.full_name,
                tuple(post.title for post in line.posts.all()),
                tuple(_paper(document) for document in line.dossier.documents.all()) if line.dossier else (),
                heading,
            )
            for line, heading in zip(lines, blocks, strict=True)
        ),
        deadlines=deadlines(round_) if round_.is_announced else [],
        plan=shown_plan(round_) if round_.is_announced else None,
    )


def _paper(document: DossierDocument) -> AnnouncedPaper:
    kind = capfirst(str(document.get_kind_display()))
    day = date_format(document.added_on, "SHORT_DATE_FORMAT") if document.added_on else ""
    name = capfirst(str(document))
    return AnnouncedPaper(document.pk, name, "" if name == kind else kind, day)
