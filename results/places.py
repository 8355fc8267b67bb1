"""Where else an official is voted on: the two results are judged together, never added."""

from rounds.models import Line, Round

State = Round.State


def other_places(round_: Round) -> dict[int, list[str]]:
    """Return official id → names of the other units of the campaign that vote on them; one query."""
    here = Line.objects.filter(round=round_).values("official_id")
    lines = Line.objects.filter(official_id__in=here, round__campaign_id=round_.campaign_id)
    others = lines.exclude(round=round_).exclude(round__state__in=[State.DRAFT, State.CANCELLED])
    found: dict[int, list[str]] = {}
    names = others.order_by("round__unit__name").values_list("official_id", "round__unit__name")
    for official, unit in names.distinct():
        found.setdefault(official, []).append(unit)
    return found
