"""Reads about dossiers asked for: who owes what, for whom, until when."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.labels import named, present_posts
from officials.models import Dossier, DossierDocument, Official, UnitRole, User, in_force
from rounds import deadlines, states
from rounds.models import Campaign, Filing, Line, Round
from rounds.selectors import rounds_for_secretary
from rounds.states import Voting

Kind = DossierDocument.Kind
REQUIRED = (Kind.SELF_ASSESSMENT, Kind.ASSETS)  # what every official files; an explanation only on request


class Standing(TextChoices):
    """Where the dossier of an official stands."""

    UNASKED = "unasked", _("not asked yet")
    OWED = "owed", _("not filed yet")
    OVERDUE = "overdue", _("overdue")
    FILED = "filed", _("filed")
    LATE = "late", _("filed late")


@dataclass(frozen=True, slots=True)
class Owing:
    """One official on the ballots of a campaign, with the dossier that is asked for."""

    official: Official
    due: datetime.date | None
    meeting: datetime.date | None
    filing: Filing | None
    dossier: int | None
    filed_on: datetime.date | None
    received: dict[int, datetime.date | None]

    @property
    def standing(self) -> Standing:
        """Where the dossier stands today."""
        if self.filed_on:
            return Standing.LATE if self.due and self.filed_on > self.due else Standing.FILED
        if self.due and self.due < timezone.localdate():
            return Standing.OVERDUE
        return Standing.OWED if self.filing else Standing.UNASKED

    @property
    def name(self) -> str:
        """Name and year of birth of the official."""
        return named(self.official)

    @property
    def posts(self) -> str:
        """The posts that the official holds, in one line."""
        return present_posts(self.official)

    @property
    def papers(self) -> list[tuple[str, datetime.date | None]]:
        """Kind and day of each paper that came in, in the order of reading."""
        return [(str(Kind(kind).label), self.received[kind]) for kind in sorted(self.received)]

    def has(self, kind: int) -> bool:
        """Return whether a paper of this kind came in."""
        return kind in self.received


def lines_of(campaign: Campaign) -> QuerySet[Line]:
    """Return the lines of the campaign's rounds that count; a rehearsal asks nobody for anything."""
    return Line.objects.filter(round__campaign=campaign, round__is_rehearsal=False).exclude(
        round__state__in=states.void()
    )


def _day_before(field: str) -> Func:
    """Return the day so many days before the meeting as the rule set of the round says."""
    return Func(
        TruncDate("round__opens_at"),
        F(f"round__rule_set__{field}"),
        arg_joiner=" - ",
        template="(%(expressions)s)",
        output_field=DateField(),
    )


def officials_owing(*, user: User, campaign: Campaign) -> QuerySet[Official]:
    """Return the officials on ballots of the campaign in the secretary's rounds, with what a list asks of each.

    `due` is the last day of filing for the first meeting, `meeting` its day, `line_dossier` and `filed_on` are those of
    the dossier on a line, `filing` is the id of the request.
    """
    mine = lines_of(campaign).filter(round__in=rounds_for_secretary(user=user).order_by().values("pk"))
    own = mine.filter(official=OuterRef("pk")).order_by().values("official")
    asked = Filing.objects.filter(campaign=campaign, official=OuterRef("pk"))
    found = Official.objects.filter(Exists(mine.filter(official=OuterRef("pk"))))
    return found.annotate(
        due=Subquery(own.annotate(first=Min(_day_before("dossier_due_days"))).values("first")),
        meeting=Subquery(own.annotate(first=Min(TruncDate("round__opens_at"))).values("first")),
        line_dossier=Subquery(own.annotate(one=Min("dossier")).values("one")),
        filed_on=Subquery(own.annotate(last=Max("dossier__filed_on")).values("last")),
        filing_id=Subquery(asked.values("pk")),
        collector=Subquery(asked.values("collector")),
    ).order_by("sort_key", "pk")


