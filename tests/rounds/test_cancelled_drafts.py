"""A draft that is cancelled was never a vote: its voters and its counting team do not see it."""

import pytest
from django.test import Client

from officials.models import User
from rounds import selectors
from rounds.models import Round
from rounds.services import moves

pytestmark = pytest.mark.django_db


@pytest.fixture
def cancelled(draft_round: Round, secretary: User) -> Round:
    return moves.cancel_round(round_id=draft_round.pk, actor=secretary, reason="Hoãn vì bão")


@pytest.mark.parametrize("address", ["/vote/{pk}/", "/vote/{pk}/status", "/committee/{pk}/"])
@pytest.mark.parametrize("role", ["voter", "head"])
def test_pages_of_a_cancelled_draft_answer_404(
    cancelled: Round, address: str, role: str, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(role))
    assert client.get(address.format(pk=cancelled.pk)).status_code == 404


@pytest.mark.parametrize("role", ["voter", "head"])
def test_the_start_page_does_not_name_it(
    client: Client, cancelled: Round, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    page = client.get("/")
    assert page.status_code == 200
    assert cancelled.title not in page.text


def test_a_frozen_round_that_is_cancelled_stays_with_its_reason(
    frozen_round: Round, voter: User, head: User
) -> None:
    moves.cancel_round(round_id=frozen_round.pk, actor=None, reason="Mất điện")
    assert selectors.rounds_for_voter(user=voter).get(pk=frozen_round.pk).cancel_reason == "Mất điện"
    assert selectors.round_for_committee(user=head, pk=frozen_round.pk).cancel_reason == "Mất điện"


def test_the_secretary_still_reads_why(client: Client, cancelled: Round, secretary: User) -> None:
    client.force_login(secretary)
    for address in (f"/desk/{cancelled.pk}/", f"/admin/rounds/round/{cancelled.pk}/change/"):
        assert "Hoãn vì bão" in client.get(address).text
