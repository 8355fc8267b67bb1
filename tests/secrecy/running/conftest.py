"""The whole product on servers of its own, as in `tests/faults`."""

from tests.faults.conftest import _django_db_helper, _own_folders, kind, stack

__all__ = ["_django_db_helper", "_own_folders", "kind", "stack"]
