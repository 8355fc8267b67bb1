"""Print what the scanner found: `scan_report.py SITE REPORT …` (without .json); fails on anything above information.

Each exception is a finding that was examined by hand; docs/security.md says why it is not a vulnerability.
"""

import json
import sys
from pathlib import Path

# Findings that follow from serving the demonstration without TLS.
WITHOUT_TLS = {"Secure Flag cookie", "Unencrypted Channels"}
EXCEPTIONS: set[tuple[str, str]] = set()


def main(site: str, reports: list[str]) -> int:
    above = 0
    for name in reports:
        report = json.loads(Path(f"{name}.json").read_text())
        print(f"{Path(name).name}: {report['infos']['crawled_pages_nbr']} pages")
        for group in ("vulnerabilities", "anomalies"):
            for category, findings in report[group].items():
                for finding in findings:
                    excused = _is_excused(site, category, finding)
                    above += not excused
                    print(
                        f"  {'–' if excused else '!'} {category}: {finding['method']} {finding['path']} {finding['info']}"
                    )
    print("Nothing above information." if not above else f"{above} above information.")
    return 1 if above else 0


def _is_excused(site: str, category: str, finding: dict[str, str]) -> bool:
    without_tls = site.startswith("http://") and category in WITHOUT_TLS
    return without_tls or (category, finding["path"]) in EXCEPTIONS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
