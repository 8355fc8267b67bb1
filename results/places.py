"""Where else an official is voted on: the two results are judged together, never added."""

from rounds.models import Line, Round

State = Round.State


def other_places(round_: Round) -> dict[int, list[str]]:
    """Return official id → names of the other units that vote on them in the same period; one query."""
    here, campaign = Line.objects.filter(round=round_).values("official_id"), round_.campaign
    lines = Line.objects.filter(
        official_id__in=here,
        round__campaign__starts_on__lte=campaign.ends_on,
        round__campaign__ends_on__gte=campaign.starts_on,
    ).exclude(round__unit_id=round_.unit_id)
    others = lines.exclude(round__state__in=[State.DRAFT, State.CANCELLED])
    found: dict[int, list[str]] = {}
    names = others.order_by("round__unit__name").values_list("official_id", "round__unit__name")
    for official, unit in names.distinct():
        found.setdefault(official, []).append(unit)
    return found
