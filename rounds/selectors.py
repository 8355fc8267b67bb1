"""Reads of several rows about rounds; the permission is part of the query (docs/architecture.md)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Window

from officials.models import Dossier, Unit, UnitRole, User
from officials.selectors import parents_of_units, units_above, units_for_secretary, units_of
from rounds import states, steps
from rounds.accounts import accounts_to_change, rounds_naming
from rounds.login_cards import beyond_mail, without_password, without_way_in
from rounds.models import (
    Campaign,
    CardPermit,
    CardReport,
    CommitteeMember,
    Elector,
    LateCard,
    Line,
    Round,
    RoundId,
    RuleSet,
)
from rounds.read_once import read_for_a_page
from rounds.roll import in_roll_order, number_on_roll
from rounds.states import Actor, Part, Voting
from rounds.team import members_of, threshold_of

REHEARSAL_RULES = "rehearsal-"  # prefix of the codes of a rehearsal's copies


def rounds_for_secretary(*, user: User) -> QuerySet[Round]:
    """Return the rounds this person configures: of their units, or all for a superuser."""
    rounds = Round.objects.select_related("unit", "campaign", "rule_set")
    if user.is_superuser:
        return rounds
    return rounds.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))


def campaigns_for_secretary(*, user: User) -> QuerySet[Campaign]:
    """Return the campaigns that the user may change: of the units of which the user is secretary."""
    campaigns = Campaign.objects.select_related("unit", "plan")
    if user.is_superuser:
        return campaigns
    return campaigns.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))


def campaigns_to_join(*, user: User) -> QuerySet[Campaign]:
    """Return the campaigns under which a secretary may hold a round: of the own units or of superiors."""
    campaigns = Campaign.objects.select_related("unit")
    if user.is_superuser:
        return campaigns.exclude(_for_rehearsals_only("campaign"))
    units = units_of(user, UnitRole.Role.SECRETARIAT)
    return campaigns.filter(unit__any_of=units | units_above(units, parents_of_units(user)))


def units_to_meet(*, user: User) -> QuerySet[Unit]:
    """Return the units for which a secretary may create a round; units made for a rehearsal are left out."""
    return units_for_secretary(user=user).exclude(_for_rehearsals_only("unit"))


def _for_rehearsals_only(column: str) -> Q:
    """Return the condition that a unit or a campaign has rehearsals and no other round."""
    rounds = Round.objects.filter(**{column: OuterRef("pk")})
    return Q(Exists(rounds.filter(is_rehearsal=True)) & ~Exists(rounds.filter(is_rehearsal=False)))


def rule_sets_to_choose(*, user: User | None = None) -> QuerySet[RuleSet]:
    """Return the regulations under which a round may be held, the same for everybody."""
    return RuleSet.objects.exclude(code__startswith=REHEARSAL_RULES)


def rules_to_start_with(*, user: User) -> int | None:
    """Return the default rule set of a new round: the one the secretary used last, else the general one.

    The general rules were entered first; None while there are none.
    """
    mine = rounds_for_secretary(user=user).filter(is_rehearsal=False)
    last = mine.order_by("-opens_at").values_list("rule_set", flat=True).first()
    return last or RuleSet.objects.order_by("pk").values_list("pk", flat=True).first()


def rounds_with_open_roll(*, user: User) -> QuerySet[Round]:
    """Return the secretary's rounds whose rolls may still change, without configurations."""
    rounds = rounds_for_secretary(user=user).filter(state__in=states.changing(Part.ROLL))
    return rounds.defer("config", "manifest").order_by("title", "pk")


def electors_of(rounds: Collection[Any]) -> QuerySet[Elector]:
    """Return the rolls of these rounds (ids) with their accounts, round by round, in the order of names."""
    electors = Elector.objects.filter(round__in=rounds).select_related("user")
    return electors.order_by("round__title", "round", "user__sort_key", "pk")


def electors_for_secretary(*, user: User) -> QuerySet[Elector]:
    """Return the rolls of the rounds that the user configures as secretary."""
    electors = Elector.objects.select_related("user", "round")
    return electors.filter(round__in=rounds_for_secretary(user=user))


