"""The pages that the people of a ministry open, in groups."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from benchmarks.meetings import ENDS
from benchmarks.ministry import PEOPLE, Ministry
from rounds.models import Elector, Round

State = Round.State
STAFF = ("secretary", "clerk")


@dataclass(frozen=True, slots=True)
class Visit:
    """One page for one person of the ministry."""

    name: str
    person: str
    path: Callable[[Ministry], str]

    def __str__(self) -> str:
        return self.name


def of_round(view: str, state: str) -> Callable[[Ministry], str]:
    """Return the address of a view of the first round in a state."""
    return lambda ministry: reverse(view, args=[first_in(ministry, state).pk])


def first_in(ministry: Ministry, state: str) -> Round:
    """Return the first round that was brought to this state."""
    made = Round.objects.filter(state=state).in_bulk([one.pk for one in ministry.rounds])
    return next(made[one.pk] for one in ministry.rounds if one.pk in made)


def _plain(view: str, query: str = "", **named: str) -> Callable[[Ministry], str]:
    return lambda _ministry: reverse(view, kwargs=named) + query


def _admin(page: str, find: Callable[[Ministry], object]) -> Callable[[Ministry], str]:
    return lambda ministry: reverse(f"admin:{page}", args=[find(ministry)])


def _homes() -> Iterator[Visit]:
    for person in PEOPLE:
        yield Visit(f"home of the {person}", person, _plain("home"))
    for kind, person in (("vote", "voter"), ("committee", "member"), ("desk", "secretary")):
        yield Visit(f"all duties: {kind}", person, _plain("secretariat:duties", kind=kind))
        searched = _plain("secretariat:duties", "?q=hoi+nghi", kind=kind)
        yield Visit(f"duties searched: {kind}", person, searched)
    yield Visit("deadlines of the clerk", "clerk", _plain("secretariat:deadlines"))


def _results() -> Iterator[Visit]:
    for person in ("secretary", "voter", "leader", "official"):
        yield Visit(f"results of the {person}", person, _plain("results:results"))
    for person in ("secretary", "voter", "leader"):
        yield Visit(f"result for the {person}", person, of_round("results:result", State.PUBLISHED))


def _of_campaign(view: str, query: str = "") -> Callable[[Ministry], str]:
    return lambda ministry: reverse(view, args=[ministry.campaigns[0].pk]) + query


def _calendar_with_meetings(ministry: Ministry) -> str:
    """Return the address of the first month in which the campaign has meetings."""
    first = ministry.campaigns[0].rounds.exclude(opens_at=None).order_by("opens_at")[0].opens_at
    return _of_campaign("secretariat:campaign_calendar", f"?month={first:%Y-%m}")(ministry)


def _campaigns() -> Iterator[Visit]:
    for person in STAFF:
        yield Visit(f"campaign, {person}", person, _of_campaign("secretariat:campaign"))
        yield Visit(f"calendar of a campaign, {person}", person, _calendar_with_meetings)
        yield Visit(f"rounds from the plan, {person}", person, _of_campaign("secretariat:campaign_create"))
    for query in ("?q=cuc", "?state=draft", "?lack=roll", "?lack=anything"):
        yield Visit(f"campaign {query}", "secretary", _of_campaign("secretariat:campaign", query))


def _meetings() -> Iterator[Visit]:
    for state in (State.FROZEN, State.CERTIFIED):
        yield Visit(f"team page, {state}", "member", of_round("ballots:committee", state))
    for state in dict.fromkeys(ENDS):
        yield Visit(f"desk, {state}", "secretary", of_round("secretariat:desk", state))
    yield Visit("login cards", "secretary", of_round("secretariat:login_cards", State.DRAFT))
    yield Visit("invitations", "secretary", of_round("secretariat:meeting_notices", State.DRAFT))
    yield Visit("replies", "secretary", of_round("secretariat:meeting_replies", State.DRAFT))
    yield Visit("all notices", "secretary", _plain("secretariat:notice_list"))
    yield Visit("resume list", "secretary", _plain("secretariat:resuming"))


TABLES = {
    "officials_unit": True, "officials_official": True, "officials_post": True, "officials_dossier": True, "officials_unitrole": True,
    "officials_group": True, "officials_membership": True,
    "officials_user": True, "officials_personrequest": False, "rounds_campaign": True, "rounds_round": True,
    "rounds_plan": True,
    "rounds_ruleset": False,
}  # fmt: skip


def _lists() -> Iterator[Visit]:
    for person in ("keeper", *STAFF):
        yield Visit(f"administration of the {person}", person, _plain("admin:index"))
    for person in STAFF:
        for table, has_search in TABLES.items():
            name, view = table.partition("_")[2], f"admin:{table}_changelist"
            yield Visit(f"list of {name}, {person}", person, _plain(view))
            if has_search:
                yield Visit(f"list of {name} searched, {person}", person, _plain(view, "?q=n"))
        yield Visit(
            f"officials without account, {person}", person, _plain("admin:officials_official_accounts")
        )
        yield Visit(f"officials at too many places, {person}", person, _plain("secretariat:places"))
    yield Visit("roll", "secretary", _roll)
    for view in ("plan", "units_of_plan", "exempt_of_plan"):
        path = _of_plan(f"secretariat:{view}")
        yield Visit(f"{view} of the ministry", "secretary", path)


def _of_plan(view: str) -> Callable[[Ministry], str]:
    return lambda ministry: reverse(view, args=[ministry.campaigns[0].plan_id])


def _roll(ministry: Ministry) -> str:
    draft = first_in(ministry, State.DRAFT).pk
    return f"{reverse('admin:rounds_elector_changelist')}?round__id__exact={draft}"


def _import_of_roll(ministry: Ministry) -> str:
    address = reverse("secretariat:list_kind", kwargs={"name": "rolls"})
    return f"{address}?target={first_in(ministry, State.DRAFT).pk}"


def _new_elector(ministry: Ministry) -> str:
    return f"{reverse('admin:rounds_elector_add')}?round={first_in(ministry, State.DRAFT).pk}"


def _elector(ministry: Ministry) -> int:
    return Elector.objects.filter(round=first_in(ministry, State.DRAFT)).order_by("pk")[0].pk


ROWS: dict[str, Callable[[Ministry], object]] = {
    "officials_unit": lambda ministry: ministry.units[1].pk,
    "officials_official": lambda ministry: ministry.officials[0].official.pk,
    "officials_dossier": lambda ministry: ministry.officials[0].dossier.pk,
    "officials_user": lambda ministry: ministry.people["voter"].pk,
    "rounds_plan": lambda ministry: ministry.plan.pk,
    "rounds_campaign": lambda ministry: ministry.campaigns[0].pk,
    "rounds_elector": _elector,
    "rounds_round": lambda ministry: first_in(ministry, State.DRAFT).pk,
}


def _forms() -> Iterator[Visit]:
    for table in TABLES.keys() - {"officials_post"}:  # entered with its official
        yield Visit(f"new {table.partition('_')[2]}", "keeper", _plain(f"admin:{table}_add"))
    yield Visit("new elector", "secretary", _new_elector)
    for table, find in ROWS.items():
        for page in ("change", "delete", "history"):
            if (table, page) != ("officials_user", "delete"):
                name = f"{page} {table.partition('_')[2]}"
                yield Visit(name, "secretary", _admin(f"{table}_{page}", find))
    yield Visit("import of a roll", "secretary", _import_of_roll)
    for page in ("freeze", "groups"):
        path = of_round(f"admin:rounds_round_{page}", State.DRAFT)
        yield Visit(f"{page} of a round", "secretary", path)
    for state in (State.OPEN, State.PUBLISHED):
        yield Visit(f"round, {state}", "secretary", of_round("admin:rounds_round_change", state))


def _suggestions() -> Iterator[Visit]:
    for person in STAFF:
        for text in ("n", "nguyen", "nguyen thi"):
            query = "?q=" + text.replace(" ", "+")
            yield Visit(f"people “{text}”, {person}", person, _plain("admin:people", query))
            yield Visit(f"officials “{text}”, {person}", person, _plain("admin:officials", query))
        for view in ("units", "authorities", "campaigns", "plans"):
            yield Visit(f"{view} suggested, {person}", person, _plain(f"admin:{view}", "?q=n"))


HOMES = tuple(_homes())
RESULTS = tuple(_results())
MEETINGS = tuple(_meetings())
CAMPAIGNS = tuple(_campaigns())
LISTS = tuple(_lists())
FORMS = tuple(_forms())
SUGGESTIONS = tuple(_suggestions())
ALL = (*HOMES, *RESULTS, *MEETINGS, *CAMPAIGNS, *LISTS, *FORMS, *SUGGESTIONS)
