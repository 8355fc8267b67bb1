"""The table of steps: complete, bound once, and read by every audience."""

import itertools

import pytest

from rounds import steps
from rounds.errors import Missing
from rounds.models import Round
from rounds.states import Actor, State
from rounds.steps import registry

SECRETARY_STEPS = ["announce", "freeze", "resume", "open", "close", "end_issuing", "publish", "archive"]
LACKING = [Missing("x")]


def round_in(state: str, **columns: object) -> Round:
    return Round(state=state, title="Hội nghị", **columns)


def test_every_step_is_bound_exactly_once() -> None:
    assert steps.bound() == {step.name for step in steps.STEPS}
    with pytest.raises(ValueError, match="bound twice"):
        steps.bind("freeze", print)


def test_unknown_step_cannot_be_bound() -> None:
    with pytest.raises(ValueError, match="unknown"):
        steps.bind("nonsense", print)


def test_names_and_events_of_steps_are_unique() -> None:
    names = [step.name for step in steps.STEPS]
    events = [step.event or step.to for step in steps.STEPS if step.entry]
    assert len(set(names)) == len(names)
    assert len(set(events)) == len(events)


def test_secretary_reads_button_warning_and_confirmation_of_each_main_step() -> None:
    mine = [step for step in steps.STEPS if Actor.SECRETARY in step.takers and not step.is_aside]
    assert [step.name for step in mine] == SECRETARY_STEPS
    words = [step.words[Actor.SECRETARY] for step in mine]
    assert all(word.label and word.explanation and word.warning and word.confirm for word in words)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Replace every guard by one that misses something for the names in the returned set."""
    names: set[str] = set()
    for name in steps.bound():
        guard = lambda _round, name=name: LACKING if name in names else []  # noqa: E731
        monkeypatch.setitem(registry._bound, name, registry.Binding(print, guard, ""))
    return names


def expected(state: str, *, paused: bool, ended: bool, close_lacks: bool, secret: bool) -> str | None:
    """The main step of the secretary, spelled out once more."""
    if paused and state in ("sealed", "open"):
        return "resume"
    if state == "open":
        return "close" if ended or not close_lacks else "end_issuing"
    if state == "certified":
        return "archive" if secret else "publish"
    return {"draft": "announce", "announced": "freeze", "sealed": "open", "published": "archive"}.get(state)


def test_main_step_in_every_situation(lacking: set[str]) -> None:
    flags = ("paused", "ended", "close_lacks", "secret")
    for state, values in itertools.product(State.values, itertools.product((False, True), repeat=4)):
        situation = dict(zip(flags, values, strict=True))
        lacking.clear()
        lacking.update({"close"} if situation["close_lacks"] else ())
        round_ = round_in(
            state,
            is_paused=situation["paused"],
            issuing_ended_at="now" if situation["ended"] else None,
            marking="secret" if situation["secret"] else "none",
        )
        step, missing = steps.next_step(round_, Actor.SECRETARY)
        assert (step.name if step else None) == expected(state, **situation), (state, situation)
        assert missing == (LACKING if step and step.name in lacking else [])


@pytest.mark.parametrize(
    ("actor", "listed"),
    [
        (Actor.SECRETARY, ["draft", "announced", "sealed", "open", "closed", "counted", "certified"]),
        (Actor.COMMITTEE, ["sealed", "open", "closed", "counted", "certified", "published", "cancelled"]),
        (
            Actor.VOTER,
            ["announced", "sealed", "open", "closed", "counted", "certified", "published", "cancelled"],
        ),
    ],
)
def test_home_page_lists_a_round_in_these_states(actor: Actor, listed: list[str]) -> None:
    assert steps.asked_states(actor) == listed
    assert all(steps.words_for(round_in(state), actor) for state in listed)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("sealed", "lock_box"),
        ("closed", "decrypt_share"),
        ("counted", "sign_minutes"),
        ("published", "sign_minutes"),
    ],
)
def test_step_of_the_members_by_state(state: str, step: str) -> None:
    found = steps.member_step(state)
    assert found is not None
    assert found.name == step


def test_times_need_workers_in_these_states() -> None:
    assert steps.states_taken_by(Actor.WORKER, Actor.CLOCK) == {"sealed", "open", "closed", "certified"}
