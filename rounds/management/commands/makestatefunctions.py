"""Write the migration that brings the database up to the tables of states and steps."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, no_translations
from django.db import connection, migrations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from rounds import state_functions

APP = "rounds"


class Command(BaseCommand):
    help = (
        "Writes one migration with the SQL functions and the check constraints that changed, "
        "after a row of rounds/states.py or rounds/steps/ was added or changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("name", help="name of the migration, for example: announced")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        migration = changed_models(options["name"])
        if not migration.operations and not state_functions.disagreements():
            self.stdout.write("The database agrees with both tables; nothing to write.")
            return
        statements = migrations.RunSQL(state_functions.functions(), functions_now())
        setattr(migration, "operations", [*migration.operations, statements])  # noqa: B010 - declared as a class variable
        writer = MigrationWriter(migration)
        Path(writer.path).write_text(writer.as_string(), encoding="utf-8")
        self.stdout.write(f"Written: {writer.path}")


def changed_models(name: str) -> migrations.Migration:
    """Return the app's next migration, with the changes of its models (possibly none)."""
    loader = MigrationLoader(connection)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps={APP}),
    )
    found = detector.changes(graph=loader.graph, trim_to_apps={APP}, convert_apps={APP}, migration_name=name)
    if APP in found:
        return found[APP][0]
    empty = migrations.Migration("custom", APP)
    return detector.arrange_for_graph({APP: [empty]}, loader.graph, name)[APP][0]


def functions_now() -> str:
    """Return the function definitions now in the database, for reversing the migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = ANY(%s)",
            [list(state_functions.NAMES)],
        )
        return "".join(f"{definition};\n" for (definition,) in cursor.fetchall())
