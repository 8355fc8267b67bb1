"""Run Debian's pip from its wheel: FOLDER ARGUMENT…, where FOLDER holds the unpacked packages.

Debian's pip reads only the system's bundle of certificates, which a minimal Debian does not have and
which only root can make. Without it, this makes one in the folder, as `update-ca-certificates` would.
"""

import sys
from importlib import import_module
from pathlib import Path

SYSTEM_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


def main(folder: Path, arguments: list[str]) -> int:
    wheels = sorted((folder / "usr/share/python-wheels").glob("pip-*.whl"))
    sys.path.insert(0, str(wheels[-1]))
    if not SYSTEM_BUNDLE.exists():
        bundle = str(make_bundle(folder))
        import_module("pip._vendor.certifi").where = lambda: bundle  # type: ignore[attr-defined]
    return int(import_module("pip._internal.cli.main").main(arguments))


def make_bundle(folder: Path) -> Path:
    """Join the certificate authorities of Debian and of this machine into one bundle."""
    authorities = [
        *sorted((folder / "usr/share/ca-certificates").rglob("*.crt")),
        *sorted(Path("/usr/local/share/ca-certificates").glob("*.crt")),
    ]
    bundle = folder / "ca-certificates.crt"
    bundle.write_text("\n".join(file.read_text() for file in authorities))
    return bundle


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
