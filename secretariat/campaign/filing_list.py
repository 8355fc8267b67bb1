"""The dossiers of a campaign: who has filed, who is late, and who is in charge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.letterhead import Form, Heading, heading_context
from documents.rendering import render_sheet
from officials.models import Official, Unit, User
from officials.search import matching
from rounds import filings
from rounds.filings import Owing, Standing
from rounds.models import Campaign
from secretariat.people_field import PersonField

PER_PAGE = 50
FILE, TITLE = "ho-so-chua-nop.pdf", "Danh sách hồ sơ lấy phiếu chưa nộp"
ACTS = ("ask", "remind", "lists", "charge")


@dataclass(frozen=True, slots=True)
class DossierFilter:
    """What the address of the page asks for."""

    standing: str
    text: str
    collector: str

    @property
    def query(self) -> str:
        """Return the filter as it stands in an address."""
        return urlencode({name: value for name, value in self._named() if value})

    def _named(self) -> Iterable[tuple[str, str]]:
        return (("standing", self.standing), ("q", self.text), ("collector", self.collector))


@dataclass(frozen=True, slots=True)
class DossiersPage:
    """One page of the officials of a campaign; `numbers` are those of the whole campaign."""

    page: Page[Official]
    rows: list[Owing]
    numbers: list[tuple[Standing, int]]
    everybody: int


def filter_of(given: Any) -> DossierFilter:
    """Return the filter that an address names; unknown values ask for nothing."""
    standing = given.get("standing", "")
    collector = given.get("collector", "")
    return DossierFilter(
        standing=standing if standing in Standing.values else "",
        text=" ".join(given.get("q", "").replace("\0", "").split())[:150],
        collector=collector if collector.isascii() and collector.isdigit() and len(collector) < 12 else "",
    )


def found_by(wanted: DossierFilter, *, user: User, campaign: Campaign) -> QuerySet[Official]:
    """Return the officials of the campaign that fit the filter."""
    found = filings.officials_owing(user=user, campaign=campaign)
    if wanted.standing:
        found = found.filter(filings.standing_is(wanted.standing))
    if wanted.collector:
        found = found.filter(filings.collected_by(int(wanted.collector)))
    return matching(found, wanted.text, "search_key")


def dossiers_page(
    *, user: User, campaign: Campaign, wanted: DossierFilter, number: str | None
) -> DossiersPage:
    """Return the page; a fixed number of queries for any number of officials."""
    everything = filings.officials_owing(user=user, campaign=campaign)
    matched = filings.numbers(everything)
    found = found_by(wanted, user=user, campaign=campaign).prefetch_related("posts__unit")
    page = Paginator(found, PER_PAGE).get_page(number)
    return DossiersPage(
        page=page,
        rows=filings.rows_of(list(page)),
        numbers=[(one, matched[one.value]) for one in Standing],
        everybody=matched["everybody"],
    )


class ActForm(forms.Form):
    """An act on ticked officials, or on all that fit the filter; `matched` is how many these were."""

    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everybody = forms.BooleanField(required=False)
    matched = forms.IntegerField(required=False)
    collector = PersonField(queryset=User.objects.none(), label=gettext_lazy("In charge"), required=False)

    def __init__(self, data: Any, *, found: QuerySet[Official], people: QuerySet[User]) -> None:
        super().__init__(data)
        self.found = list(found.values_list("pk", flat=True)) if data else []
        self.fields["chosen"].choices = [(pk, pk) for pk in self.found]  # type: ignore[attr-defined]
        self.fields["collector"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("everybody"):
            if cleaned.get("matched") != len(self.found):
                raise forms.ValidationError(
                    _("The list has changed meanwhile, so nothing was done. Look at it and try again.")
                )
            cleaned["chosen"] = self.found
        if not cleaned.get("chosen") and not self.errors:
            raise forms.ValidationError(_("Tick the officials first."))
        if cleaned.get("act") == "charge" and not cleaned.get("collector") and not self.errors:
            self.add_error("collector", _("Name the person in charge."))
        return cleaned


def headings() -> list[str]:
    """Return the headings of the list as a file."""
    return [
        _("Full name"),
        _("Posts"),
        _("Last day"),
        *(capfirst(str(kind.label)) for kind in filings.Kind),
        _("Where it stands"),
        capfirst(_("person in charge")),
        capfirst(_("reminded on")),
    ]


def cells(rows: Iterable[Owing]) -> list[Sequence[Any]]:
    """Return the rows of the list as a file."""
    return [
        [
            row.official.full_name,
            row.posts,
            row.due,
            *(row.received.get(kind) for kind in filings.Kind),
            str(row.standing.label),
            str(row.filing.collector or "") if row.filing else "",
            row.filing.reminded_on if row.filing else None,
        ]
        for row in rows
    ]


def owed_as_pdf(campaign: Campaign, rows: Iterable[Owing]) -> bytes:
    """Return the dossiers that are owed as PDF, a page for each person in charge."""
    by_person: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row.standing in (Standing.FILED, Standing.LATE):
            continue
        person = str(row.filing.collector) if row.filing and row.filing.collector else ""
        by_person.setdefault(person, []).append(
            {
                "name": row.name,
                "posts": row.posts,
                "due": row.due,
                "lacks": _lacks(row),
                "standing": row.standing,
            }
        )
    lists = [{"person": person, "rows": found} for person, found in sorted(by_person.items())]
    context = {
        "file_title": f"{TITLE}: {campaign.name}",
        "heading": _heading(campaign.unit),
        "title": TITLE,
        "subject": campaign.name,
        "lists": lists,
    }
    return render_sheet("secretariat/documents/owed.html", context)


def _heading(unit: Unit) -> dict[str, Any]:
    superior = unit.parent.name if unit.parent and unit.superior_on_letterhead else ""
    heading = Heading(
        form=Form.STATE, superior=superior, agency=unit.name, demonstration=settings.DEMONSTRATION
    )
    return heading_context(heading, "DS") | {"number": ""}


def _lacks(row: Owing) -> str:
    return ", ".join(str(kind.label) for kind in filings.REQUIRED if not row.has(kind))
