"""The counting team signs; all members certify, or the head with a reason for each missing one."""

import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from results.documents.assemble import minutes_data
from results.models import Certification, MinutesSignature, MissingSignatures
from results.services import minutes
from results.services.minutes import BadSignature
from results.statement import statement_of
from rounds.entries import times_of
from rounds.errors import MoveRefused, RoundError, Where
from rounds.models import Round
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


def test_the_last_of_all_members_certifies(round_: Round) -> None:
    count.signed_by(round_, 2, 1)
    assert state(round_) == "counted"
    [missing] = minutes.before_certifying(round_)
    assert str(count.device(round_, 3).user) in str(missing.message)
    count.signed_by(round_, 3)
    assert state(round_) == "certified"


def test_the_head_closes_with_a_reason_for_each_missing_member(round_: Round) -> None:
    count.signed_by(round_, 1, 2)
    count.close_minutes(round_, {"3": "Ốm, đã về"})
    assert state(round_) == "certified"
    assert minutes_data(round_).not_signed == ((str(count.device(round_, 3).user), "Ốm, đã về"),)
    count.signed_by(round_, 3)
    assert Certification.objects.get(pk=round_.pk).signed_by == [1, 2]


@pytest.mark.parametrize(
    ("signed", "reasons"),
    [
        ((1, 2), {}),
        ((1, 2), {"3": " "}),
        ((1, 2), {"2": "Ốm", "3": "Ốm"}),
        ((1, 2), {"4": "Ốm"}),
        ((2, 3), {"1": "Ốm"}),
        ((1,), {"2": "Ốm", "3": "Ốm"}),
        ((1, 2, 3), {}),
    ],
)
def test_other_reasons_close_nothing(round_: Round, signed: list[int], reasons: dict[str, str]) -> None:
    count.signed_by(round_, *signed)
    with pytest.raises(RoundError):
        count.close_minutes(round_, reasons)
    assert not MissingSignatures.objects.exists()


def test_the_database_certifies_nothing_without_all_or_reasons(round_: Round) -> None:
    count.signed_by(round_, 1, 2)
    with pytest.raises(IntegrityError, match="has not signed the minutes"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(state="certified")


def test_certifying_too_early_names_everybody(round_: Round) -> None:
    with pytest.raises(MoveRefused) as refused:
        minutes.certify(round_id=round_.pk, actor=None)
    assert [missing.where for missing in refused.value.missing] == [Where.TEAM]


def test_times_come_from_the_log(round_: Round) -> None:
    count.sign_all(round_)
    times = times_of(round_)
    found = Certification.objects.get(pk=round_.pk)
    assert found.signed_by == [1, 2, 3]
    assert (found.opened_at, found.closed_at, found.certified_at) == (
        times["open"],
        times["closed"],
        times["certified"],
    )


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
