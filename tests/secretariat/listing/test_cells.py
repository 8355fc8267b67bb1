"""The rows of lists are those that Django's own tag writes, beside their boxes, the names of their columns and short days."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.admin.templatetags.admin_list import result_headers, results
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from benchmarks.visits import TABLES
from officials.models import Dossier, Group, Membership, Official, Post, Unit
from secretariat.listing.cells import rows_written
from tests.roles import make_draft_round, make_plan

pytestmark = pytest.mark.django_db
LISTS = sorted(TABLES.keys() - {"officials_personrequest"})  # a page of its own
OURS = re.compile(r' data-label="[^"]*"| lang="vi"')
BOX = re.compile(r'<tr><td class="table__tick">.*?</td>')


@pytest.fixture(autouse=True)
def _rows(unit: Unit) -> None:
    """A row in each table, with values that must be escaped, and with empty ones."""
    make_draft_round(unit)
    make_plan(unit)
    named = Official.objects.create(full_name="Hà <b>Văn</b> “An” & Bình", sort_key="an")
    Post.objects.create(official=named, unit=unit, title=" <i>", appointed_on=datetime.date(2024, 3, 1))
    Dossier.objects.create(official=named, title="Hồ sơ 'A'")
    group = Group.objects.create(unit=unit, name='Tổ "1"', kind=Group.Kind.OTHER)
    Membership.objects.create(group=group, unit=unit, official=named)


def list_shown(desk: Client, table: str) -> Any:
    return desk.get(reverse(f"admin:{table}_changelist")).context["cl"]


@pytest.mark.parametrize("table", LISTS)
def test_cells_are_those_of_django(desk: Client, table: str) -> None:
    cl = list_shown(desk, table)
    for language in ("vi", "en"):
        with translation.override(language):
            ours = [BOX.sub("<tr>", OURS.sub("", row)) for row in rows_written(cl, list(result_headers(cl)))]
            theirs = zip(cl.result_list, results(cl), strict=True)
            assert ours == [f"<tr>{short_days(row, ''.join(cells))}</tr>" for row, cells in theirs] != []


def short_days(row: Any, cells: str) -> str:
    """Return the cells with the days of the row in figures: Django writes them out."""
    for field in row._meta.fields:
        if type(field) is models.DateField and (day := getattr(row, field.name)):
            cells = cells.replace(date_format(day), date_format(day, "SHORT_DATE_FORMAT"))
    return cells


def test_cells_bear_the_name_of_their_column_and_the_language(desk: Client) -> None:
    cl = list_shown(desk, "rounds_round")
    with translation.override("en"):
        (row,) = rows_written(cl, list(result_headers(cl)))
    assert '<td lang="vi" data-label="Unit" class="field-unit nowrap">' in row
    assert (
        f'value="{cl.result_list[0].pk}" aria-label="Choose {cl.result_list[0]}"></td><th lang="vi" class="field-title"><a href'
        in row
    )
