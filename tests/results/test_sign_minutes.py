"""The counting team signs; the head and t members certify."""

import json
from collections.abc import Callable

import pytest

from results.models import Certification, MinutesSignature
from results.services import minutes
from results.services.minutes import BadSignature
from results.statement import statement_of
from rounds.errors import MoveRefused, RoundError, Where
from rounds.models import Round, RoundEvent
from tests.results import count

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    return count.counted()


def state(round_: Round) -> str:
    return Round.objects.get(pk=round_.pk).state


def test_statement_holds_what_the_minutes_print(round_: Round) -> None:
    stated = statement_of(round_)
    assert json.loads(stated.data) == stated.content
    assert stated.content["lines"][1]["blank"] == 1
    assert stated.content["fingerprint"] == round_.fingerprint
    assert statement_of(round_).hash == stated.hash


def test_head_and_one_more_certify(round_: Round) -> None:
    count.signed_by(round_, 1)
    assert state(round_) == "counted"
    count.signed_by(round_, 2)
    assert state(round_) == "certified"


def test_without_the_head_nothing_is_certified(round_: Round) -> None:
    count.signed_by(round_, 2, 3)
    assert state(round_) == "counted"
    [missing] = minutes.before_certifying(round_)
    assert str(count.device(round_, 1).user) in str(missing.remedy)


def test_certifying_too_early_lists_everything(round_: Round) -> None:
    with pytest.raises(MoveRefused) as refused:
        minutes.certify(round_id=round_.pk, actor=None)
    assert [missing.where for missing in refused.value.missing] == [Where.TEAM] * 2


def test_times_come_from_the_log(round_: Round) -> None:
    count.signed_by(round_, 1, 2)
    times = dict(RoundEvent.objects.filter(round=round_).values_list("event", "at"))
    found = Certification.objects.get(pk=round_.pk)
    assert len(found.signed_by) == 2
    assert (found.opened_at, found.closed_at, found.certified_at) == (
        times["open"],
        times["closed"],
        times["certified"],
    )


def test_the_third_may_sign_later(round_: Round) -> None:
    count.signed_by(round_, 1, 2, 3)
    assert MinutesSignature.objects.filter(round=round_).count() == 3
    assert round_.events.filter(event="certified").count() == 1


def test_signing_twice_does_nothing(round_: Round) -> None:
    count.signed_by(round_, 1, 1)
    assert MinutesSignature.objects.filter(round=round_).count() == 1


def test_signature_of_another_member_is_refused(round_: Round) -> None:
    digest, made = count.signature(round_, 2)
    head = count.device(round_, 1).user
    with pytest.raises(BadSignature):
        minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash=digest, signature=made)
    assert not MinutesSignature.objects.exists()


@pytest.mark.parametrize("signature", ["", "zz", "00" * 64, "é"])
def test_nonsense_is_refused(round_: Round, signature: str) -> None:
    digest, _made = count.signature(round_, 1)
    head = count.device(round_, 1).user
    with pytest.raises(BadSignature):
        minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash=digest, signature=signature)
    assert not MinutesSignature.objects.exists()


@pytest.mark.parametrize("spelled", [str.upper, " ".join, lambda made: f" {made}\n"])
def test_only_the_spelling_of_the_bundle_is_taken(round_: Round, spelled: Callable[[str], str]) -> None:
    digest, made = count.signature(round_, 1)
    head = count.device(round_, 1).user
    with pytest.raises(BadSignature):
        minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash=digest, signature=spelled(made))
    assert not MinutesSignature.objects.exists()
    minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash=digest, signature=made)
    assert MinutesSignature.objects.get().signature == made


def test_another_statement_is_refused(round_: Round) -> None:
    _digest, made = count.signature(round_, 1)
    head = count.device(round_, 1).user
    with pytest.raises(BadSignature):
        minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash="00" * 32, signature=made)


def test_nothing_to_sign_before_the_box_is_open() -> None:
    round_ = count.added()
    head = count.device(round_, 1).user
    with pytest.raises(RoundError):
        minutes.sign_minutes(user=head, round_id=round_.pk, statement_hash="", signature="")
