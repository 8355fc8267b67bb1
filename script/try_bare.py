"""Run the README's commands in a bare Debian (minimal, python3 and nothing else) as root and as an ordinary user.

Each command gets a system of its own with a fresh clone of the last commit. script/server must answer and
end with Ctrl-C; script/test runs script/check and the tests named here; a command with `…` is run with
`help` in the system of the command before it; of `python3 -m verifier` only the start is tried, since there
is no finished round yet. The output of each command is kept in the folder.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from script import bare_system
from script.readme_commands import ANYTHING, README, commands

SAMPLE = ["tests/officials", "tests/browser/test_shell_pages.py"]
LONGEST = 3600
UNWANTED = ("debconf:", "Traceback (most recent call last)", "sudo")


@dataclass(frozen=True)
class Play:
    """A command of the README as run by one user; `line` is the command line."""

    user: str
    command: str
    line: str
    system: Path
    screen: Path

    @property
    def is_server(self) -> bool:
        return self.command == "script/server"


@dataclass(frozen=True)
class Verdict:
    """The result: seconds (for the server: until it answers) and errors."""

    seconds: float
    problem: str


def main() -> int:
    options = _options()
    folder = options.folder.absolute()
    base = folder / "base"
    _make_base(base, options)
    failed = 0
    chosen = [line for line in commands(README.read_text()) if options.only in line]
    for play in plays(folder, options.users, chosen, options.tests):
        if ANYTHING not in play.command:
            bare_system.copy(base, play.system, play.user)
        verdict = perform(play)
        failed += bool(verdict.problem)
        print(_row(play, verdict), flush=True)
    if not options.keep:
        for user in options.users:
            bare_system.remove(folder / user)
        bare_system.remove(base)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/try-bare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("tests", nargs="*", default=SAMPLE, help=f"arguments for script/test; default: {' '.join(SAMPLE)}")
    add("--as", dest="users", choices=("root", "ordinary"), action="append", help="one user only")
    add("--only", default="", metavar="TEXT", help="only the commands that contain it")
    add("--apt", type=Path, default=Path("/etc/apt"), help="apt's configuration; default: this machine's")
    add("--suite", default="trixie", help="default: trixie (Debian 13)")
    add("--folder", type=Path, default=bare_system.ROOT / "var" / "bare", help="default: var/bare; 4 GB")
    add("--keep", action="store_true", help="keep the systems, to look inside or to use the base again")
    options = parser.parse_args()
    options.users = options.users or ["root", "ordinary"]
    return options


def _make_base(base: Path, options: argparse.Namespace) -> None:
    if base.exists():
        return
    base.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    try:
        bare_system.make(base, suite=options.suite, apt=options.apt.absolute())
    except subprocess.CalledProcessError as problem:
        bare_system.remove(base)
        raise SystemExit(
            f"The bare system was not made: {problem}. --apt names another configuration."
        ) from None
    print(f"A bare {options.suite} was made in {time.monotonic() - started:.0f} s.", flush=True)


def plays(folder: Path, users: list[str], chosen: list[str], tests: list[str]) -> Iterator[Play]:
    """Return each command for each user."""
    for user in users:
        for number, command in enumerate(chosen, start=1):
            screen = folder / f"{user}-{number}.log"
            yield Play(user, command, line_of(command, tests), folder / user, screen)


def line_of(command: str, tests: list[str]) -> str:
    """Return the command line to run for a command of the README."""
    if command == "script/test":
        return " ".join([command, *tests])
    if command.startswith("python3 -m verifier"):
        return "python3 -m verifier --help"
    return command.replace(ANYTHING, "help")


def perform(play: Play) -> Verdict:
    """Run the command to its end; stop the server with Ctrl-C once it answers."""
    port = _free_port()
    started = time.monotonic()
    with play.screen.open("wb") as screen:
        process = bare_system.enter(play.system, play.user, play.line, screen, PORT=str(port))
        try:
            if play.is_server:
                _wait_for_answer(process, port)
            else:
                process.wait(LONGEST)
            seconds = time.monotonic() - started
            return Verdict(seconds, _problem(play, _end(process, play)))
        except subprocess.TimeoutExpired:
            return Verdict(time.monotonic() - started, f"did not end; see {play.screen}")
        finally:
            process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for_answer(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < until and not _answers(port):
        time.sleep(0.2)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/accounts/login/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(process: subprocess.Popen[bytes], play: Play) -> int:
    """Return the exit code; the server gets Ctrl-C as a terminal sends it, once it has said so."""
    if play.is_server:
        until = time.monotonic() + 300
        while process.poll() is None and time.monotonic() < until:
            if "Ctrl-C stops it." in play.screen.read_text(errors="replace"):
                os.killpg(process.pid, signal.SIGINT)
                break
            time.sleep(0.5)
    return process.wait(120)


def _problem(play: Play, code: int) -> str:
    text = play.screen.read_text(errors="replace")
    found = [word for word in UNWANTED if word in text]
    said = [f"exit code {code}"] if code else []
    said += [f"the screen shows {word!r}" for word in found]
    return f"{', '.join(said)}; see {play.screen}" if said else ""


def _row(play: Play, verdict: Verdict) -> str:
    what = "until it answers" if play.is_server else "to its end"
    width = min(shutil.get_terminal_size().columns, 70)
    return f"{play.user:9} {play.line:{width}} {verdict.seconds:6.0f} s {what:17} {verdict.problem or 'ok'}"


if __name__ == "__main__":
    sys.exit(main())
