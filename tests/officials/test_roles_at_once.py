"""The administration is open to those who are secretaries, also where two roles change at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from officials import services
from officials.models import UnitRole, User
from tests.roles import Role, make_unit, make_user
from tests.waiting import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def revoke(role: UnitRole, actor: User) -> None:
    try:
        services.revoke_role(role=role, actor=actor)
    finally:
        connection.close()


def test_of_two_roles_taken_at_once_none_leaves_the_administration_open(
    wait_until: Callable[[Callable[[], bool]], bool],
) -> None:
    person, keeper = make_user(), make_user(is_superuser=True)
    one, two = (
        services.grant_role(user=person, unit=make_unit(), role=Role.SECRETARIAT) for _number in range(2)
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.revoke_role(role=one, actor=keeper)
            other = pool.submit(revoke, two, keeper)
            wait_until(somebody_waits)
        other.result()
    assert not User.objects.get(pk=person.pk).is_staff
