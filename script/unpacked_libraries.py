"""Lets `ctypes.util.find_library` find libraries that script/unpack-debs unpacked.

`find_library` asks ldconfig and compilers, which ignore `LD_LIBRARY_PATH`; the loader reads it. Copied into
`.venv` by script/setup-system, and only on machines where the libraries were unpacked.
"""

import ctypes.util
import os
from pathlib import Path

_asked = ctypes.util.find_library


def find_library(name: str) -> str | None:
    if found := _asked(name):
        return found
    for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":"):
        if folder and (files := sorted(Path(folder).glob(f"lib{name}.so*"))):
            return str(files[0])
    return None


ctypes.util.find_library = find_library
