"""The tree of units stays a tree."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from officials import services
from officials.models import Unit
from tests.roles import make_unit

pytestmark = pytest.mark.django_db


def test_the_service_refuses_a_circle() -> None:
    top = make_unit()
    below = make_unit(parent=make_unit(parent=top))
    top.parent = below
    with pytest.raises(ValidationError):
        services.save_unit(unit=top)


def test_the_database_refuses_a_circle() -> None:
    top = make_unit()
    below = make_unit(parent=make_unit(parent=top))
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=below)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_cannot_close_a_circle() -> None:
    one, two = make_unit(), make_unit()
    barrier = threading.Barrier(2)

    def move(unit: Unit, below: Unit) -> None:
        barrier.wait()
        try:
            Unit.objects.filter(pk=unit.pk).update(parent=below)
        except DatabaseError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Unit.objects.filter(parent__isnull=True).count() == 1
