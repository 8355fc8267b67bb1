"""The command line of `script/backup` and `script/restore`; `-` means standard output or input."""

import argparse
import dataclasses
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import Error
from django.utils import timezone

from operations.backup.making import MadeBackup, make, rounds_holding_an_order
from operations.backup.restoring import Restored, forget_what_was_before, restore
from operations.connections import disconnect
from operations.embedded import checks, postgres, servers, valkey
from operations.errors import BackupError, CannotStart


def main(arguments: list[str]) -> int:
    action, options = arguments[0], arguments[1:]
    try:
        return _backup(options) if action == "make" else _restore(options)
    except (BackupError, CannotStart) as problem:
        return _refuse(str(problem))
    except OSError as problem:
        return _refuse(f"{problem.strerror or problem} {problem.filename or ''}".strip())
    except (Error, psycopg.Error) as problem:
        return _refuse(f"The database refuses: {str(problem).strip()}")
    except KeyboardInterrupt:
        return _refuse("Stopped before the end; everything is as it was.")
    finally:
        disconnect()  # at the exit the threads of the pool would be waited for, with warnings


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _refuse(sentence: str) -> int:
    say(sentence)
    return 1


def _backup(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/backup", description="Write everything into one file.")
    parser.add_argument(
        "file", nargs="?", default="", help="a new file, or the folder for one; - is the standard output"
    )
    parser.add_argument(
        "--without-keys",
        action="store_true",
        help="leave out envelope keys and SECRET_KEY; without a copy of the envelope keys it opens no box",
    )
    parser.add_argument(
        "--unless-open",
        action="store_true",
        help="make none while a vote is open or its order not erased; for a timer",
    )
    options = parser.parse_args(arguments)
    named = options.file or f"tin-nhiem-{_now()}.backup"
    if Path(named).is_dir():
        named = str(Path(named) / f"tin-nhiem-{_now()}.backup")
    if named == "-" and sys.stdout.isatty():
        raise BackupError("A backup is not text; name a file, or send it into another program.")
    with _servers(alone=False), tempfile.TemporaryDirectory(dir=_data()) as folder:
        if options.unless_open and (votes := rounds_holding_an_order()):
            say(f"No backup was made: votes that are open, or whose order is not erased yet: {votes}.")
            return 0
        target = Path(folder) / "backup" if named == "-" else Path(named).absolute()
        made = make(target, with_keys=not options.without_keys)
        if named == "-":
            with target.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
                sys.stdout.buffer.flush()
    say(f"The backup is whole{'' if named == '-' else f' and lies in {target}'}.")
    say(f"Its fingerprint, to be noted elsewhere: {made.fingerprint}")
    _say_what_opens_it(made, with_keys=not options.without_keys)
    if made.open_rounds:
        say(
            f"Sealed or open rounds: {made.open_rounds}. Two backups made during one vote show who "
            "voted between them: keep one only, and destroy it once the box is opened."
        )
    for name in made.missing:
        say(f"MISSING, and therefore not in the backup: {name}")
    return 2 if made.missing else 0


def _say_what_opens_it(made: MadeBackup, *, with_keys: bool) -> None:
    if with_keys:
        say(
            "It holds the envelope keys, which open the keys of boxes, and SECRET_KEY: encrypt it, and keep it"
        )
        say("where only its keepers reach.")
    elif made.envelope_keys:
        say("It holds no envelope key and no SECRET_KEY. Keep a copy of the file of the envelope keys apart:")
        say(
            f"without {', '.join(made.envelope_keys)} this backup opens no box and is useless for open rounds."
        )


def _restore(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/restore", description="Put a backup back.")
    parser.add_argument("file", nargs="?", help="the backup; - is the standard input")
    parser.add_argument("--replace", action="store_true", help="in place of the data that are there")
    parser.add_argument("--forget", action="store_true", help="remove what restores have put aside")
    options = parser.parse_args(arguments)
    if bool(options.file) == options.forget:
        parser.error("name the backup, or --forget")
    with _servers(alone=True):
        if options.forget:
            for name in forget_what_was_before():
                say(f"Removed: {name}")
            return 0
        with _input(options.file) as source:
            done = restore(source, replace=options.replace)
    say(
        f"Restored: the state of {done.made_at.astimezone():%H:%M:%S on %d/%m/%Y}, fingerprint {done.fingerprint}."
    )
    say(f"What was there before is kept as {done.aside}; script/restore --forget removes it.")
    say("Everybody must log in again.")
    for name in done.waiting:
        say(f"Waits on the secretary's desk for the decision whether it goes on: {name}")
    _say_what_lacks(done)
    if not done.queue_emptied:
        say("Redis/Valkey did not answer: empty it before the product starts.")
    for name in done.missing:
        say(f"MISSING in the backup, and therefore here: {name}")
    return 0


def _say_what_lacks(done: Restored) -> None:
    lacking = done.lacking
    if lacking.envelope_keys:
        say(f"MISSING: the envelope keys {', '.join(lacking.envelope_keys)}. Neither the backup nor")
        say(
            f"{settings.ENVELOPE_KEY_FILE} of this host holds them. Put them there; until then no box can be locked."
        )
    if lacking.live_rounds:
        say("Boxes that take no ballots and cannot be opened without them:")
        for name in lacking.live_rounds:
            say(f"  {name}")
    if lacking.other_rounds:
        say(f"Rounds that are counted or cancelled, and have no readable keys: {lacking.other_rounds}")
    if done.envelope_key_is_elsewhere:
        say(
            "The envelope keys of the backup stand in the file envelope_key of the data folder, and this host reads"
        )
        say(f"{settings.ENVELOPE_KEY_FILE}: move them there.")
    if lacking.other_secret_key:
        say(
            "SECRET_KEY of this host is not that of the backup: voters' devices will not find their ballots. Set it"
        )
        say("to what now stands in the file secret_key of the data folder, if the backup held it.")


def _now() -> str:
    return f"{timezone.localtime():%Y%m%d-%H%M%S}"


def _data() -> Path:
    return Path(settings.DATA_DIR)


@contextmanager
def _input(named: str) -> Iterator[Path]:
    """Yield the path of the input; standard input is copied into a file first."""
    if named != "-":
        if not Path(named).is_file():
            raise BackupError(f"There is no file {named}.")
        yield Path(named)
        return
    with tempfile.NamedTemporaryFile(dir=_data()) as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield Path(spool.name)


@contextmanager
def _servers(*, alone: bool) -> Iterator[None]:
    """Run the embedded servers unless the environment names others; restore their state at the end.

    `alone` refuses while `script/server` runs; otherwise it must only not start or stop meanwhile.
    """
    where = settings.PLACES
    try:
        lock = checks.the_only_one(dataclasses.replace(where, data=_data()))
    except CannotStart as running:
        if alone:
            raise BackupError(f"{running} Stop it first.") from None
        yield
        return
    with lock:
        ran = postgres.running(where) or valkey.running(where)
        servers.start(where)
        try:
            yield
        finally:
            if not ran:
                servers.stop(where)
