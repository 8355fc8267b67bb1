"""The mark secret needs its ground, and an installation that is declared isolated."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from officials.models import User
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import moves
from tests.roles import make_draft_round
from tests.secretariat.test_admin_round import form_of

pytestmark = pytest.mark.django_db
GROUND = {"secret_item": "Quyết định số 1, mục 3", "secret_decided_by": "Lê Ký, Cục trưởng"}
BAR = "Hệ thống độc lập"


@pytest.mark.parametrize("lacking", GROUND)
def test_database_refuses_the_mark_without_its_ground(draft_round: Round, lacking: str) -> None:
    values = {**GROUND, lacking: "", "marking": "secret"}
    with pytest.raises(IntegrityError, match="round_secret_has_ground"), transaction.atomic():
        Round.objects.filter(pk=draft_round.pk).update(**values)


@pytest.mark.slow
@pytest.mark.parametrize("lacking", GROUND)
def test_the_form_names_what_the_mark_needs(
    client: Client, secretary: User, draft_round: Round, lacking: str
) -> None:
    client.force_login(secretary)
    path = reverse("admin:rounds_round_change", args=[draft_round.pk])
    data = {**form_of(client, draft_round), **GROUND, "marking": "secret", lacking: ""}
    answer: Any = client.post(path, data)
    assert answer.context["adminform"].form.errors.keys() == {lacking}
    assert client.post(path, {**data, **GROUND}).status_code == 302
    draft_round.refresh_from_db()
    assert (draft_round.marking, draft_round.secret_item) == ("secret", GROUND["secret_item"])


def test_freezing_is_refused_where_a_network_leads_outside(english: None) -> None:
    round_ = make_draft_round(marking="secret")
    with pytest.raises(MoveRefused) as refusal:
        moves.freeze_round(round_id=round_.pk, actor=None)
    [missing] = refusal.value.missing
    assert "this installation is not declared isolated" in str(missing.message)


@pytest.mark.usefixtures("isolated")
def test_freezing_is_allowed_on_an_isolated_installation() -> None:
    round_ = make_draft_round(marking="secret")
    assert moves.freeze_round(round_id=round_.pk, actor=None).state == Round.State.FROZEN


@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/"])
def test_every_page_of_an_isolated_installation_says_so(client: Client, secretary: User, path: str) -> None:
    if path == "/admin/":
        client.force_login(secretary)
    assert BAR in client.get(path).text


def test_other_installations_do_not_say_so(client: Client) -> None:
    assert BAR not in client.get("/").text
