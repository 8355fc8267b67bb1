"""What a backup holds and in which order; what is refused before anything is changed."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.db import connection
from django.test import Client

from ballots.models import CastBallot
from officials.models import DossierDocument, StoredFile
from operations.backup import databases
from operations.backup.archive import Writer
from operations.backup.making import make
from operations.backup.restoring import restore
from operations.errors import BackupError
from rounds.models import Round
from tests.ballots import hall
from tests.dossiers import PDF, file_dossiers
from tests.roles import make_draft_round
from tests.stored import content_of, lose

pytestmark = pytest.mark.django_db(transaction=True)
LATER = (
    "0006_files_of_the_disk",
    "0007_head_of_the_log",
    "0008_report_to_each_authority",
)  # migrations of results that the last release lacks
AFTERWARDS = ("simulation_rehearsal", "simulation_leaving")  # tables that came after them


def is_later(app: str, name: str) -> bool:
    return app == "simulation" or (app == "results" and name in LATER)


def is_later_line(file: str, line: bytes) -> bool:
    if any(later.encode() in line for later in LATER):
        return True
    return file == "tables/django_migrations.copy" and b"\tsimulation\t" in line


@pytest.fixture
def round_(alone: None) -> Round:
    """Eight voters log in and vote in the opposite order of the roll."""
    round_ = hall.open_round(lines=1, voters=8)
    for user in reversed(hall.voters(round_)):
        client = Client()
        client.force_login(user)
        user_logged_in.send(type(user), request=None, user=user)
        hall.VoterDevice(round_, user).take().cast()
    return round_


@pytest.fixture
def file(round_: Round, tmp_path: Path) -> Path:
    make(tmp_path / "tn.backup")
    return tmp_path / "tn.backup"


def first_column(file: Path, table: str) -> list[str]:
    lines = ZipFile(file).read(f"tables/{table}.copy").decode().splitlines()
    return [line.split("\t")[0] for line in lines]


@pytest.mark.slow
def test_rows_are_in_an_order_unrelated_to_time(file: Path, round_: Round) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ballots_castballot ORDER BY ctid")
        written = [hash_ for (hash_,) in cursor.fetchall()]
    hashes = first_column(file, "ballots_castballot")
    assert sorted(written) == hashes != written
    for table in ("ballots_issuedballot", "officials_user", "rounds_elector"):
        numbers = [int(pk) for pk in first_column(file, table)]
        assert numbers == sorted(numbers)
        assert len(numbers) >= 8
    assert first_column(file, "django_session") == []
    assert "xmin" not in ZipFile(file).read("manifest.json").decode()


def changed(file: Path, entry: str, content: bytes | None) -> Path:
    """Return a copy in which one entry is other bytes, or lacks."""
    copy = file.with_name("changed.backup")
    with ZipFile(file) as old, ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = content if name == entry else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return copy


def of_the_last_release(file: Path) -> Path:
    """Return the backup as the last release would have made it: with documents as files, not as rows."""
    files = {found.pk: bytes(found.content) for found in StoredFile.objects.all()}
    copy = file.with_name("old.backup")
    with ZipFile(file) as old, copy.open("wb") as target, Writer(target) as new:
        about = json.loads(old.read("manifest.json"))
        about["migrations"] = [found for found in about["migrations"] if not is_later(*found)]
        for table in AFTERWARDS:
            del about["tables"][table]
        for table, later in (("results_certification", "log_"), ("results_document", "authority_id")):
            columns = about["tables"][table]["columns"]
            about["tables"][table]["columns"] = [column for column in columns if later not in str(column)]
        left_out = {
            "manifest.json",
            "tables/officials_storedfile.copy",
            *(f"tables/{name}.copy" for name in AFTERWARDS),
        }
        for name in set(old.namelist()) - left_out:
            lines = old.read(name).splitlines(keepends=True)
            new.add(name, [line for line in lines if not is_later_line(name, line)])
        new.add("tables/officials_storedfile.copy", [])
        for name, content in files.items():
            new.add(f"media/{name}", [content])
        new.finish(about)
    return copy


@pytest.mark.slow
def test_documents_of_an_earlier_backup_become_rows(given_back: None, tmp_path: Path) -> None:
    [paper] = file_dossiers(make_draft_round(lines=1))
    make(tmp_path / "tn.backup")
    old = of_the_last_release(tmp_path / "tn.backup")
    used = settings.MEDIA_ROOT / "dossiers/in-use.pdf"
    used.parent.mkdir(parents=True)
    used.write_bytes(b"in use")
    databases.use(databases.name())
    done = restore(old, replace=True)
    assert content_of(DossierDocument.objects.get().file) == PDF + b"\1"
    assert (settings.DATA_DIR / done.aside / "media/dossiers/in-use.pdf").read_bytes() == b"in use"
    assert not list(settings.MEDIA_ROOT.iterdir())
    assert make(tmp_path / "new.backup").missing == []
    lose(paper.file)
    assert make(tmp_path / "lost.backup").missing == [paper.file.name]


def bad_archives(file: Path) -> Iterator[tuple[Path, str]]:
    yield changed(file, "tables/ballots_castballot.copy", b""), "is damaged at tables/ballots_castballot.copy"
    yield changed(file, "secret_key", None), "lacks some"
    yield (
        changed(file, "manifest.json", b'{"format": "tin-nhiem-backup/9"}'),
        "which this version cannot read",
    )
    yield changed(file, "manifest.json", b"[]"), "not a whole backup"
    about = json.loads(ZipFile(file).read("manifest.json"))
    about["migrations"].append(["rounds", "0999_of_tomorrow"])
    yield changed(file, "manifest.json", json.dumps(about).encode()), "0999_of_tomorrow"
    cut = file.with_name("cut.backup")
    cut.write_bytes(file.read_bytes()[:-200])
    yield cut, "not a whole backup"


@pytest.mark.slow
def test_refusal_changes_nothing(file: Path, round_: Round) -> None:
    for path, sentence in bad_archives(file):
        databases.use(databases.name())
        with pytest.raises(BackupError, match=sentence):
            restore(path, replace=True)
    with pytest.raises(BackupError, match=r"holds data\. With --replace"):
        restore(file, replace=False)
    with (
        databases.connected(databases.name()),
        pytest.raises(BackupError, match="Stop web server, worker and beat"),
    ):
        restore(file, replace=True)
    with pytest.raises(BackupError, match="exists already"):
        make(file)
    assert CastBallot.objects.filter(round=round_).count() == 8
    assert not databases.exists(f"{databases.name()}_restoring")
    assert not (settings.DATA_DIR / "restoring").exists()
