"""Long lists of rounds: open ones first, then those to come, then those that wait, then those that are over."""

from django.db.models import Case, Expression, F, OrderBy, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from rounds import states, steps
from rounds.models import Round
from rounds.states import Actor, Voting


def by_phase(rounds: QuerySet[Round], actor: Actor) -> QuerySet[Round]:
    """Return the rounds in this order for an audience; rounds to come begin with the next, others with the last."""
    return rounds.annotate(phase=_phase(actor)).order_by("phase", *_by_time())


def first_of_each_phase(rounds: QuerySet[Round], actor: Actor, number: int) -> QuerySet[Round]:
    """Return at most `number` rounds of each phase in this order, so that no phase hides another; one query."""
    row = Window(RowNumber(), partition_by=[_phase(actor)], order_by=_by_time())
    ranked = rounds.order_by().annotate(row_of_phase=row).filter(row_of_phase__lte=number)
    return by_phase(rounds.filter(pk__in=ranked.values("pk")), actor)


def _phase(actor: Actor) -> Expression:
    return Case(
        When(state__in=steps.over_states(actor), then=Value(3)),
        When(state__in=states.at(Voting.DURING), then=Value(0)),
        When(state__in=states.at(Voting.BEFORE), then=Value(1)),
        default=Value(2),
    )


def _by_time() -> list[OrderBy]:
    coming = Case(When(state__in=states.at(Voting.AFTER), then=Value(None)), default=F("opens_at"))
    return [coming.asc(nulls_last=True), F("opens_at").desc(nulls_last=True), F("title").asc(), F("pk").asc()]
