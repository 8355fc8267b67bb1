"""Lists that are printed or taken out stand in the log: who, which list, when."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry, KeptValue
from officials.models import User
from rounds.models import Round

pytestmark = pytest.mark.django_db
PRINTED = [
    ("summoned", "Danh sách triệu tập"),
    ("labels", "Nhãn tên"),
    ("access", "Danh sách người được đọc hồ sơ lấy phiếu"),
]


def texts(entry: Entry) -> list[str]:
    return [row.after["text"] for row in KeptValue.objects.filter(detail__entry=entry) if row.after]


@pytest.mark.parametrize(("kind", "title"), PRINTED)
def test_a_printed_list_of_a_round_is_noted(
    desk: Client, secretary: User, draft_round: Round, kind: str, title: str
) -> None:
    address = reverse("secretariat:print_list", args=[draft_round.pk])
    assert desk.post(address, {"list": kind}).status_code == 200
    entry = Entry.objects.get(act="list.print")
    assert (entry.actor, entry.round_id) == (secretary, draft_round.pk)
    assert texts(entry) == [title]


def test_dossiers_owed_on_paper_are_noted(desk: Client, secretary: User, draft_round: Round) -> None:
    desk.post(reverse("secretariat:dossiers_print", args=[draft_round.campaign_id]))
    assert Entry.objects.get(act="list.print").actor == secretary


def test_a_present_list_is_noted_as_exported(desk: Client, secretary: User, draft_round: Round) -> None:
    address = reverse("secretariat:list_current", args=["rolls", "xlsx"])
    assert desk.post(address, {"target": str(draft_round.pk)}).status_code == 200
    entry = Entry.objects.get(act="list.export")
    assert entry.actor == secretary
    [text] = texts(entry)
    assert draft_round.title in text
    assert text.endswith(f"(XLSX): {draft_round.electors.count()}")


def test_a_list_that_does_not_exist_is_not_noted(desk: Client, draft_round: Round) -> None:
    desk.post(reverse("secretariat:print_list", args=[draft_round.pk]), {"list": "owners"})
    assert not Entry.objects.filter(act="list.print").exists()


@pytest.mark.parametrize("page", ["secretariat:desk", "admin:rounds_round_change"])
def test_pages_of_a_round_print_with_a_form_of_its_own(desk: Client, draft_round: Round, page: str) -> None:
    """The page of a draft is one form already; buttons inside it belong to another one."""
    text = desk.get(reverse(page, args=[draft_round.pk])).text
    before, after = text.split('<form id="print-lists"')
    assert before.count("<form") == before.count("</form>")
    assert reverse("secretariat:print_list", args=[draft_round.pk]) in after.split(">")[0]
    assert text.count('form="print-lists"') == 2