def standing_is(standing: str) -> Q:
    """Return the condition for officials of `officials_owing` whose dossier stands so today."""
    today = timezone.localdate()
    conditions = {
        Standing.FILED: Q(filed_on__isnull=False) & (Q(due=None) | Q(filed_on__lte=F("due"))),
        Standing.LATE: Q(filed_on__gt=F("due")),
        Standing.OVERDUE: Q(filed_on=None, due__lt=today),
        Standing.OWED: Q(filed_on=None, filing_id__isnull=False) & (Q(due=None) | Q(due__gte=today)),
        Standing.UNASKED: Q(filed_on=None, filing_id=None) & (Q(due=None) | Q(due__gte=today)),
    }
    return conditions[Standing(standing)]


def collected_by(person: int) -> Q:
    """Return the condition for officials of `officials_owing` of whose dossiers this account (id) is in charge."""
    return Q(collector=person)


def numbers(found: QuerySet[Official]) -> dict[str, int]:
    """Return how many officials of `officials_owing` stand where; one query."""
    counts = {one.value: Count("pk", filter=standing_is(one)) for one in Standing}
    return found.order_by().aggregate(**counts, everybody=Count("pk"))


def overdue_by_campaign(*, user: User) -> QuerySet[Campaign]:
    """Return the campaigns in which dossiers for meetings to come are overdue, `overdue` with their number; one query."""
    coming = Q(round__is_rehearsal=False, round__state__in=states.at(Voting.BEFORE))
    mine = Line.objects.filter(coming, round__in=rounds_for_secretary(user=user).order_by().values("pk"))
    filed = Line.objects.filter(
        coming,
        official=OuterRef("official"),
        round__campaign=OuterRef("round__campaign"),
        dossier__filed_on__isnull=False,
    )
    late = mine.annotate(due=_day_before("dossier_due_days")).filter(
        ~Exists(filed), due__lt=timezone.localdate()
    )
    of_each = late.filter(round__campaign=OuterRef("pk")).order_by().values("round__campaign")
    number = Subquery(of_each.annotate(number=Count("official", distinct=True)).values("number"))
    return Campaign.objects.annotate(overdue=number).filter(overdue__gt=0).order_by("starts_on", "pk")


def rows_of(officials: Collection[Any]) -> list[Owing]:
    """Return the rows for officials of `officials_owing`; two queries for any number of them."""
    asked = Filing.objects.select_related("collector").in_bulk(
        [one.filing_id for one in officials if one.filing_id]
    )
    dossiers = {one.pk: one.line_dossier or _dossier(asked.get(one.filing_id)) for one in officials}
    papers: dict[int, dict[int, datetime.date | None]] = {}
    current = DossierDocument.objects.filter(
        dossier__any_of=set(filter(None, dossiers.values())), replaced_by=None
    )
    for dossier, kind, day in current.order_by("pk").values_list("dossier", "kind", "added_on"):
        papers.setdefault(dossier, {})[kind] = day
    return [
        Owing(
            official=one,
            due=one.due,
            meeting=one.meeting,
            filing=asked.get(one.filing_id),
            dossier=dossiers[one.pk],
            filed_on=one.filed_on,
            received=papers.get(dossiers[one.pk] or 0, {}),
        )
        for one in officials
    ]


def _dossier(filing: Filing | None) -> int | None:
    return filing.dossier_id if filing else None


def officials_to_ask(campaign: Campaign) -> QuerySet[Official]:
    """Return the officials on ballots of the campaign who were not asked for a dossier yet."""
    on_ballot = lines_of(campaign).filter(official=OuterRef("pk"))
    asked = Filing.objects.filter(campaign=campaign, official=OuterRef("pk"))
    return Official.objects.filter(Exists(on_ballot), ~Exists(asked)).order_by("sort_key", "pk")


def dossiers_on_lines(campaign: Campaign, officials: Collection[int]) -> dict[int, Dossier]:
    """Return official → the dossier on a line of the campaign that was made without asking."""
    free = Dossier.objects.filter(lines__in=lines_of(campaign), filing=None, official__any_of=set(officials))
    return {row.official_id: row for row in free.order_by("-pk")}


