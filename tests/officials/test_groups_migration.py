"""Posts of earlier releases get the group that their title tells; the migration can run again."""

from importlib import import_module

import pytest
from django.apps import apps

from officials.models import Group, Post, Unit
from tests.roles import make_official

pytestmark = pytest.mark.django_db
MIGRATION = import_module("officials.migrations.0019_groups_and_authorities")


def test_posts_get_the_group_of_their_title(unit: Unit) -> None:
    make_official(unit, posts=("Cục trưởng", "Bí thư Đảng ủy", "Chuyên viên"))
    Post.objects.update(group=None)
    Group.objects.all().delete()
    for _time in range(2):
        MIGRATION.install(apps, None)
        MIGRATION.group_posts(apps, None)
    kinds = Post.objects.order_by("pk").values_list("group__kind", flat=True)
    assert list(kinds) == ["leadership", "party_committee", None]
    assert Group.objects.count() == 4


def test_a_group_that_was_chosen_stays(unit: Unit) -> None:
    other = Group.objects.create(unit=unit, name="Tổ tư vấn")
    make_official(unit, posts=("Cục trưởng",))
    Post.objects.update(group=other)
    MIGRATION.group_posts(apps, None)
    assert Post.objects.get().group == other
