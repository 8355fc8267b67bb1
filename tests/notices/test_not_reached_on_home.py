"""Notices that did not arrive stand on the home page of their secretary."""

import pytest
from django.test import Client

from officials.models import User
from rounds.models import Round
from secretariat.home.waiting import notices_not_reached
from tests.notices.notes import invite, work
from tests.notices.postbox import Postbox

pytestmark = pytest.mark.django_db


def waiting(user: User) -> list[str]:
    """Return the addresses of the notices that the home page lists."""
    kind = notices_not_reached(user)
    return [row.url for row in kind.rows] if kind else []


def test_refused_notice_waits_for_the_clerk(
    postbox: Postbox, draft_round: Round, voter: User, secretary: User, client: Client
) -> None:
    (row,) = invite(draft_round, voter)
    assert notices_not_reached(secretary) is None
    postbox.answers[voter.email] = "550 5.1.1 no such user"
    work()
    client.force_login(secretary)
    page = client.get("/", headers={"accept-language": "en"}).text
    assert "Notices that did not arrive" in page
    assert f'href="/notices/{row.pk}/"' in page


def test_refused_notices_stand_before_those_to_print(
    postbox: Postbox, draft_round: Round, voter: User, another_voter: User, secretary: User
) -> None:
    voter.email = ""
    voter.save()
    to_print, mailed = invite(draft_round, voter, another_voter)
    assert waiting(secretary) == [f"/notices/{to_print.pk}/"]
    postbox.answers[another_voter.email] = "550 5.1.1 no such user"
    work()
    assert waiting(secretary) == [f"/notices/{mailed.pk}/", f"/notices/{to_print.pk}/"]


def test_notices_of_other_units_are_not_shown(
    postbox: Postbox, draft_round: Round, voter: User, other_secretary: User
) -> None:
    invite(draft_round, voter)
    postbox.answers[voter.email] = "550 5.1.1 no such user"
    work()
    assert notices_not_reached(other_secretary) is None
