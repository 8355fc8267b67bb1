"""`python -m verifier bundle.zip [--fingerprint HEX] [--code CODE]`: exit code 0 only if every check passes."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from verifier.checks import Expected, verify
from verifier.group import choose
from verifier.report import Report
from verifier.words import ALL_GOOD, ARITHMETIC, LANGUAGES, NOT_GOOD


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one bundle and return the exit code."""
    options = _options().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    report, group = Report(options.language), choose(options.plain)
    verify(report, group, options.bundle, Expected(options.fingerprint, options.code))
    report.say()
    words, number = (NOT_GOOD, report.failed) if report.failed else (ALL_GOOD, report.passed)
    report.say(words[options.language].format(n=number))
    report.say(ARITHMETIC[options.language].format(name=group.name))
    return 1 if report.failed else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m verifier", description=__doc__)
    parser.add_argument("bundle", type=Path, help="bundle.zip / gói dữ liệu")
    parser.add_argument(
        "--fingerprint", default="", metavar="HEX", help="from the minutes / mã trong biên bản"
    )
    parser.add_argument("--code", default="", help="election code, from the minutes / mã cuộc lấy phiếu")
    parser.add_argument("--language", choices=LANGUAGES, default="vi")
    parser.add_argument("--plain", action="store_true", help="do not use libsodium / không dùng libsodium")
    return parser


if __name__ == "__main__":
    sys.exit(main())
