"""On English pages, Vietnamese text stands inside `lang="vi"`."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.management.commands import createsuperuser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language

from ballots.services import locking
from common.languages import gloss, is_vietnamese
from officials.models import User
from rounds.models import Round
from tests.ballots import hall
from tests.results.factories import make_certified_round

SILENT = {"script", "style", "title", "textarea"}
VOID = {"input", "br", "img", "meta", "link", "hr", "use", "rect", "path", "circle", "col", "wbr", "source"}
SWITCH = "Tiếng Việt"  # names the language itself


class Strays(HTMLParser):
    """Collect Vietnamese texts outside `lang="vi"`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            lang = dict(attrs).get("lang")
            before = self.open[-1][1] if self.open else False
            self.open.append((tag, before if lang is None else lang == "vi"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = bool(self.open) and (self.open[-1][1] or self.open[-1][0] in SILENT)
        if not inside and is_vietnamese(data) and "“" not in data:
            self.found.append(" ".join(data.split()))


def strays(client: Client, address: str) -> list[str]:
    page = client.get(address, headers={"accept-language": "en"}, follow=True)
    assert page.status_code == 200, address
    parser = Strays()
    parser.feed(page.text)
    return [text for text in parser.found if text not in ("Tín Nhiệm", SWITCH) and "such as" not in text]


def addresses(round_: Round) -> list[str]:
    tables = [f"officials_{name}" for name in ("unit", "official", "dossier", "user")]
    lists = [reverse(f"admin:{name}_changelist") for name in (*tables, "rounds_round", "rounds_campaign")]
    official = round_.lines.all()[0].official
    return [
        *("/", "/results/", "/accounts/", "/admin/"), *lists,
        reverse("admin:officials_official_change", args=[official.pk]),
        reverse("admin:officials_unit_change", args=[round_.unit_id]),
        reverse("admin:officials_dossier_add"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
def test_vietnamese_text_says_its_language(client: Client, secretary: User, draft_round: Round) -> None:
    client.force_login(secretary)
    found = {address: strays(client, address) for address in addresses(draft_round)}
    assert {address: texts for address, texts in found.items() if texts} == {}


@pytest.mark.django_db
def test_the_ballot_says_its_language(client: Client, voter: User, frozen_round: Round) -> None:
    client.force_login(voter)
    address = reverse("ballots:vote", args=[frozen_round.pk])
    assert strays(client, address) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_the_ballot_glosses_the_levels(client: Client, voter: User, frozen_round: Round) -> None:
    locking.start(round_id=frozen_round.pk)
    round_ = hall.opened(hall.locked(frozen_round))
    client.force_login(voter)
    address = reverse("ballots:vote", args=[round_.pk])
    gloss_of_high = '<span lang="vi">Tín nhiệm cao</span> (high confidence) ·'
    assert gloss_of_high in client.get(address, headers={"accept-language": "en"}).text
    assert "(high confidence)" not in client.get(address, headers={"accept-language": "vi"}).text
    assert strays(client, address) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_results_say_their_language_and_gloss_the_levels(
    client: Client, secretary: User, unit: object
) -> None:
    round_ = make_certified_round(((4, 1, 1),), unit=unit)
    client.force_login(secretary)
    address = f"/results/{round_.pk}/"
    assert strays(client, address) == []
    assert "(high confidence)" in client.get(address, headers={"accept-language": "en"}).text
    assert "(high confidence)" not in client.get(address, headers={"accept-language": "vi"}).text


def test_only_known_levels_have_a_gloss() -> None:
    assert gloss("blank") == ""


@pytest.mark.django_db
def test_createsuperuser_asks_in_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django asks for a password in English, and for the fields in the language of the site."""
    spoken: list[str | None] = []

    def handle(*_args: object, **_options: object) -> None:
        spoken.append(get_language())

    monkeypatch.setattr(createsuperuser.Command, "handle", handle)
    call_command("createsuperuser", skip_checks=True)
    assert spoken == ["en"]
