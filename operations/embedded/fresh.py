"""Removal of what the product wrote, and of nothing else in the data folder."""

import shutil
from pathlib import Path

from operations.embedded import servers
from operations.embedded.places import Places

# Listed one by one, since TINNHIEM_DATA may point to a folder with other files.
_OURS = (
    "keys",
    "media",
    "mail",
    "demo",
    "tests",
    "log",
    "secret_key",
    "envelope_key",
    "restoring",
)


def remove_data(places: Places) -> None:
    """Stop the embedded servers and remove databases, keys, files, mail and logs."""
    servers.stop(places)
    for folder in (
        places.servers,
        places.sockets,
        *(places.data / name for name in _OURS),
        *_put_aside(places),
    ):
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    for schedule in places.data.glob("beat-schedule*"):
        schedule.unlink()


def _put_aside(places: Places) -> list[Path]:
    """Return what `script/restore` set aside."""
    return list(places.data.glob("before_[0-9]*"))
