"""Run the commands of docs/operations.md, “Without containers”, in a bare Debian with systemd, in the page's order.

Nothing outside the folder is changed. After each command that starts something, the trial asks for what the page
promises, and stops at the first that does not come. Left to people are: the values of the two files that are to be
filled in, the address of the clone, and the password of the superuser. Not tried: several machines, a certificate from
an authority, a real mail server, and what happens when a disk fails. The output of every command is kept in the folder.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from script import bare_system
from script.booted_system import BootedSystem

PAGE = bare_system.ROOT / "docs" / "operations.md"
HEADING = "### Without containers"
INCLUDE = "python3,systemd-sysv,dbus,ca-certificates"
BACKUPS = "/var/lib/tin-nhiem-backups"
CLONE = "/root/clone"
SITE = "vote.example.gov.vn"
PASSWORD = "a-long-password-for-a-trial"  # noqa: S105
ONLINE = ("apt-get", "git clone", "cd /opt/tin-nhiem && git pull")  # with the network of this machine
# What a person types or fills in: words of the page → words of the trial.
TYPED = {
    "ADDRESS": CLONE,
    "< FILE": f'< "$(ls -t {BACKUPS}/*.backup | head -1)"',
    "--pty --wait --collect /opt/tin-nhiem/script/manage createsuperuser": (
        f"--pipe --wait --collect --setenv=DJANGO_SUPERUSER_PASSWORD={PASSWORD} /opt/tin-nhiem/script/manage "
        "createsuperuser --no-input --username admin --email admin@example.gov.vn"
    ),
}
RUN = "systemd-run --unit=tin-nhiem-manage --pipe --wait --collect /opt/tin-nhiem/script/manage"
AFTERWARDS = (
    f"{RUN} rehearse tests/data/published-2023-city.csv",
    f"{RUN} check --deploy",
    "systemctl list-timers tin-nhiem-backup.timer | grep tin-nhiem-backup",
    r"systemd-analyze security --no-pager tin-nhiem-web | grep -E 'exposure level for tin-nhiem-web.service: (0|1\.[0-2])'",
)
ASK = """
import json, ssl, sys, time, urllib.request
address, host, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
trust = ssl.create_default_context()
trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
said, until = "", time.monotonic() + seconds
while time.monotonic() < until:
    asked = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        answer = json.load(urllib.request.urlopen(asked, timeout=10, context=trust))
        sys.exit(print(answer))
    except urllib.error.HTTPError as problem:
        said = problem.read().decode()
    except OSError as problem:
        said = str(problem)
    time.sleep(1)