def roll_size() -> Subquery:
    """Return the number of voters of a round, which Postgres counts for the rows of the page only."""
    return number_of(Elector.objects.filter(round=OuterRef("pk")))


def number_of(rows: QuerySet[Any]) -> Subquery:
    """Return how many rows there are, as a column of another query."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().values(number=number))


def all_counted() -> Window:
    """Return how many rows a query has, as a column of each row; composed at once, where the rows are few and narrow."""
    return Window(Count("pk"))


def rounds_for_voter(*, user: User) -> QuerySet[Round]:
    """Return the announced or later rounds with the user on their roll; never one cancelled before people knew of it."""
    known = Q(config__isnull=False) | Q(announced_at__isnull=False)
    # A person is on a roll once, so the join doubles nothing; it takes less of the processor than EXISTS.
    rounds = Round.objects.filter(known, state__in=states.seen_by(Actor.VOTER), electors__user=user)
    return rounds.select_related("unit", "campaign")


def rounds_for_committee(*, user: User) -> QuerySet[Round]:
    """Return the frozen or later rounds with the user in their counting team."""
    member = CommitteeMember.objects.filter(round=OuterRef("pk"), user=user)
    frozen = Round.objects.filter(state__in=states.seen_by(Actor.COMMITTEE), config__isnull=False)
    rounds = frozen.filter(Exists(member))
    return rounds.select_related("unit", "campaign")


def round_for_secretary(*, user: User, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return rounds_for_secretary(user=user).get(pk=pk)


def round_for_committee(*, user: User, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return rounds_for_committee(user=user).get(pk=pk)


def number_open() -> int:
    """Return how many votes are open in the whole installation."""
    return Round.objects.filter(state__in=states.at(Voting.DURING)).count()


def paused_rounds(*, user: User) -> QuerySet[Round]:
    """Return the secretary's rounds that wait after a restore, in the order of their meetings."""
    paused = rounds_for_secretary(user=user).filter(is_paused=True).order_by("opens_at", "title")
    # Hundreds may wait: configuration and manifest are left out.
    return (
        paused.select_related(None).select_related("unit").only("title", "meets_at", "opens_at", "unit__name")
    )


def rounds_to_take(*, user: User, step: str) -> QuerySet[Round]:
    """Return the secretary's rounds whose state allows a step, without rehearsals, in the order of their meetings."""
    found = rounds_for_secretary(user=user).filter(state__in=steps.states_of(step), is_rehearsal=False)
    found = (
        found.select_related(None).select_related("unit").order_by("opens_at", "title", "unit__name", "pk")
    )
    return found.only("title", "state", "meets_at", "opens_at", "unit__name")


def round_for_desk(*, user: User, pk: RoundId) -> Round:
    """Return the round of a secretary's unit, or raise `Round.DoesNotExist` without telling more."""
    rounds = rounds_for_secretary(user=user).select_related("attendance", "unit__authority")
    return rounds.get(pk=pk)


def shown_to(user: User, round_: Round) -> None:
    """Let everything on a page share what it reads of the round; only in a request in which nothing is written."""
    # All units were read for a secretary's permission already; a superuser's page reads them if it asks.
    known = {} if user.is_superuser else {"parents": parents_of_units(user)}
    read_for_a_page(round_, **known)


def summoned_and_present(round_: Round) -> tuple[int, int | None]:
    """Return the number of people on the roll, and of those present (None until recorded)."""
    attendance = getattr(round_, "attendance", None)
    return number_on_roll(round_), attendance.present if attendance else None


def members_needed(round_: Round) -> int:
    """Return how many members of the counting team open the box."""
    return threshold_of(round_, len(members_of(round_)))


def roll(round_: Round) -> QuerySet[Elector]:
    """Return the roll with its accounts, in the order of names."""
    return in_roll_order(round_.electors.select_related("user"))


def official_of_line(round_: Round) -> dict[int, int]:
    """Return position of a line → id of its official."""
    return dict(round_.lines.values_list("position", "official_id"))


def team(round_: Round) -> QuerySet[CommitteeMember]:
    """Return the members of the counting team with their accounts, in the order of their indexes."""
    return round_.committee.select_related("user").order_by("index")


