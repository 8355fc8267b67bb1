"""`manage.py` sets Django up itself, with the settings that its options name."""

import os
import subprocess
import sys
from pathlib import Path

from operations.embedded.places import BASE_DIR

SAID = "from django.conf import settings; print(settings.SETTINGS_MODULE, settings.MARKED)"


def manage(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=BASE_DIR, env=os.environ, capture_output=True, text=True, check=False)


def test_options_name_other_settings(tmp_path: Path) -> None:
    (tmp_path / "marked.py").write_text("from tinnhiem.settings import *\n\nMARKED = 'here'\n")
    done = manage("shell", "-c", SAID, "--settings=marked", f"--pythonpath={tmp_path}")
    assert done.stdout.splitlines()[-1] == "marked here", done.stderr


def test_an_option_without_value_is_named() -> None:
    done = manage("check", "--settings")
    assert done.returncode == 2
    assert "manage.py check: error: argument --settings: expected one argument" in done.stderr.splitlines()
