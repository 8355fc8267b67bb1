"""Walk through an installation with containers: podman, docker-compose and stand-ins for the official images.

It follows the commands of docs/operations.md: build, start, superuser, rehearsal, backup, restore, a broken
worker, an upgrade. Each line says how long it took. The output of every command is kept in the folder.
Nothing outside the folder is changed; ports 80 and 443 must be free.
"""

import argparse
import json
import os
import resource
import shutil
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from script import bare_system, stand_ins

SITE = "localhost"
NOT_TRIED = """Not tried here: the official images and their entrypoints, Docker, a certificate from an authority,
a real mail server, a newer Caddy than Debian's, limits of memory that this kernel does not know."""
COMPOSE = ["docker-compose", "--project-name", "tn-trial"]
PASSWORD = "a-long-password-for-a-trial"  # noqa: S105


class TrialError(Exception):
    """What was not as it should be."""


class Trial:
    """The folder of a trial, podman with its own storage there, and the clone with `.env`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clone, self.socket = folder, folder / "clone", folder / "podman.sock"
        self.podman = ["podman", "--root", str(folder / "storage"), "--runroot", str(folder / "run")]
        self.log = (folder / "screen.log").open("w")
        self.env = {**os.environ, "CONTAINERS_CONF": str(folder / "containers.conf"), "DOCKER_BUILDKIT": "0"}
        self.env |= {"DOCKER_HOST": f"unix://{self.socket}", "PODMAN_IGNORE_CGROUPSV1_WARNING": "1"}

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end, with its output in the log."""
        given: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": self.log,
            "stderr": self.log,
            "timeout": 3000,
        } | options
        print(f"\n$ {' '.join(command)}", file=self.log, flush=True)
        return subprocess.run(command, check=True, env=self.env, cwd=self.clone, **given)

    def compose(self, line: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run the rest of a `docker compose` command line."""
        return self.run([*COMPOSE, *line.split()], **options)

    def told_by_podman(self, *words: str) -> str:
        """Return what a command of podman prints; it does not enter the log."""
        command = [*self.podman, *words]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=True).stdout

    def step(self, title: str, *lines: str) -> None:
        """Run command lines of docs/operations.md and report the time they took."""
        started = time.monotonic()
        for line in lines:
            self.compose(line)
        report(title, started)


def report(title: str, started: float) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {title}", flush=True)


def main() -> int:
    options = _options()
    folder = options.folder.absolute()
    (folder / "clone").mkdir(parents=True, exist_ok=True)
    trial = Trial(folder)
    try:
        _prepare(trial, options)
        with Podman(trial):
            walk(trial)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, TrialError) as problem:
        print(f"FAILED: {problem}; see {trial.log.name}")
        return 1
    finally:
        print(NOT_TRIED)
        if not options.keep:
            subprocess.run(
                [*trial.podman, "system", "reset", "--force"], env=trial.env, check=False, capture_output=True
            )
            bare_system.remove(folder / "base")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/try-containers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--apt", type=Path, default=Path("/etc/apt"), help="apt's configuration; default: this machine's")
    add("--suite", default="trixie", help="default: trixie (Debian 13)")
    add(
        "--folder",
        type=Path,
        default=bare_system.ROOT / "var" / "containers",
        help="default: var/containers; 6 GB",
    )
    add(
        "--keep",
        action="store_true",
        help="keep images and volumes, to look inside or to be faster next time",
    )
    return parser.parse_args()


def _prepare(trial: Trial, options: argparse.Namespace) -> None:
    """Make the stand-ins, and a clone of the last commit with `.env` and secrets."""
    limits = [f"{name}={most}:{most}" for name, most in _hard_limits().items()]
    (trial.folder / "containers.conf").write_text(f"[containers]\ndefault_ulimits = {json.dumps(limits)}\n")
    started = time.monotonic()
    variables = stand_ins.make_base(trial.folder / "base", suite=options.suite, apt=options.apt.absolute())
    shutil.rmtree(trial.clone)
    subprocess.run(["git", "clone", "--quiet", str(bare_system.ROOT), str(trial.clone)], check=True)
    stand_ins.build(trial.podman, trial.folder / "base", trial.folder / "stand-ins", variables, trial.run)
    report("images that stand in for the official ones", started)
    write_env(trial.clone, version="trial")
    trial.run(["script/make-secrets"])


def _hard_limits() -> dict[str, int]:
    """Return limits that podman may set; its own are above those of a virtual machine without that right."""
    kinds = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    return {name: resource.getrlimit(kind)[1] for name, kind in kinds.items()}


def write_env(clone: Path, *, version: str) -> None:
    """Write `.env` with the stand-ins, from the example."""
    images = {name: f"localhost/stand-in:{image}" for name, image in stand_ins.NAMES.items()}
    values = {"VERSION": version, "SITE_HOST": SITE, "TLS": "internal", "EMAIL_URL": "filemail:////data/mail"}
    kept = [
        line for line in (clone / ".env.example").read_text().splitlines() if line.startswith("DEFAULT_FROM")
    ]
    lines = [*kept, *(f"{name}={value}" for name, value in (values | images).items())]
    (clone / ".env").write_text("\n".join(lines) + "\n")


class Podman:
    """Podman's service for docker-compose, and the health checks, which without systemd nothing starts."""

    def __init__(self, trial: Trial) -> None:
        self._trial, self._over = trial, threading.Event()

    def __enter__(self) -> None:
        self._trial.socket.unlink(missing_ok=True)
        command = [*self._trial.podman, "system", "service", "--time=0", f"unix://{self._trial.socket}"]
        log = self._trial.log
        self._service = subprocess.Popen(command, env=self._trial.env, stdout=log, stderr=log)
        self._checks = threading.Thread(target=self._check, daemon=True)
        self._checks.start()
        while not self._trial.socket.exists():
            time.sleep(0.1)

    def __exit__(self, *_error: object) -> None:
        subprocess.run(
            [*COMPOSE, "down", "--volumes", "--timeout", "20"],
            env=self._trial.env,
            cwd=self._trial.clone,
            check=False,
            capture_output=True,
        )
        self._over.set()
        self._checks.join()
        self._service.terminate()
        self._service.wait(30)

    def _check(self) -> None:
        podman, env = self._trial.podman, self._trial.env
        while not self._over.wait(3):
            listed = subprocess.run(
                [*podman, "ps", "--quiet"], env=env, capture_output=True, text=True, check=False
            )
            for container in listed.stdout.split():
                subprocess.run(
                    [*podman, "healthcheck", "run", container], env=env, capture_output=True, check=False
                )


def walk(trial: Trial) -> None:
    """Follow docs/operations.md."""
    trial.step("the image", "build")
    trial.step("a new machine", "up -d --wait postgres redis", "run --rm prepare", "up -d")
    _site_answers(trial)
    _no_secret_is_shown(trial)
    superuser = "python manage.py createsuperuser --no-input --username admin --email admin@example.vn"
    trial.step("a superuser", f"exec -T -e DJANGO_SUPERUSER_PASSWORD={PASSWORD} web {superuser}")
    trial.step(
        "a rehearsal up to its documents",
        "exec -T web python manage.py rehearse tests/data/published-2023-city.csv",
    )
    _backup_and_restore(trial)
    _without_worker(trial)
    _upgrade(trial)


def _backup_and_restore(trial: Trial) -> None:
    started, file = time.monotonic(), trial.folder / "trial.backup"
    with file.open("wb") as target:
        trial.compose("exec -T web script/backup -", stdout=target)
    report(f"a backup of {file.stat().st_size // 1024} kB", started)
    started = time.monotonic()
    trial.compose("stop web worker beat")
    with file.open("rb") as source:
        trial.compose("run --rm --no-deps -T prepare script/restore - --replace", stdin=source)
    trial.compose("up -d")
    report("a restore", started)
    _site_answers(trial)
    trial.step("forgetting what was before", "run --rm --no-deps -T prepare script/restore --forget")


def _without_worker(trial: Trial) -> None:
    """A broken worker and an empty cache: the site must open."""
    trial.compose("stop worker beat proxy")
    trial.compose("restart redis")
    trial.step(
        "the site without a worker", "up -d --no-deps --force-recreate --wait web", "up -d --no-deps proxy"
    )
    _site_answers(trial, "/accounts/login/")
    trial.compose("up -d")


def _upgrade(trial: Trial) -> None:
    write_env(trial.clone, version="trial-next")
    (trial.clone / "templates" / "trial.html").write_text("a change\n")
    trial.step("an upgrade", "build", "run --rm prepare", "up -d")
    _site_answers(trial)
    if trial.told_by_podman("images").count("tin-nhiem") != 2:
        raise TrialError("the image before the upgrade is gone")


def _site_answers(trial: Trial, path: str = "/health/") -> None:
    """Wait until the address answers with 200 through the proxy."""
    started = time.monotonic()
    trust = ssl.create_default_context()  # which cannot know the proxy's own authority
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    answer = ""
    while time.monotonic() < started + 240:
        try:
            with urllib.request.urlopen(f"https://{SITE}{path}", timeout=10, context=trust) as page:
                answer = page.read().decode()
            return report(f"until {path} answers with 200", started)
        except urllib.error.HTTPError as problem:
            answer = problem.read().decode()
        except OSError as problem:
            answer = str(problem)
        time.sleep(1)
    raise TrialError(f"{path} answers: {answer[:300]}")


def _no_secret_is_shown(trial: Trial) -> None:
    """`inspect` of every container must not hold a secret."""
    containers = trial.told_by_podman("ps", "--all", "--quiet").split()
    shown = trial.told_by_podman("inspect", *containers)
    for file in (trial.clone / "secrets").iterdir():
        secret = file.read_text().strip()
        if secret and secret in shown:
            raise TrialError(f"inspect shows {file.name}")


if __name__ == "__main__":
    sys.exit(main())
