"""The check of translations sees what is missing, fuzzy or left over, and compiling needs no gettext."""

import gettext
import shutil
from pathlib import Path

import polib
import pytest

from operations import translations

needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="as root: apt-get install gettext"
)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues as extraction makes them, with a Vietnamese text for each string."""
    folder = tmp_path_factory.mktemp("locale")
    translations.extract(folder)
    for path in (folder / "vi").rglob("*.po"):
        catalogue = polib.pofile(str(path), wrapwidth=translations.WIDTH)
        for entry in catalogue:
            if entry.msgid_plural:
                entry.msgstr_plural = {0: "chữ"}
            else:
                entry.msgstr = "chữ"
        catalogue.save()
    return folder


@pytest.fixture
def locale(extracted: Path, tmp_path: Path) -> Path:
    """A copy of the complete catalogues."""
    return shutil.copytree(extracted, tmp_path / "locale")


def vietnamese(locale: Path) -> polib.POFile:
    return polib.pofile(str(locale / "vi/LC_MESSAGES/django.po"))


@needs_gettext
@pytest.mark.slow
def test_complete_catalogues_have_no_problems(locale: Path) -> None:
    assert list(translations.problems(locale)) == []


@needs_gettext
@pytest.mark.slow
def test_missing_fuzzy_and_leftover_are_told(locale: Path) -> None:
    catalogue = vietnamese(locale)
    empty, fuzzy, gone = [entry for entry in catalogue if not entry.msgid_plural][:3]
    empty.msgstr = ""
    fuzzy.flags.append("fuzzy")
    catalogue.remove(gone)
    catalogue.append(polib.POEntry(msgid="Nobody says this", msgstr="chữ"))
    catalogue.save()
    name = "vi/LC_MESSAGES/django.po"
    assert set(translations.problems(locale)) == {
        f"{name}: not translated: {empty.msgid!r}",
        f"{name}: not translated: {fuzzy.msgid!r}",
        f"{name}: not in the catalogue: {gone.msgid!r}",
        f"{name}: no longer in the code: 'Nobody says this'",
    }


@needs_gettext
@pytest.mark.slow
def test_extraction_repeats_itself_and_shows_no_line_numbers(locale: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(locale.rglob("*.po"))}
    translations.extract(locale)
    assert {path: path.read_bytes() for path in sorted(locale.rglob("*.po"))} == before
    assert not any("\n#: " in text.decode() for text in before.values())


def test_compiled_catalogue_is_read_by_python(tmp_path: Path) -> None:
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Vote"\nmsgstr "Bỏ phiếu"\n'
    )
    assert translations.compile_all(tmp_path) == 1
    assert gettext.translation("django", tmp_path, ["vi"]).gettext("Vote") == "Bỏ phiếu"
