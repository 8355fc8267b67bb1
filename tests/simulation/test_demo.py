"""`manage.py demo`: five rounds, made once, through a real worker."""

import datetime
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots.models import CastBallot
from ballots.protocol.identity import config_hash
from ballots.protocol.recovery import open_file
from officials.models import User
from results.models import Publication
from rounds.models import Filing, Matter, Round, RuleSet
from simulation.demo import agency, drafts, scenes

pytestmark = pytest.mark.slow


def demo() -> dict[str, Any]:
    out = io.StringIO()
    call_command("demo", "--json", stdout=out, stderr=io.StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_demonstration(
    worker: subprocess.Popen[bytes], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, because making it takes a while; a second start must change nothing."""
    found = demo()
    _rounds_stand_where_they_should(found)
    _recovery_files_open(Path(found["recovery"]), found["passphrase"])
    _accounts_can_log_in(found, client)
    _ministry_keeps_the_rules(client)
    before = _rows()
    User.objects.filter(username="nguoighiphieu1").update(username="cutri1")
    assert demo() == found
    assert _rows() == before
    later = timezone.now() + datetime.timedelta(days=drafts.OPEN_DAYS, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    _another_vote_is_opened(found, demo())


def _rounds_stand_where_they_should(found: dict[str, Any]) -> None:
    assert [one["state"] for one in found["rounds"]] == ["published", "open", "draft", "draft", "announced"]
    published, open_, _complete, _lacking, announced = (
        Round.objects.get(pk=one["id"]) for one in found["rounds"]
    )
    assert [(c.high, c.confidence, c.low) for c in published.counts.all()] == scenes.RESULT
    assert CastBallot.objects.filter(round=open_).count() == scenes.EARLY_VOTERS
    assert open_.closes_at is not None
    assert open_.closes_at > timezone.now()
    assert found["until"] == open_.closes_at.timestamp()
    _announced_meeting_is_under_way(announced)


def _announced_meeting_is_under_way(round_: Round) -> None:
    """Its first dossier is filed, the second is not whole, the third is owed; one matter is asked."""
    lines = round_.lines.select_related("dossier")
    papers = sorted(line.dossier.documents.count() for line in lines if line.dossier)
    assert papers == [0, 1, 2]
    assert Matter.objects.get(round=round_).text == scenes.MATTER
    assert Filing.objects.filter(campaign=round_.campaign).count() == 3


def _recovery_files_open(folder: Path, passphrase: str) -> None:
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["kiemphieu1.json", "kiemphieu2.json", "kiemphieu3.json"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    document = json.loads(files[0].read_text())
    open_ = Round.objects.get(state="open")
    assert (document["member"], document["config"]) == (1, config_hash(bytes(open_.config or b"")).hex())
    assert len(open_file(document, passphrase)) == 32


def _accounts_can_log_in(found: dict[str, Any], client: Client) -> None:
    for row in found["accounts"]:
        assert client.login(username=row["account"], password=row["password"])
    assert found["password"] == agency.PASSWORD


def _another_vote_is_opened(before: dict[str, Any], found: dict[str, Any]) -> None:
    """When the open vote has ended; the published one stays, and so do the files of the ended one."""
    same = [one["id"] == other["id"] for one, other in zip(before["rounds"], found["rounds"], strict=True)]
    assert same == [True, False, True, True, True]
    assert [one["state"] for one in found["rounds"]] == ["published", "open", "draft", "draft", "announced"]
    assert found["rounds"][1]["title"] == f"{before['rounds'][1]['title']} (2)"
    folders = sorted(Path(found["recovery"]).parent.glob("recovery*"))
    assert [len(list(folder.iterdir())) for folder in folders] == [3, 3]


def _ministry_keeps_the_rules(client: Client) -> None:
    client.login(username="thukybo", password=agency.PASSWORD)
    page = reverse("admin:rounds_ruleset_change", args=[RuleSet.objects.get(code=drafts.RULES).pk])
    assert "_save" in client.get(page).text


def _rows() -> tuple[int, int, int]:
    return Round.objects.count(), CastBallot.objects.count(), Publication.objects.count()
