"""A bare Debian in a folder: made by mmdebstrap, entered by chroot in namespaces of its own."""

import fnmatch
import os
import shutil
import subprocess
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
ORDINARY = 1000
HOMES = {"root": "root", "ordinary": "home/ordinary"}
# Files and environment variables that configure access to the package registries.
NETWORK = ("resolv.conf", "hosts", "pip.conf", "xdg/pip", "npmrc", "uv")
PERSONAL = (".npmrc", ".config/pip", ".config/uv")
PASSED = ("*_proxy", "*_PROXY", "PIP_*", "UV_*", "npm_config_*", "*_CA_BUNDLE", "*_CA_CERTS", "SSL_CERT_FILE")
CERTIFICATES = "usr/local/share/ca-certificates"
ENTER = """
mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 125
root=$1 account=$2; shift 2
chroot --userspec="$account" "$root" env -i "$@"
exit $?
"""


def make(base: Path, *, suite: str, apt: Path, include: str = "python3") -> None:
    """Create the system: Debian's minimal set, python3, and the access to the registries."""
    hook = f'cp -a "{apt}"/. "$1"/etc/apt/'
    options = ["--quiet", "--mode=root", "--variant=minbase", f"--include={include}", f"--setup-hook={hook}"]
    subprocess.run(["mmdebstrap", *options, suite, str(base), ""], check=True)
    for name in NETWORK:
        copy_over(Path("/etc", name), base / "etc" / name)
    copy_over(Path("/", CERTIFICATES), base / CERTIFICATES)
    add = ["useradd", "--create-home", f"--uid={ORDINARY}", "--shell=/bin/bash", "ordinary"]
    subprocess.run(["chroot", str(base), *add], check=True)


def copy(base: Path, target: Path, user: str) -> None:
    """Copy the system, with a clone of this repository in the home of the user."""
    remove(target)
    subprocess.run(["cp", "-a", str(base), str(target)], check=True)
    home = target / HOMES[user]
    for name in PERSONAL:
        copy_over(Path.home() / name, home / name)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(home / "clone")], check=True)
    if user != "root":
        subprocess.run(["chown", "-R", f"{ORDINARY}:{ORDINARY}", str(home)], check=True)


def enter(system: Path, user: str, command: str, screen: IO[bytes], **extra: str) -> subprocess.Popen[bytes]:
    """Start a command line in the clone; all its processes end with it."""
    home = "/" + HOMES[user]
    account = "0:0" if user == "root" else f"{ORDINARY}:{ORDINARY}"
    env = {"HOME": home, "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    env |= {"LANG": "C.UTF-8", **network(system), **extra}
    inside = ["bash", "-c", f"cd ~/clone && {command}"]
    words = [*(f"{name}={value}" for name, value in env.items()), *inside]
    spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return subprocess.Popen(
        [*spaces, "bash", "-c", ENTER, "enter", str(system), account, *words],
        stdin=subprocess.DEVNULL, stdout=screen, stderr=screen, start_new_session=True,
    )  # fmt: skip


def remove(system: Path) -> None:
    """Remove the system; refuse while something is mounted in it, since files of this machine would go with it."""
    if found := mounted_in(system, Path("/proc/self/mountinfo").read_text()):
        raise SystemExit(f"{system} is not removed: {', '.join(found)} is mounted. Unmount it first.")
    subprocess.run(["rm", "-rf", "--one-file-system", str(system)], check=True)


def mounted_in(system: Path, mounts: str) -> list[str]:
    """Return what is mounted in the folder, by the lines of `/proc/self/mountinfo`."""
    points = [line.split()[4] for line in mounts.splitlines()]
    return [point for point in points if Path(point).is_relative_to(system)]


def network(system: Path) -> dict[str, str]:
    """The variables that lead to the registries. A file that one names is carried into the system.

    It gets another folder there: a bare Debian has no `/etc/ssl`, and must do without.
    """
    passed = {
        name: value
        for name, value in os.environ.items()
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in PASSED)
    }
    for name, value in passed.items():
        if value.startswith("/") and Path(value).is_file():
            copy_over(Path(value), system / "opt" / Path(value).name)
            passed[name] = f"/opt/{Path(value).name}"
    return passed


def copy_over(source: Path, target: Path) -> None:
    """Copy a file or folder if it exists."""
    if not source.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)
