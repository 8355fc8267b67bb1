"""Tell the secretaries of all places of an official, and the official, which of the places count."""

from collections.abc import Collection, Mapping

from notices.addresses import address_of
from notices.services.telling import Message, tell, withdraw
from notices.values import Fact
from officials.models import User
from officials.selectors import nearest_secretaries
from rounds.models import PlaceDecision
from rounds.places import units_held

SETTLED, OWN = "places_settled", "own_places_settled"


def places_settled(*, decision: PlaceDecision, replaced: Collection[int]) -> None:
    """Tell everybody concerned but the secretary who settled it; what an earlier decision told and has not left is taken back."""
    for former in replaced:
        withdraw(None, SETTLED, OWN, about=_about(former))
    official, facts = decision.official, _facts(decision)
    people = nearest_secretaries(units_held(official)).exclude(pk=decision.decided_by_id)
    address = {"official": str(official), "link": address_of("places", official.pk)}
    _tell(SETTLED, decision, list(people), {**facts, **address})
    if official.user and official.user.is_active:
        _tell(OWN, decision, [official.user], facts)


def _about(key: int) -> str:
    return f"places:{key}"


def _facts(decision: PlaceDecision) -> dict[str, Fact]:
    units = decision.units.order_by("name", "pk").values_list("name", flat=True)
    return {
        "places": "; ".join(units),
        "period": f"{decision.starts_on:%d/%m/%Y} – {decision.ends_on:%d/%m/%Y}",
        "reason": decision.reason,
    }


def _tell(kind: str, decision: PlaceDecision, people: list[User], facts: Mapping[str, Fact]) -> None:
    about = _about(decision.pk)
    message = Message(kind=kind, unit=decision.authority, about=about, facts=facts, is_automatic=True)
    tell(message, people)
