"""Each static file is compressed under the name that browsers ask for, and under no other."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from operations.embedded.places import BASE_DIR
from operations.static_storage import ASKED_BY_PLAIN_NAME

STORAGES = {"staticfiles": {"BACKEND": "operations.static_storage.StaticFilesStorage"}}
FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # none of the packages' files
CONTENT = "p { margin: 0 }\n" * 100


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    source, target = tmp_path / "source", tmp_path / "target"
    for name in ("css/a.css", "dist/pdfjs/wasm/b.js", "dist/pdfjs/pdf.mjs"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(CONTENT)
    places = {"STATICFILES_DIRS": [source], "STATIC_ROOT": target}
    with override_settings(STORAGES=STORAGES, STATICFILES_FINDERS=FINDERS, **places):
        call_command("collectstatic", interactive=False, verbosity=0)
    return target


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_one_name_of_each_is_compressed(collected: Path, ending: str) -> None:
    names = sorted(str(file.relative_to(collected)) for file in collected.rglob(f"*{ending}"))
    shown = [re.sub(r"\.[0-9a-f]{12}\.", ".HASH.", name.removesuffix(ending)) for name in names]
    assert shown == ["css/a.HASH.css", "dist/pdfjs/pdf.HASH.mjs", "dist/pdfjs/wasm/b.js"]


def test_the_page_of_papers_asks_for_these_folders_by_their_plain_names() -> None:
    script = (BASE_DIR / "static" / "js" / "pdf_pages.js").read_text()
    asked = [f"dist/pdfjs/{name}" for name in re.findall(r"`\$\{FOLDER\}(\w+/)`", script)]
    assert sorted(asked) == sorted(ASKED_BY_PLAIN_NAME)
