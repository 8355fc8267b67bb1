"""The history of a row tells nobody what the pages of that row keep from the reader."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.accounts import services
from officials.models import PersonRequest, Unit, User
from rounds.models import Round
from rounds.services import clarifying
from tests.roles import Role, make_user, make_with_role
from tests.secretariat.test_history import history

pytestmark = pytest.mark.django_db
TEXT, WHY = "Vay tiền của cấp dưới?", "Không có căn cứ"


def test_refused_request_is_not_told_by_its_history(
    client: Client, secretary: User, other_secretary: User, unit: Unit, other_unit: Unit
) -> None:
    person = make_user(unit=other_unit)
    asked = PersonRequest(unit=unit, named=person.email, reason="Mời dự họp")
    services.ask_for_person(request=asked, actor=secretary)
    address = reverse("admin:officials_personrequest_history", args=[asked.pk])
    client.force_login(secretary)
    assert client.get(address).status_code == 403
    services.answer_request(pk=asked.pk, actor=other_secretary, is_accepted=False)
    assert client.get(address).status_code == 403
    for way in ("changelist", "change"):
        page = client.get(
            reverse(f"admin:officials_personrequest_{way}", args=[asked.pk] * (way == "change"))
        )
        assert other_secretary.full_name not in page.text
        assert address not in page.text


def test_secretary_on_the_ballot_reads_nothing_withheld_about_the_own_person(
    client: Client, secretary: User, announced_round: Round
) -> None:
    colleague = make_with_role("donghuong", "Lê Đồng Hương", announced_round.unit, Role.SECRETARIAT)
    official = announced_round.lines.select_related("official")[0].official
    official.user = secretary
    official.save(update_fields=["user"])
    voter = announced_round.electors.exclude(user=secretary).select_related("user")[0].user
    matter = clarifying.ask(round_id=announced_round.pk, official=official, text=TEXT, actor=voter)
    clarifying.withhold(matter_id=matter.pk, reason=WHY, actor=colleague)
    shown = {user: history(client, user, announced_round) for user in (secretary, colleague)}
    assert (TEXT in shown[colleague], WHY in shown[colleague]) == (True, True)
    assert (TEXT in shown[secretary], WHY in shown[secretary]) == (False, False)
    assert "Change history" in shown[secretary]


def test_the_keeper_is_led_to_the_history_of_a_request(
    client: Client, secretary: User, unit: Unit, other_unit: Unit
) -> None:
    User.objects.filter(pk=secretary.pk).update(is_superuser=True)
    asked = PersonRequest(unit=unit, named=make_user(unit=other_unit).email, reason="Mời dự họp")
    services.ask_for_person(request=asked, actor=secretary)
    client.force_login(secretary)
    address = reverse("admin:officials_personrequest_history", args=[asked.pk])
    page = client.get(reverse("admin:officials_personrequest_change", args=[asked.pk]))
    assert f'href="{address}"' in page.text
    assert client.get(address).status_code == 200
