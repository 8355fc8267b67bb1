"""The systemd units as tables, with the prefix drop-in that applies to each service."""

from collections import defaultdict
from pathlib import Path

from operations.embedded.places import BASE_DIR

FOLDER = BASE_DIR / "deploy" / "systemd"
COMMON = FOLDER / "tin-nhiem-.service.d" / "common.conf"
SERVICES = sorted(path.stem.removeprefix("tin-nhiem-") for path in FOLDER.glob("*.service"))
INSTALLED = "/opt/tin-nhiem"


def unit(name: str) -> dict[str, list[str]]:
    """Return all values of each option of a service, those of the drop-in last."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in (FOLDER / f"tin-nhiem-{name}.service", COMMON):
        for line in path.read_text().splitlines():
            option, is_set, value = line.partition("=")
            if is_set and not line.startswith("#"):
                found[option].append(value)
    return found


def commands(name: str) -> list[list[str]]:
    """Return what the service runs, with the paths of this checkout."""
    return [line.replace(INSTALLED, str(BASE_DIR)).split() for line in unit(name)["ExecStart"]]


def environment(name: str, credentials: Path) -> dict[str, str]:
    """Return the variables of a service, with `credentials` as the folder of its secrets."""
    words = " ".join(unit(name)["Environment"]).replace("%d", str(credentials)).split()
    return dict(word.split("=", 1) for word in words)
