"""Beginning anew: removes what the product wrote, and nothing else that lies in the folder."""

import shutil

from tinnhiem.embedded import servers
from tinnhiem.embedded.places import Places

# Named one by one: TINNHIEM_DATA may point to a folder that holds other people's files.
_OURS = ("keys", "media", "mail", "staticfiles", "demo", "tests", "log", "secret_key")


def remove_data(places: Places) -> None:
    """Stop the embedded servers and remove databases, keys, files, mail and logs."""
    servers.stop(places)
    for folder in (places.servers, places.sockets, *(places.data / name for name in _OURS)):
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    for schedule in places.data.glob("beat-schedule*"):
        schedule.unlink()
