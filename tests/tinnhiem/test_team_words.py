"""Pages about a round name its counting team as the rule set does: `ban` or `tổ`."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from common import team_words
from officials.models import User
from rounds.models import Round, RuleSet
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db
VIETNAMESE = {"accept-language": "vi"}


@pytest.fixture
def group_round(frozen_round: Round) -> Round:
    """A frozen round of public employees, whose rule set calls the team a `tổ`."""
    rules = RuleSet.objects.get(code="115-2020")
    return make_frozen_round(frozen_round.unit, rule_set=rules, lines=3)


def text_of(client: Client, user: User, name: str, round_: Round) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=[round_.pk]), headers=VIETNAMESE).text


@pytest.mark.parametrize("name", ["secretariat:desk", "admin:rounds_round_change"])
def test_secretary_reads_of_the_group(
    client: Client, secretary: User, group_round: Round, frozen_round: Round, name: str
) -> None:
    group = text_of(client, secretary, name, group_round).lower()
    assert "tổ kiểm phiếu" in group
    assert "ban kiểm phiếu" not in group
    assert "tổ kiểm phiếu" not in text_of(client, secretary, name, frozen_round).lower()


def test_scripts_get_the_same_words(client: Client) -> None:
    msgid = "Tell the counting team."
    plain = client.get(reverse("javascript-catalog"), headers=VIETNAMESE).content.decode()
    group = client.get(
        f"{reverse('javascript-catalog')}?{team_words.VARIANT}", headers=VIETNAMESE
    ).content.decode()
    assert msgid in plain
    assert "ban ki\\u1ec3m phi\\u1ebfu" in plain
    assert "ban ki\\u1ec3m phi\\u1ebfu" not in group
    assert "t\\u1ed5 ki\\u1ec3m phi\\u1ebfu" in group


def test_the_next_page_speaks_plainly_again(client: Client, secretary: User, group_round: Round) -> None:
    assert 'lang="vi-x-to"' in text_of(client, secretary, "secretariat:desk", group_round)
    assert get_language() == "vi"
    assert '<html lang="vi">' in client.get("/help/", headers=VIETNAMESE).text


@pytest.mark.slow
def test_english_stays_english(client: Client, secretary: User, group_round: Round) -> None:
    client.force_login(secretary)
    address = reverse("secretariat:desk", args=[group_round.pk])
    with override("vi"):  # gives the thread its language back
        page = client.get(address, headers={"accept-language": "en"}).text
    assert '<html lang="en">' in page


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Trưởng ban kiểm phiếu", "Tổ trưởng"),
        ("Xin báo trưởng ban kiểm phiếu và ban kiểm phiếu", "Xin báo tổ trưởng và tổ kiểm phiếu"),
        ("Trưởng ban", "Tổ trưởng"),
        ("Ban Thường vụ", "Ban Thường vụ"),
    ],
)
def test_words(text: str, group: str) -> None:
    assert team_words.in_words_of_a_group(text) == group


def test_everything_else_is_as_in_vietnamese() -> None:
    with override(team_words.VARIANT):
        group = gettext("Incorrect password.")
    with override("vi"):
        assert gettext("Incorrect password.") == group
