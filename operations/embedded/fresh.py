"""Beginning anew: removes what the product wrote, and nothing else that lies in the folder."""

import shutil
from pathlib import Path

from operations.embedded import servers
from operations.embedded.places import Places

# Named one by one: TINNHIEM_DATA may point to a folder that holds other people's files.
_OURS = ("keys", "media", "mail", "staticfiles", "demo", "tests", "log", "secret_key", "restoring")


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
    """What `script/restore` keeps of the state before it."""
    return list(places.data.glob("before_[0-9]*"))