def rounds_keeping(*, dossier: Dossier) -> QuerySet[Round]:
    """Return the rounds that are frozen with the papers of the dossier."""
    lines = Line.objects.filter(round=OuterRef("pk"), dossier=dossier)
    return Round.objects.filter(Exists(lines)).exclude(state__in=states.changing(Part.PAPERS))


def live_rounds_of(people: Collection[int]) -> dict[Round, set[int]]:
    """Return the rounds, frozen and not yet counted, in which these people (ids) vote or count, with the ids."""
    found: dict[Round, set[int]] = {}
    for rows in (Elector.objects.all(), CommitteeMember.objects.all()):
        for row in rows.filter(user__in=people, round__state__in=states.live()).select_related("round"):
            found.setdefault(row.round, set()).add(row.user_id)
    return found


def people_without_permit(people: Collection[int]) -> set[int]:
    """Return those of the people (ids) who vote or count in a frozen round that does not allow them a new card yet."""
    live = live_rounds_of(people)
    open_permits = CardPermit.objects.filter(round__in=live, user__in=people, printed_at=None)
    allowed = set(open_permits.values_list("round", "user"))
    return {user for round_, users in live.items() for user in users if (round_.pk, user) not in allowed}


def rounds_to_report_to(user: User) -> list[Round]:
    """Return the rounds in which the person votes or counts, from freezing until the minutes are certified."""
    before_minutes = [
        *{*states.seen_by(Actor.COMMITTEE)} - {*states.seen_by(Actor.READER)} - {*states.void()}
    ]
    return list(rounds_naming(user, before_minutes))


def card_reports(round_: Round) -> QuerySet[CardReport]:
    """Return the reports of people that somebody else used their login card, in the order of names."""
    return round_.card_reports.select_related("user")


def late_cards(round_: Round) -> QuerySet[LateCard]:
    """Return the login cards that were printed between freezing and closing, in their order."""
    return round_.late_cards.select_related("user", "printed_by")


def people_to_print_for(round_: Round) -> QuerySet[User]:
    """Return the people of a round for whom cards are printed.

    Before freezing these are the people without any other way in; later mail does not count, because the
    people stand in the hall.
    """
    people = without_password(round_).filter(is_active=True)
    return beyond_mail(people) if round_.is_editable else people


@dataclass(frozen=True, slots=True)
class PeopleForCards:
    """People of a round who can log in with a card only."""

    mine: QuerySet[User]
    without_card: list[int]  # ids of those of `mine` who have no valid card yet
    unidentified: list[User]  # without the fact that a card asks
    busy: list[str]  # names of people who stand in a closed round, without a valid card
    others: list[str]  # names of people whose account another unit keeps, without a valid card


def people_for_cards(*, user: User, round_: Round) -> PeopleForCards:
    """Return the people for whom the user prints login cards; for callers that may see the round.

    First the few people of the round, then what is true of these: asked of everybody, it takes ten times as long.
    """
    lacking = dict(without_way_in(round_).values_list("pk", "full_name"))
    to_print = set(people_to_print_for(round_).values_list("pk", flat=True))
    people = to_print | set(lacking)
    own = set(accounts_to_change(user=user).filter(pk__any_of=people).values_list("pk", flat=True))
    closed = _people_of_closed_rounds(people)
    free = User.objects.filter(pk__any_of=(to_print & own) - closed).order_by("sort_key", "pk")
    mine = free.exclude(identity_hash="").select_related("unit")
    return PeopleForCards(
        mine=mine,
        without_card=list(mine.filter(pk__any_of=set(lacking)).values_list("pk", flat=True)),
        unidentified=list(free.filter(identity_hash="")),
        busy=[name for pk, name in lacking.items() if pk in own & closed],
        others=[name for pk, name in lacking.items() if pk not in own],
    )


def _people_of_closed_rounds(people: set[int]) -> set[int]:
    """Return ids of those of the people who are in rounds that are closed and not yet counted."""
    closed = {"round__state__in": [*{*states.live()} & {*states.at(Voting.AFTER)}], "user__any_of": people}
    votes, counts = (
        table.objects.filter(**closed).values_list("user") for table in (Elector, CommitteeMember)
    )
    return {pk for (pk,) in votes.union(counts)}
