"""A web host starts without WeasyPrint, which only printing needs."""

import os
import subprocess
import sys

import pytest

from operations.embedded.places import BASE_DIR

STARTED = """
import sys, django
django.setup()
import tinnhiem.urls
sys.exit(", ".join({"weasyprint", "fontTools"} & set(sys.modules)) or None)
"""


@pytest.mark.slow
def test_pages_are_ready_without_weasyprint() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tinnhiem.settings"}
    done = subprocess.run(
        [sys.executable, "-c", STARTED], env=env, cwd=BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
    assert done.returncode == 0
