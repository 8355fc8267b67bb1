"""`script/backup` while people vote, `script/restore`, and the vote goes on to its documents."""

import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client

from audit.models import Entry
from ballots.errors import VotePaused
from ballots.lookup import find_ballot
from ballots.models import CastBallot, IssuedBallot
from ballots.services import casting, closing
from officials.models import Dossier, DossierDocument
from operations.backup import databases
from operations.embedded.places import BASE_DIR
from results.models import Document, LineCount
from results.statement import statement_of
from rounds.models import Round
from rounds.services.moves import resume_round
from simulation.rehearsal import workers
from tests.ballots import hall
from tests.results import count
from tests.stored import content_of, lose
from tinnhiem.celery import app

pytestmark = pytest.mark.slow
Run = Callable[..., subprocess.CompletedProcess[bytes]]
Wait = Callable[..., object]
PAPER = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def run(process_env: dict[str, str]) -> Run:
    """Run one of the commands beside this process, which holds no connection meanwhile."""

    def run(command: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        databases.use(databases.name())
        words = [str(BASE_DIR / "script" / command), *map(str, arguments)]
        environment = {**process_env, "SECRET_KEY": ""}
        return subprocess.run(words, env=environment, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]

    return run


def with_paper(round_: Round) -> DossierDocument:
    """Give the first line a paper, so that there is a file to carry."""
    dossier = Dossier.objects.create(official=round_.lines.all()[0].official, title="Hồ sơ")
    return DossierDocument.objects.create(
        dossier=dossier,
        kind=DossierDocument.Kind.ASSETS,
        name="Bản kê khai",
        file=ContentFile(PAPER, "a.pdf"),
    )


@pytest.mark.longest
def test_vote_survives_a_restore_in_its_middle(
    run: Run, given_back: None, tmp_path: Path, wait_until: Wait
) -> None:
    round_ = hall.open_round(lines=1, voters=7)
    people = hall.voters(round_)
    paper = with_paper(round_)
    Client().force_login(people[0])
    before, issued, absent = (hall.VoterDevice(round_, user).take() for user in people[:3])
    receipts = [before.cast([count.HIGH])]

    file = tmp_path / "tn.backup"
    done = run("backup", file)
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"Two backups made during one vote" in done.stderr

    issued_frame = issued.frame([count.LOW])
    late = hall.VoterDevice(round_, people[3]).take()
    late_frame = late.frame([count.LOW])
    receipts += [casting.cast(round_id=round_.pk, frame=frame) for frame in (issued_frame, late_frame)]
    late_taker = hall.VoterDevice(round_, people[4]).take()
    envelope = settings.ENVELOPE_KEY_FILE.read_bytes()

    refused = run("restore", file)
    assert refused.returncode == 1
    assert b"--replace" in refused.stderr
    assert CastBallot.objects.count() == 3
    lose(paper.file)
    settings.ENVELOPE_KEY_FILE.unlink()

    done = run("restore", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert round_.title.encode() in done.stderr
    assert settings.ENVELOPE_KEY_FILE.read_bytes() == envelope
    assert b"MISSING" not in done.stderr
    assert content_of(DossierDocument.objects.get(pk=paper.pk).file) == PAPER
    assert (CastBallot.objects.count(), IssuedBallot.objects.count(), Session.objects.count()) == (1, 3, 0)

    assert Entry.objects.latest("pk").act == "round.restored"
    assert Entry.objects.filter(act="system.restore").count() == 1
    call_command("audit", "verify")  # the whole chain was restored, and went on

    # Lost ballots are noticed, and the vote stays paused until the secretary decides.
    assert [find_ballot(round_.pk, found["ballot"]).in_box for found in receipts] == [True, False, False]
    with pytest.raises(VotePaused):
        absent.cast([count.HIGH])
    resume_round(round_id=round_.pk, actor=None)

    # The devices send their ballots again; voters who had not cast yet vote as usual.
    late.take()
    again = [casting.cast(round_id=round_.pk, frame=frame) for frame in (issued_frame, late_frame)]
    assert again == receipts[1:]
    for device in (absent, late_taker.take(), hall.VoterDevice(round_, people[5]).take()):
        device.cast([count.CONFIDENCE])
    finish(round_, wait_until)
    assert list(LineCount.objects.values_list("high", "confidence", "low", "blank")) == [(1, 3, 2, 0)]
    assert statement_of(Round.objects.get(pk=round_.pk)).content["issued"] == 6
    assert all(find_ballot(round_.pk, found["ballot"]).inclusion for found in receipts)


def test_timer_makes_no_backup_while_an_order_of_votes_is_stored(
    alone: None, run: Run, wait_until: Wait, tmp_path: Path
) -> None:
    """Two backups of one open vote, compared, show what happened between them."""
    round_ = hall.open_round()
    hall.vote(round_, 2)
    refused = run("backup", tmp_path / "open.backup", "--unless-open")
    assert refused.returncode == 0
    assert refused.stderr.decode() == (
        "No backup was made: votes that are open, or whose order is not erased yet: 1.\n"
    )
    assert not (tmp_path / "open.backup").exists()


def finish(round_: Round, wait_until: Wait) -> None:
    """Run the round to its documents with a worker that reads only the database."""

    def wait(task: str, question: Callable[[], bool]) -> None:
        app.send_task(task)
        wait_until(question, 120)

    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    app.control.purge()
    with workers.at_least_one(lambda _text: None):
        wait("ballots.every_minute", lambda: hasattr(fresh(round_), "encrypted_tally"))
        count.give_shares(fresh(round_), [1])
        wait("ballots.every_minute", lambda: fresh(round_).state == Round.State.COUNTED)
        count.signed_by(fresh(round_), 1)
        wait("results.every_minute", lambda: Document.objects.filter(round=round_).count() == 2)
    assert all(content_of(found.file)[:5] == b"%PDF-" for found in Document.objects.all())


def fresh(round_: Round) -> Round:
    return Round.objects.get(pk=round_.pk)
