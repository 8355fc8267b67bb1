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


def _meetings() -> Iterator[Visit]:
    for state in (State.FROZEN, State.CERTIFIED):
        yield Visit(f"team page, {state}", "member", of_round("ballots:committee", state))
    for state in dict.fromkeys(ENDS):
        yield Visit(f"desk, {state}", "secretary", of_round("secretariat:desk", state))
    yield Visit("login cards", "secretary", of_round("secretariat:login_cards", State.DRAFT))
    yield Visit("invitations", "secretary", of_round("secretariat:meeting_notices", State.DRAFT))
    yield Visit("all notices", "secretary", _plain("secretariat:notice_list"))
    yield Visit("resume list", "secretary", _plain("secretariat:resuming"))


TABLES = {
    "officials_unit": True, "officials_official": True, "officials_dossier": True, "officials_unitrole": True,
    "officials_user": True, "officials_personrequest": False, "rounds_campaign": True, "rounds_round": True,
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
    yield Visit("roll", "secretary", _roll)


def _roll(ministry: Ministry) -> str:
    draft = first_in(ministry, State.DRAFT).pk
    return f"{reverse('admin:rounds_elector_changelist')}?round__id__exact={draft}"


def _new_elector(ministry: Ministry) -> str:
    return f"{reverse('admin:rounds_elector_add')}?round={first_in(ministry, State.DRAFT).pk}"


def _elector(ministry: Ministry) -> int:
    return Elector.objects.filter(round=first_in(ministry, State.DRAFT)).order_by("pk")[0].pk


ROWS: dict[str, Callable[[Ministry], object]] = {
    "officials_unit": lambda ministry: ministry.units[1].pk,
    "officials_official": lambda ministry: ministry.officials[0].official.pk,
    "officials_dossier": lambda ministry: ministry.officials[0].dossier.pk,
    "officials_user": lambda ministry: ministry.people["voter"].pk,
    "rounds_campaign": lambda ministry: ministry.campaigns[0].pk,
    "rounds_elector": _elector,
    "rounds_round": lambda ministry: first_in(ministry, State.DRAFT).pk,
}


def _forms() -> Iterator[Visit]:
    for table in TABLES:
        yield Visit(f"new {table.partition('_')[2]}", "keeper", _plain(f"admin:{table}_add"))
    yield Visit("new elector", "secretary", _new_elector)
    for table, find in ROWS.items():
        for page in ("change", "delete", "history"):
            if (table, page) != ("officials_user", "delete"):
                name = f"{page} {table.partition('_')[2]}"
                yield Visit(name, "secretary", _admin(f"{table}_{page}", find))
    for page in ("freeze", "roll"):
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


HOMES = tuple(_homes())
RESULTS = tuple(_results())
MEETINGS = tuple(_meetings())
LISTS = tuple(_lists())
FORMS = tuple(_forms())
SUGGESTIONS = tuple(_suggestions())
ALL = (*HOMES, *RESULTS, *MEETINGS, *LISTS, *FORMS, *SUGGESTIONS)
