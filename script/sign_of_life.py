"""The check of a container; the process of its service works if it ends with 0.

The web server must answer and reach the database. Worker and beat must have touched `ALIVE_FILE` within three
minutes. Needs nothing but Python, since it runs every few seconds.
"""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

LONGEST = 180.0


def web() -> str:
    """Return what is wrong with the web server, or ""."""
    port = os.environ.get("PORT") or "8000"
    site = urlsplit(os.environ.get("SITE_URL") or "http://localhost").netloc
    question = urllib.request.Request(f"http://127.0.0.1:{port}/health/web/", headers={"Host": site})
    try:
        urllib.request.urlopen(question, timeout=5).close()  # noqa: S310 (http)
    except urllib.error.HTTPError as answer:  # 503, with what the host lacks
        return f"The web server does not work: {answer}: {answer.read().decode(errors='replace')}"
    except OSError as problem:
        return f"The web server does not work: {problem}"
    return ""


def last_touch() -> str:
    """Return what is wrong with worker or beat, or ""."""
    try:
        age = time.time() - Path(os.environ["ALIVE_FILE"]).stat().st_mtime
    except (KeyError, OSError) as problem:
        return f"No sign of life yet: {problem}"
    # A file from the future: the clock was set back since.
    return "" if abs(age) < LONGEST else f"The last sign of life is {age:.0f} s old."


def main(part: str) -> str:
    return {"web": web, "worker": last_touch, "beat": last_touch}[part]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) or 0)
