"""A bare Debian in a folder that runs systemd, in namespaces of its own: processes, mounts, network, cgroups."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Any

from script import bare_system

BOOTED = 120.0  # seconds
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# First a control group of its own, whose namespace begins there; then the rest, with systemd as its first process.
GROUP = """
set -e
mount --make-rprivate /
groups=$(mktemp -d)
mount -t cgroup2 cgroup2 "$groups"
mkdir -p "$groups/$2" && echo 0 > "$groups/$2/cgroup.procs"
umount "$groups" && rmdir "$groups"
exec unshare --cgroup --mount --pid --net --uts --ipc --fork --kill-child bash -c "$3" boot "$1"
"""
BOOT = """
set -e
root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty; do cp -a "/dev/$name" "$root/dev/"; done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
hostname trial
# Not chroot, in which no service could have users of its own.
cd "$root" && pivot_root . mnt && umount -l /mnt
# The settings of this machine's kernel stay as they are.
mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys
# Secrets that systemd hands over are mounts that their services must see.
mount --make-rshared /
exec env -i container=trial PATH=/usr/sbin:/usr/bin /lib/systemd/systemd
"""


class BootedSystem:
    """The running system; commands are entered into its namespaces, and all its processes end with it."""

    def __init__(self, root: Path, screen: IO[bytes]) -> None:
        self.root, self._screen = root, screen
        self._group = f"tin-nhiem-trial-{os.getpid()}"

    def __enter__(self) -> "BootedSystem":
        words = ["bash", "-c", GROUP, "group", str(self.root), self._group, BOOT]
        self._outer = subprocess.Popen(
            ["unshare", "--mount", *words], stdin=subprocess.DEVNULL, stdout=self._screen, stderr=self._screen
        )
        until = time.monotonic() + BOOTED
        while self._state() not in ("running", "degraded"):
            if self._outer.poll() is not None or time.monotonic() > until:
                self._end()
                raise RuntimeError("systemd did not start")
            time.sleep(0.3)
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def _end(self) -> None:
        self._outer.send_signal(signal.SIGKILL)  # `--kill-child` ends systemd, and with it every process
        self._outer.wait()

    def _first(self) -> int | None:
        """Return the pid of systemd as this machine sees it."""
        found = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children").read_text().split()
        return int(found[0]) if found else None

    def _state(self) -> str:
        if self._outer.poll() is not None or self._first() is None:
            return ""
        asked = self.run("systemctl is-system-running", capture_output=True, text=True, check=False)
        return str(asked.stdout).strip()

    def run(
        self, line: str, *, online: bool = False, folder: str = "/", check: bool = True, **options: Any
    ) -> subprocess.CompletedProcess[Any]:
        """Run a command line as root; `online` with the network of this machine, otherwise with its own."""
        spaces = ["--mount", "--pid", "--uts", "--ipc", "--cgroup", *([] if online else ["--net"])]
        env = {"HOME": "/root", "PATH": PATH, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        env |= bare_system.network(self.root) if online else {}
        words = ["env", "-i", *(f"{name}={value}" for name, value in env.items()), "bash", "-c", line]
        enter = ["nsenter", f"--target={self._first()}", *spaces, "--root", f"--wdns={folder}"]
        return subprocess.run([*enter, *words], stdin=subprocess.DEVNULL, check=check, **options)
