"""The data of the counting team's page: messages of the ceremony, turnout, shares of the opening.

Everything here is read from rows and may be shown to every member. Contains no secrets.
"""

from dataclasses import asdict
from typing import Any

from ballots import asked, selectors
from ballots.attempts import CeremonyAttempt, Step
from ballots.turnouts import turnout
from officials.models import User
from rounds import states, steps
from rounds.frozen import FrozenMember, frozen_configuration
from rounds.models import CommitteeMember, Round
from rounds.selectors import card_reports, late_cards
from rounds.selectors import team as team_of
from rounds.states import Held
from rounds.team import threshold_of

FEW_BALLOTS = 10  # with fewer ballots the page warns that totals may reveal single marks


def committee_page(round_: Round, user: User) -> dict[str, Any]:
    """Return the data of a member's page; `round_` comes from `round_for_committee`.

    Keys: round, me, members, threshold, ceremony (None before the keys exist), restarts,
    turnout (None before the box is locked), opening (None before closing), asked, cards.
    """
    keys = selectors.box_keys(round_)
    ceremony = selectors.ceremony_of(round_, keys) if keys else None
    members = ceremony.members if ceremony else list(team_of(round_))
    team = {member.index: _member(member) for member in frozen_configuration(round_).team}
    return {
        "round": _round(round_),
        "me": next(team[m.index] for m in members if m.user_id == user.pk),
        "members": list(team.values()),
        "threshold": threshold_of(round_, len(members)),
        "ceremony": _ceremony(ceremony) if ceremony else None,
        "restarts": _restarts(round_),
        "turnout": _turnout(round_),
        "opening": _opening(round_),
        "asked": _asked(round_),
        "cards": {"late": _late_cards(round_), "reports": _card_reports(round_)},
    }


def _round(round_: Round) -> dict[str, Any]:
    return {
        "id": str(round_.pk),
        "phase": phase_of(round_),
        "election": round_.election_id,
        "fingerprint": round_.fingerprint,
        "zero": round_.zero_at.isoformat() if round_.zero_at else None,
        "min_ballots": round_.min_ballots,
        "few_ballots": FEW_BALLOTS,
    }


def phase_of(round_: Round) -> str:
    """Return what the page is for now; the rows say in which states each step takes place."""
    found = {
        "void": round_.is_void,
        "locked": round_.is_before and bool(round_.box_key),
        "locking": steps.takes_place("lock_box", round_),
        "voting": round_.is_during,
        "opening": steps.takes_place("decrypt_share", round_),
        "confirmed": round_.has_documents,
        "minutes": steps.takes_place("sign_minutes", round_),
    }
    return next((phase for phase, holds in found.items() if holds), "waiting")


def _member(member: FrozenMember) -> dict[str, Any]:
    role = CommitteeMember.Role.HEAD if member.is_head else CommitteeMember.Role.MEMBER
    return {"index": member.index, "name": member.name, "role": role}


def _ceremony(ceremony: CeremonyAttempt) -> dict[str, Any]:
    accepted = ceremony.complete(Step.ACCEPT)
    return {
        "attempt": ceremony.keys.attempt,
        "config": ceremony.context.config_hash.hex(),
        "configuration": bytes(ceremony.round.config or b"").decode(),
        "server": ceremony.keys.server_public,
        "messages": ceremony.messages,
        "manifest": ceremony.manifest.decode() if accepted else "",
    }


def _restarts(round_: Round) -> list[dict[str, str]]:
    events = selectors.restarts(round_)
    return [{"event": e.event, "by": str(e.actor or ""), "detail": e.detail} for e in events]


def _turnout(round_: Round) -> dict[str, int | None] | None:
    if not round_.box_key:
        return None
    return {**asdict(turnout(round_.pk)), "present": selectors.present(round_)}


def _asked(round_: Round) -> dict[str, Any] | None:
    """Return what the head is asked to agree to, with the numbers as they are now."""
    # Nothing is asked before voting opens, and this is read every two seconds while the box is locked.
    request = None if round_.is_before else asked.open_request(round_)
    if request is None:
        return None
    content = asked.content_now(request)
    return {"content": content, "by": str(request.asked_by)}


def _late_cards(round_: Round) -> list[dict[str, str]]:
    return [
        {"name": str(card.user), "by": str(card.printed_by), "at": card.printed_at.isoformat()}
        for card in late_cards(round_)
    ]


def _card_reports(round_: Round) -> list[dict[str, str]]:
    return [
        {"name": str(report.user), "day": report.reported_on.isoformat()} for report in card_reports(round_)
    ]


def _opening(round_: Round) -> dict[str, Any] | None:
    if round_.state in states.without(Held.FINGERPRINT):
        return None
    stops = steps.binding("decrypt_share").guard(round_)
    return asdict(selectors.opening_progress(round_)) | {
        "stop": " ".join(f"{stop.message} {stop.remedy}" for stop in stops)
    }
