"""Translations: extraction from the code, the check that none is missing, and compiling.

Running the product compiles with polib alone; extraction and the check need gettext's programs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from common import team_words
from operations.embedded.places import BASE_DIR

LOCALE = BASE_DIR / "locale"
LANGUAGES = ("vi", "en")
DOMAINS = ("django", "djangojs")
# The verifier has its own texts; benchmarks print English.
_ROOMS = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")} - {"verifier", "benchmarks"}
_SOURCES = (*sorted(_ROOMS), "templates", "static")
_IGNORED = ("node_modules/*", "dist/*", "migrations/*", "embedded/*")
WIDTH = 78
# Vietnamese has one plural form, English two.
_PLURALS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def compile_all(folder: Path = LOCALE) -> int:
    """Write a `.mo` beside every `.po` below the folder; return their number."""
    catalogues = sorted(folder.rglob("*.po"))
    for path in catalogues:
        catalogue = polib.pofile(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        if path.parent.parent.name == team_words.LANGUAGE:
            _save_variant(catalogue, path)
    return len(catalogues)


def _save_variant(catalogue: polib.POFile, path: Path) -> None:
    """Save the same catalogue in the words of a counting team that is a `tổ`."""
    for entry in catalogue:
        entry.msgstr = team_words.in_words_of_a_group(entry.msgstr)
        entry.msgstr_plural = {
            number: team_words.in_words_of_a_group(text) for number, text in entry.msgstr_plural.items()
        }
    target = path.parents[2] / team_words.FOLDER / path.parent.name / f"{path.stem}.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(target))


def extract(locale: Path = LOCALE) -> None:
    """Update every catalogue below `locale` from the code, without fuzzy and obsolete entries."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_sources(copy)
        for language in LANGUAGES:
            _bring(locale / language, copy / "locale" / language)
        for domain in DOMAINS:
            _make_messages(copy, domain)
        for path in sorted((copy / "locale").rglob("*.po")):
            _tidy(path, language=path.parent.parent.name)
            _bring(path, locale / path.relative_to(copy / "locale"))


def problems(locale: Path = LOCALE) -> Iterator[str]:
    """Yield a sentence for each fault of the catalogues below `locale`."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "locale"
        _bring(locale, fresh)
        extract(fresh)
        for path in sorted(fresh.rglob("*.po")):
            name = path.relative_to(fresh)
            yield from _differences(name, polib.pofile(str(locale / name)), polib.pofile(str(path)))


def _differences(name: Path, kept: polib.POFile, found: polib.POFile) -> Iterator[str]:
    have, need = ({(entry.msgctxt, entry.msgid): entry for entry in file} for file in (kept, found))
    for key in need.keys() - have.keys():
        yield f"{name}: not in the catalogue: {key[1]!r}"
    for key, entry in have.items():
        if entry.obsolete or key not in need:
            yield f"{name}: no longer in the code: {key[1]!r}"
        elif entry.fuzzy or not entry.translated():
            yield f"{name}: not translated: {key[1]!r}"


def _copy_sources(target: Path) -> None:
    # Extraction leaves temporary files beside its sources; a copy keeps the tree clean for others.
    ignore = shutil.ignore_patterns("node_modules", "dist", "fonts", "migrations", "embedded", "__pycache__")
    for source in _SOURCES:
        if (BASE_DIR / source).is_dir():
            shutil.copytree(BASE_DIR / source, target / source, ignore=ignore)


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.exists():
        shutil.copyfile(source, target)
    else:
        target.mkdir(parents=True, exist_ok=True)


def _make_messages(folder: Path, domain: str) -> None:
    command = [sys.executable, "-m", "django", "makemessages", "-d", domain, "-v", "0"]
    command += ["--no-location", "--no-wrap", "--no-obsolete"]
    command += [word for language in LANGUAGES for word in ("-l", language)]
    command += [word for pattern in _IGNORED for word in ("-i", pattern)]
    # Without settings Django takes ./locale: the copy's, not the project's.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=folder, env=env, check=True)


def _tidy(path: Path, *, language: str) -> None:
    catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
        elif entry.fuzzy:
            _empty(entry)
        if language == "en":
            _repeat(entry)
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.header = ""
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS[language],
    }
    catalogue.metadata_is_fuzzy = False
    catalogue.save(str(path))


def _empty(entry: polib.POEntry) -> None:
    entry.flags.remove("fuzzy")
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")


def _repeat(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def main(arguments: list[str]) -> int:
    action = arguments[0] if arguments else "check"
    if action == "compile":
        print(f"{compile_all()} catalogues compiled", file=sys.stderr)
        return 0
    if shutil.which("xgettext") is None:
        print("gettext is missing; as root: apt-get install gettext", file=sys.stderr)
        return 3
    if action == "extract":
        extract()
        return 0
    found = list(problems())
    print("\n".join(found) or "translations: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
