"""Run the benchmarks and write the report: see `script/bench --help`."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from operations.embedded.places import BASE_DIR


def main() -> None:
    """Create a folder with its own servers, run in it, and keep only the report."""
    options = _options()
    parent = BASE_DIR / "var"
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    folder.chmod(0o755)  # the servers' account must reach the folder
    os.environ["TINNHIEM_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tinnhiem.settings"
    for name in ("DATABASE_URL", "REDIS_URL", "TN_TESTING"):
        os.environ.pop(name, None)
    from benchmarks import session  # noqa: PLC0415 (the settings read the environment)

    try:
        session.run(options.names, options.out, tiny=options.tiny)
    finally:
        session.stop_servers()
        shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="run only these; the report keeps what the others found before"
    )
    parser.add_argument("--tiny", action="store_true", help="everything once with a handful of ballots")
    parser.add_argument(
        "--out", type=Path, default=BASE_DIR / "docs", help="where the report goes; default: docs"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