sys.exit(f"{address} answers: {said}")
"""


def commands(text: str) -> list[str]:
    """Return the command lines of the section, in order, without what the page says beside them."""
    section = text.partition(f"{HEADING}\n")[2].partition("\n### ")[0]
    blocks = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [re.split(r" {4,}", line)[0] for block in blocks for line in block.splitlines()]


def typed(line: str) -> str:
    """Return the line as the trial runs it."""
    for word, value in TYPED.items():
        line = line.replace(word, value)
    return line


class OperationsTrial:
    """The page, followed in a booted system."""

    def __init__(self, system: BootedSystem, screen: Path) -> None:
        self.system, self.screen = system, screen
        self.folder = "/root"

    def perform(self, line: str) -> None:
        """Run a line where the lines before have led, and report the time it took."""
        started = time.monotonic()
        if line.startswith("systemctl start tin-nhiem-prepare") and self.is_first("filled"):
            self.fill_in()
        self.run(typed(line), online=line.startswith(ONLINE))
        if found := re.search(r"\bcd (\S+)", line):
            self.folder = found[1]
        if promise := PROMISES.get(next((word for word in PROMISES if word in line), "")):
            promise(self)
        print(f"{time.monotonic() - started:6.0f} s  {line}", flush=True)

    def run(self, line: str, *, online: bool = False) -> None:
        with self.screen.open("ab") as screen:
            screen.write(f"\n$ {line}\n".encode())
            screen.flush()
            self.system.run(
                line, online=online, folder=self.folder, stdout=screen, stderr=screen, timeout=1800
            )

    def is_first(self, name: str) -> bool:
        """Return whether this is the first question about the name."""
        is_new = not hasattr(self, name)
        setattr(self, name, True)
        return is_new

    def fill_in(self) -> None:
        """Fill in the file of settings, as a person does; its example is for another name and mail server."""
        self.run(
            "sed -i 's|^EMAIL_URL=.*|EMAIL_URL=filemail:////var/lib/tin-nhiem/mail|' /etc/tin-nhiem/environment"
        )

    def ask(self, address: str, seconds: float = 240) -> None:
        """Wait until the address answers with 200."""
        program = self.system.root / "root" / "ask.py"
        program.write_text(ASK)
        self.run(f"python3 /root/ask.py {address} {SITE} {seconds}")

    def services_answer(self) -> None:
        self.ask("http://127.0.0.1:8000/health/")

    def proxy_answers(self) -> None:
        self.run(f"echo '127.0.0.1 {SITE}' >> /etc/hosts")
        self.ask(f"https://{SITE}/health/")

    def backup_is_there(self) -> None:
        self.run(f"test -s {BACKUPS}/*.backup")


PROMISES: dict[str, Callable[[OperationsTrial], None]] = {
    "systemctl enable --now tin-nhiem.target": OperationsTrial.services_answer,
    "systemctl restart caddy": OperationsTrial.proxy_answers,
    "systemctl start tin-nhiem-backup": OperationsTrial.backup_is_there,
    "systemctl start tin-nhiem.target": OperationsTrial.services_answer,
    "systemctl restart tin-nhiem.target": OperationsTrial.services_answer,
}


def main() -> int:
    options = _options()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    root, screen = folder / "system", folder / "screen.log"
    screen.unlink(missing_ok=True)
    _make(root, options)
    done = ""
    try:
        with (folder / "boot.log").open("wb") as boot, BootedSystem(root, boot) as system:
            trial = OperationsTrial(system, screen)
            for done in lines(PAGE.read_text()):
                trial.perform(done)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, RuntimeError) as problem:
        print(f"FAILED at {done!r}: {str(problem)[:200]}; see {screen}")
        return 1
    finally:
        if not options.keep:
            bare_system.remove(root)
    return 0


def lines(text: str) -> Iterator[str]:
    """Yield the lines of the page, then what its other sections promise of the services."""
    yield from commands(text)
    yield from AFTERWARDS


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/try-bare --operations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--apt", type=Path, default=Path("/etc/apt"), help="apt's configuration; default: this machine's")
    add("--suite", default="trixie", help="default: trixie (Debian 13)")
    add(
        "--folder",
        type=Path,
        default=bare_system.ROOT / "var" / "operations",
        help="default: var/operations; 3 GB",
    )
    add("--keep", action="store_true", help="keep the system, to look inside")
    return parser.parse_args()


def _make(root: Path, options: argparse.Namespace) -> None:
    """Make the bare system with the usual locale, and a clone of the last commit to be cloned from there."""
    bare_system.remove(root)
    started = time.monotonic()
    bare_system.make(root, suite=options.suite, apt=options.apt.absolute(), include=INCLUDE)
    (root / "etc/default/locale").write_text("LANG=C.UTF-8\n")  # Debian's installer writes it
    for name in bare_system.PERSONAL:
        bare_system.copy_over(Path.home() / name, root / "root" / name)
    clone = root / CLONE.lstrip("/")
    subprocess.run(
        ["git", "clone", "--quiet", "--no-hardlinks", str(bare_system.ROOT), str(clone)], check=True
    )
    print(f"{time.monotonic() - started:6.0f} s  a bare {options.suite} with systemd", flush=True)


if __name__ == "__main__":
    sys.exit(main())
