"""Certified rounds of protocol tn1 stay readable: their pages, documents and bundle."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from ballots.selectors import election_of
from common.canonical import canonical_json
from officials.models import User
from results.bundle import bundle
from results.services.publishing import publish
from rounds.models import Round
from tests.ballots.hall import devices_of_team, voters
from tests.owner import unguarded
from tests.results import count

pytestmark = pytest.mark.django_db
CODE = "7K2M-Q9TX-04VB-HZ3C"


@pytest.fixture
def former() -> Round:
    """A certified round as a release with tn1 left it."""
    round_ = count.certified()
    config = _without(json.loads(bytes(round_.config or b"")), "roll")
    config["lines"] = [_without(line, "papers") for line in config["lines"]]
    manifest = _without(json.loads(bytes(round_.manifest or b"")), "lots", "token_keys")
    changed = {**manifest, "config": {**config, "version": "tn1"}, "token_key": "00" * 32, "version": "tn1"}
    fields = {"config": canonical_json(changed["config"]), "manifest": canonical_json(changed)}
    with unguarded():
        Round.objects.filter(pk=round_.pk).update(**fields, ceremony_code=CODE)
    return Round.objects.get(pk=round_.pk)


def _without(content: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}


def files(round_: Round) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(bundle(round_)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_its_bundle_keeps_the_form_of_tn1(former: Round) -> None:
    content = files(former)
    minutes, result = (json.loads(content[name]) for name in ("9-minutes.json", "8-result.json"))
    assert (minutes["version"], result["ceremony_code"]) == ("tn1/minutes", CODE)
    assert not {"code", "zero", "not_issued", "present_before"} & {*minutes, *result}
    assert "8-statements.json" not in content
    assert "members" not in json.loads(content["9-signatures.json"])


def test_its_pages_open(client: Client, former: Round) -> None:
    publish(round_id=former.pk, actor=devices_of_team(former)[0].user)
    for path in ("receipt/", "trial/", "manifest"):
        assert client.get(f"/box/{former.pk}/{path}").status_code == 200
    client.force_login(voters(former)[0])
    assert client.get(f"/vote/{former.pk}/").status_code == 200
    assert client.get(f"/results/{former.pk}/").status_code == 200
    assert client.get(f"/results/{former.pk}/documents/minutes.pdf").status_code == 200


def test_team_is_led_to_the_result(client: Client, former: Round) -> None:
    """The page of the team speaks tn2 only, and has nothing left to do."""
    user: User = devices_of_team(former)[0].user
    client.force_login(user)
    assert client.get(f"/committee/{former.pk}/").headers["Location"] == f"/results/{former.pk}/"


def test_its_answer_says_the_version(former: Round) -> None:
    assert json.loads(json.loads(election_of(former.pk))["manifest"])["version"] == "tn1"
