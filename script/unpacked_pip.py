"""Run Debian's pip from its wheel: FOLDER ARGUMENT…, where FOLDER holds the unpacked packages.

Debian's pip reads only the system's bundle of certificates, which a minimal Debian does not have and
which only root can make. Without it, this makes one in the folder, as `update-ca-certificates` would.
"""

import sys
from pathlib import Path

SYSTEM_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


def main(folder: Path, arguments: list[str]) -> int:
    wheels = sorted((folder / "usr/share/python-wheels").glob("pip-*.whl"))
    sys.path.insert(0, str(wheels[-1]))
    from pip._vendor import certifi  # noqa: PLC0415 - only now can it be found

    if not SYSTEM_BUNDLE.exists():
        bundle = str(make_bundle(folder))
        certifi.where = lambda: bundle
    from pip._internal.cli.main import main as pip  # noqa: PLC0415 - reads where the certificates are

    return int(pip(arguments))


def make_bundle(folder: Path) -> Path:
    """Join Debian's authorities and those that this machine adds."""
    authorities = [
        *sorted((folder / "usr/share/ca-certificates").rglob("*.crt")),
        *sorted(Path("/usr/local/share/ca-certificates").glob("*.crt")),
    ]
    bundle = folder / "ca-certificates.crt"
    bundle.write_text("\n".join(file.read_text() for file in authorities))
    return bundle


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
