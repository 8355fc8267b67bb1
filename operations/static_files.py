"""Static files are collected into a folder of the checkout when it is set up, so that no host writes them."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

from operations.embedded.places import BASE_DIR

FOLDER = BASE_DIR / "var" / "staticfiles"
MARK = FOLDER / ".made-from"


def collect() -> None:
    """Collect static files anew if they have changed. Raises `CalledProcessError`."""
    now = _fingerprint()
    if MARK.exists() and MARK.read_text() == now:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as data:
        # Neither the data folder nor a secret of this host is needed, nor may one end in an image.
        environment = {**os.environ, "TINNHIEM_DATA": data, "SECRET_KEY": "-" * 50, "DEBUG": "false"}
        environment.pop("TN_TESTING", None)
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
        subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)
    MARK.write_text(now)


def _fingerprint() -> str:
    """Return a hash that changes with our static files and with the versions of packages with static files."""
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for file in sorted((BASE_DIR / "static").rglob("*")):
        if file.is_file():
            name = str(file.relative_to(BASE_DIR)).encode()
            digest.update(name + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    collect()
