#!/usr/bin/env python
"""Django's commands; `script/manage` runs them in the right environment."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from tinnhiem.loading import undisturbed


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")
    with undisturbed():
        django.setup()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
