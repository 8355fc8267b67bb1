"""Compiles translations without gettext's programs, so that running the product needs none."""

from pathlib import Path

import polib


def compile_all(folder: Path) -> int:
    """Write a `.mo` beside every `.po` below the folder; gives their number."""
    catalogues = sorted(folder.rglob("*.po"))
    for catalogue in catalogues:
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return len(catalogues)