def secretary_of_each(campaign: Campaign, officials: Collection[int]) -> dict[int, int]:
    """Return official → a secretary of the unit that holds the first of the meetings; nobody where it has none."""
    first = dict(
        lines_of(campaign)
        .filter(official__any_of=set(officials))
        .order_by("-round__opens_at")
        .values_list("official", "round__unit")
    )
    roles = UnitRole.objects.filter(in_force(), role=UnitRole.Role.SECRETARIAT, user__is_active=True)
    keepers = dict(roles.filter(unit__any_of=set(first.values())).order_by("-pk").values_list("unit", "user"))
    return {official: keepers[unit] for official, unit in first.items() if unit in keepers}


def is_complete(dossier: Dossier) -> bool:
    """Return whether the papers that every official files are there."""
    found = dossier.documents.filter(replaced_by=None, kind__in=REQUIRED)
    return set(found.values_list("kind", flat=True)) == set(REQUIRED)


def owed(campaign: Campaign) -> QuerySet[Filing]:
    """Return the dossiers of a campaign that were asked for and have not come in."""
    rows = Filing.objects.filter(campaign=campaign, dossier__filed_on=None)
    return rows.select_related("official__user", "collector", "dossier")


def rounds_of_dossier(dossier: Dossier) -> list[Round]:
    """Return the rounds that count with the dossier on a line, the first meeting first."""
    found = Round.objects.filter(lines__dossier=dossier, is_rehearsal=False).exclude(state__in=states.void())
    return list(found.select_related("unit", "rule_set").order_by("opens_at", "title"))


def of_secretary(held: Collection[Round], *, user: User) -> list[Round]:
    """Return those of the rounds that are the secretary's, in their order."""
    keys = [round_.pk for round_ in held]
    mine = set(rounds_for_secretary(user=user).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    return [round_ for round_ in held if round_.pk in mine]


def first_days(held: Collection[Round]) -> dict[str, datetime.date]:
    """Return field of the rule set → the earliest last day in these rounds."""
    days: dict[str, datetime.date] = {}
    for round_ in held:
        for name, day in deadlines.last_days(round_).items():
            days[name] = min(day, days.get(name, day))
    return days


def papers_of(dossier: Dossier) -> QuerySet[DossierDocument]:
    """Return the papers of a dossier, present and former, in the order of reading."""
    return DossierDocument.objects.filter(dossier=dossier).select_related("filed_by").order_by("kind", "pk")


def own_tasks(*, user: User) -> list[tuple[Filing, datetime.date | None]]:
    """Return what an official is asked to file, with the last day; what is still owed comes first, by day."""
    rows = Filing.objects.filter(official__user=user).select_related("campaign", "dossier")
    own = Line.objects.filter(dossier=OuterRef("dossier"), round__is_rehearsal=False).order_by()
    counting = own.exclude(round__state__in=states.void()).values("dossier")
    dated = rows.annotate(
        due=Subquery(counting.annotate(first=Min(_day_before("dossier_due_days"))).values("first"))
    )
    return [
        (row, row.due) for row in dated.order_by(F("dossier__filed_on").asc(nulls_first=True), "due", "pk")
    ]


def owes_something(*, user: User) -> bool:
    """Return whether the user is an official who was asked for a dossier."""
    return Filing.objects.filter(official__user=user).exists()


def first_rounds(campaign: Campaign, officials: Collection[int]) -> dict[int, Round]:
    """Return official → the first meeting of the campaign with the official on its ballot; two queries."""
    lines = lines_of(campaign).filter(official__any_of=set(officials)).order_by("-round__opens_at", "-round")
    first = dict(lines.values_list("official", "round"))
    rounds = Round.objects.select_related("unit", "campaign", "rule_set").in_bulk(set(first.values()))
    return {official: rounds[pk] for official, pk in first.items()}
