"""`script/install-debs`: by apt as root, else unpacked; waits for apt's lock and prints one line."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR
from script.unpacked_pip import make_bundle

LOCKED = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 8 (apt-get)"
# Fails as often as the file `refusals` has lines, each time with what the line says.
APT_GET = """#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >> {folder}/asked
echo "debconf: delaying package configuration, since apt-utils is not installed" >&2
[ -s {folder}/refusals ] || exit 0
head -n 1 {folder}/refusals >&2
sed -i 1d {folder}/refusals
exit 100
"""


class Machine:
    """A clone's scripts beside an `apt-get` and an `id` that only pretend."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(BASE_DIR / "script", folder / "script")
        self.program("apt-get", APT_GET.format(folder=folder))
        self.program("sleep", "#!/bin/sh\n")

    def program(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o755)

    def install(self, *packages: str, account: int) -> subprocess.CompletedProcess[str]:
        self.program("id", f"#!/bin/sh\necho {account}\n")
        env = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}"}
        script = self.folder / "script" / "install-debs"
        # Without the environment of the clone in front, the programs that pretend are found first.
        (self.folder / "script" / "env").write_text(
            (BASE_DIR / "script" / "env").read_text() + f'export PATH="{self.folder}:$PATH"\n'
        )
        return subprocess.run([script, *packages], env=env, capture_output=True, text=True, check=False)

    def asked(self) -> list[str]:
        return (self.folder / "asked").read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_root_installs_by_apt_and_reads_only_what_is_installed(machine: Machine) -> None:
    done = machine.install("gettext", "procps", account=0)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Installing: gettext procps …\n")
    update, install = machine.asked()
    assert update == "noninteractive -qq -o DPkg::Lock::Timeout=600 update"
    assert install.endswith("install -y --no-install-recommends gettext procps")


def test_the_lock_of_another_apt_is_waited_for(machine: Machine) -> None:
    (machine.folder / "refusals").write_text(f"{LOCKED}\n{LOCKED}\n")
    done = machine.install("gettext", account=0)
    assert (done.returncode, done.stderr) == (0, "Installing: gettext …\n")
    assert len(machine.asked()) == 4


def test_another_refusal_of_apt_is_shown_at_once(machine: Machine) -> None:
    (machine.folder / "refusals").write_text("E: Unable to locate package gettext\n")
    done = machine.install("gettext", account=0)
    assert done.returncode != 0
    assert "E: Unable to locate package gettext" in done.stderr
    assert len(machine.asked()) == 1


def test_an_ordinary_user_gets_them_unpacked(machine: Machine) -> None:
    """The package's wrapper must start the program beside it, not the one that root would have installed."""
    archive = machine.folder / "var/system/apt/archives"
    archive.mkdir(parents=True)
    (archive / "browser.deb").touch()
    machine.program("dpkg-deb", UNPACK)
    done = machine.install("browser", account=1000)
    assert (done.returncode, done.stderr) == (0, "Unpacking into var/system: browser …\n")
    system = machine.folder / "var/system"
    assert (system / "usr/bin/browser").read_text() == f'#!/bin/sh -e\n{system}/usr/lib/browser "$@"\n'
    assert (system / "fonts.conf").exists()
    assert not (system / "apt").exists()


UNPACK = """#!/bin/sh
mkdir -p "$3/usr/bin"
printf '#!/bin/sh -e\\n/usr/lib/browser "$@"\\n' > "$3/usr/bin/browser"
"""


def test_without_apt_the_packages_are_named(machine: Machine) -> None:
    (machine.folder / "apt-get").unlink()
    only = machine.folder / "few"
    only.mkdir()
    for name in ("bash", "dirname", "printf"):
        (only / name).symlink_to(str(shutil.which(name)))
    env = {**os.environ, "PATH": str(only)}
    script = machine.folder / "script" / "install-debs"
    done = subprocess.run([script, "gettext"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.endswith("Needed, under whatever name it has them: gettext\n")


def test_certificates_are_those_of_debian_and_of_the_machine(tmp_path: Path) -> None:
    authorities = tmp_path / "usr/share/ca-certificates/mozilla"
    authorities.mkdir(parents=True)
    (authorities / "B.crt").write_text("B")
    (authorities / "A.crt").write_text("A")
    assert make_bundle(tmp_path).read_text().startswith("A\nB")
