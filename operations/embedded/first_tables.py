"""`script/manage`: run a command of manage.py, after creating the tables of a new database.

Only a database without any table is touched. One of an older version stays as it is, since its
administrator chooses the moment of an upgrade (docs/operations.md, *Upgrade*).
"""

import os
import sys

import django
from django.core.management import call_command, execute_from_command_line

SETTINGS = "tinnhiem.settings"
WITHOUT_TABLES = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "help", "version"}
HELP = {"-h", "--help", "--version"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if needs_tables(arguments):
        django.setup()
        make_first_tables()
    execute_from_command_line(["manage.py", *arguments])


def needs_tables(arguments: list[str]) -> bool:
    """Return whether the command may read the database; commands about migrations handle it themselves."""
    return bool(arguments) and arguments[0] not in WITHOUT_TABLES and not HELP & set(arguments)


def make_first_tables() -> None:
    """Migrate a database without tables; the command itself reports one that does not answer."""
    from django.db import OperationalError, connection  # noqa: PLC0415 - needs the settings

    try:
        found = connection.introspection.table_names()
    except OperationalError:
        return
    if not found:
        print("Đang chuẩn bị cơ sở dữ liệu … (preparing the database)", file=sys.stderr, flush=True)
        call_command("migrate", interactive=False, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
