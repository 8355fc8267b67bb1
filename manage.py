#!/usr/bin/env python
"""Django's commands; `script/manage` runs them in the right environment."""

import os
import sys
from contextlib import suppress

import django
from django.core.management import execute_from_command_line
from django.core.management.base import CommandError, CommandParser, handle_default_options

from tinnhiem.loading import undisturbed


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")
    apply_options(sys.argv[2:])
    with undisturbed():
        django.setup()
    execute_from_command_line(sys.argv)


def apply_options(arguments: list[str]) -> None:
    """Apply `--settings` and `--pythonpath`, which Django reads too late for the set-up above."""
    parser = CommandParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings")
    parser.add_argument("--pythonpath")
    with suppress(CommandError):  # said by the command itself
        handle_default_options(parser.parse_known_args(arguments)[0])


if __name__ == "__main__":
    main()
