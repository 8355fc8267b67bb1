"""Each search field of the administration finds words without diacritics and in any order."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officials.models import Dossier, Official, Post, User
from rounds.models import Round
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, secretary: User, draft_round: Round) -> Client:
    """Return the secretary's browser; the unit has an official, a dossier and a voter Trần Hữu Đạt."""
    official = Official.objects.create(full_name="Trần Hữu Đạt")
    Post.objects.create(official=official, unit=draft_round.unit, title="Phó Chánh Văn phòng")
    Dossier.objects.create(official=official, title="Hồ sơ năm 2026")
    draft_round.electors.create(
        user=make_user("Trần Hữu Đạt", "dat.th", unit=draft_round.unit), capacity="Chuyên viên chính"
    )
    client.force_login(secretary)
    return client


def rows(desk: Client, table: str, typed: str, **more: str) -> int:
    page = desk.get(reverse(f"admin:{table}_changelist"), {"q": typed, **more})
    assert page.status_code == 200
    return len(page.context["cl"].result_list)


@pytest.mark.parametrize("typed", ["dat", "Đạt huu", "pho chanh van dat", "pho dat"])
def test_officials_are_found_by_name_and_post(desk: Client, typed: str) -> None:
    assert rows(desk, "officials_official", typed) == 1
    assert rows(desk, "officials_dossier", typed) == 1


def test_accounts_and_voters_are_found(desk: Client, draft_round: Round) -> None:
    here = {"round__id__exact": str(draft_round.pk)}
    assert rows(desk, "officials_user", "huu dat") == rows(desk, "officials_user", "dat.th") == 1
    assert rows(desk, "rounds_elector", "chinh dat", **here) == 1


@pytest.mark.parametrize("table", ["officials_unit", "rounds_round", "rounds_campaign"])
def test_units_rounds_and_campaigns_are_found_by_the_folded_unit(
    desk: Client, draft_round: Round, table: str
) -> None:
    words = draft_round.unit.search_key.split()
    assert rows(desk, table, " ".join(reversed(words))) >= 1
    assert rows(desk, table, "khong co don vi nay") == 0


@pytest.mark.parametrize("form", ["{:%d/%m/%Y}", "{:%Y-%m-%d}", "toàn cơ quan {:%d.%m.%Y}"])
def test_rounds_are_found_by_the_day_of_the_meeting(desk: Client, draft_round: Round, form: str) -> None:
    assert draft_round.opens_at
    day = timezone.localdate(draft_round.opens_at)
    announcing = reverse("secretariat:announcing")
    for one, found in ((day, 1), (day + datetime.timedelta(days=1), 0)):
        assert rows(desk, "rounds_round", form.format(one)) == found
        page = desk.get(announcing, {"q": form.format(one)}).text
        assert page.count(f'value="{draft_round.pk}"') == found


def test_suggestions_do_not_need_diacritics(desk: Client) -> None:
    answer = desk.get(reverse("admin:people"), {"q": "dat huu"})
    assert answer.json()["people"] == ["Trần Hữu Đạt, Cục Công Thương địa phương · dat.th"]


def test_a_search_costs_no_further_query(desk: Client) -> None:
    counts = []
    for typed in ("dat", "dat", "dat", "dat huu tran pho"):
        with CaptureQueriesContext(connection) as asked:
            rows(desk, "officials_official", typed)
        counts.append(len(asked))
    assert counts[-1] == counts[-2]
