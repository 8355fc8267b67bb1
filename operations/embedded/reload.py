"""What `script/server --reload` does when a file changes: build, then start processes again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from operations.embedded.children import Child
from operations.embedded.places import BASE_DIR
from operations.embedded.process import last_lines
from operations.errors import CannotStart

_ELSEWHERE = {"node_modules", "var", "tests", "docs"}  # and names that begin with a dot
_BUILT = (BASE_DIR / "static" / "dist", BASE_DIR / "static" / "fonts")
_BUILDS = {".js", ".po"}  # bundles for the browser, and translations
_RESTARTS_WEB = {".html", ".po"}
_RESTARTS_ALL = {".py"}
# Style sheets need neither: every request reads them from the disk.


def changes(pulse: float) -> Iterator[set[Path]]:
    """Yield the files that changed, or nothing after each `pulse` seconds; ends when a signal came."""
    try:
        from watchfiles import watch  # noqa: PLC0415 - of the packages for tests, not of the product
    except ModuleNotFoundError:
        raise CannotStart("--reload needs the packages for tests: script/setup --tests") from None
    found = watch(
        *_folders(),
        watch_filter=lambda _change, path: concerns(Path(path)),
        rust_timeout=int(pulse * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    return ({Path(path) for _change, path in batch} for batch in found)


def concerns(file: Path) -> bool:
    """Return whether a change of this file matters."""
    known = file.suffix in _BUILDS | _RESTARTS_WEB | _RESTARTS_ALL
    return known and not any(file.is_relative_to(folder) for folder in _BUILT)


def follow(files: set[Path], running: list[Child], log: Path) -> Iterator[str]:
    """Build and restart what these files need; yields a sentence for each step."""
    if not files:
        return
    endings = {file.suffix for file in files}
    names = ", ".join(sorted(str(file.relative_to(BASE_DIR)) for file in files)[:3])
    if endings & _BUILDS and not _build(log):
        yield f"{names}: script/build-static failed: {last_lines(log, count=6)}"
        return
    web = running[0]
    again = running if endings & _RESTARTS_ALL else [web] if endings & _RESTARTS_WEB else []
    for child in again:
        child.restart()
    yield f"{names}: reloaded"


def _folders() -> Iterator[Path]:
    for folder in BASE_DIR.iterdir():
        if folder.is_dir() and folder.name not in _ELSEWHERE and not folder.name.startswith("."):
            yield folder


def _build(log: Path) -> bool:
    with log.open("wb") as output:
        command = [BASE_DIR / "script" / "build-static"]
        done = subprocess.run(command, cwd=BASE_DIR, stdout=output, stderr=output, check=False)
    return done.returncode == 0
