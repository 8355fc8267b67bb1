"""A page whose fields became read-only, or can be changed again, since it was opened: nothing typed is dropped unseen."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.text import capfirst

from officials.models import Dossier, DossierDocument, User
from rounds.models import Round
from rounds.services import moves
from tests.dossiers import PDF, Kind, file_dossier
from tests.roles import announce
from tests.secretariat.two_people import again, errors, opened, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(draft_round: Round) -> User:
    """A voter of the draft who cannot log in while the vote is under way."""
    account: User = draft_round.electors.order_by("pk")[0].user
    User.objects.filter(pk=account.pk).update(email="cu@example.test")
    account.refresh_from_db()
    return account


@pytest.fixture
def dossier(draft_round: Round) -> Dossier:
    """A dossier of two papers on the ballot of the draft."""
    return file_dossier(draft_round.lines.order_by("position")[0], PDF, PDF + b" ")[0].dossier


def freeze(round_: Round) -> None:
    moves.freeze_round(round_id=round_.pk, actor=None, reason="Họp gấp")


def cancel(round_: Round) -> None:
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Bão")


def login_of(account: User) -> list[Any]:
    return [account.username, account.email, account.is_active]


def papers(dossier: Dossier) -> list[tuple[int, str]]:
    return list(DossierDocument.objects.filter(dossier=dossier).order_by("pk").values_list("kind", "sha256"))


@pytest.mark.slow
def test_login_that_can_be_changed_again_stays_as_it_is(
    first: Client, person: User, draft_round: Round
) -> None:
    before = login_of(person)
    freeze(draft_round)
    form = opened(first, person)
    assert {"username", "email", "is_active"} <= {*form["fixed"].split()}
    cancel(draft_round)
    assert sent(first, person, form, full_name="Lê Văn Mười").status_code == 302
    assert (person.full_name, login_of(person)) == ("Lê Văn Mười", before)


@pytest.mark.slow
def test_login_that_can_no_longer_be_changed(first: Client, person: User, draft_round: Round) -> None:
    before, form = [person.full_name, *login_of(person)], opened(first, person)
    freeze(draft_round)
    page = sent(first, person, form, full_name="Lê Văn Mười", email="moi@example.test", is_active=[])
    assert [*map(str, [person.full_name, *login_of(person)])] == [*map(str, before)]
    assert "không còn sửa được tại đây: Địa chỉ thư điện tử, Được đăng nhập." in errors(page)[0]
    assert page.context["left_over"].splitlines() == [
        "Địa chỉ thư điện tử: moi@example.test",
        "Được đăng nhập: không",
    ]
    assert again(first, person, page).status_code == 302
    assert [person.full_name, *login_of(person)] == ["Lê Văn Mười", *before[1:]]


@pytest.mark.slow
def test_beginning_of_a_meeting_that_was_announced(first: Client, draft_round: Round) -> None:
    form = opened(first, draft_round)
    before = announce(draft_round)
    page = sent(first, draft_round, form, title="Tên mới", meets_at="01/02/2030 08:00", reason="Bão số 9")
    assert (draft_round.title == "Tên mới", draft_round.opens_at) == (False, before.opens_at)
    assert "không còn sửa được tại đây: Giờ khai mạc hội nghị." in errors(page)[-1]
    assert page.context["left_over"].splitlines()[0] == "Giờ khai mạc hội nghị: 01/02/2030 08:00"
    assert ("form=postpone" in page.text, "Bão số 9" in page.text) == (True, True)


@pytest.mark.slow
def test_papers_of_a_dossier_that_was_frozen(first: Client, dossier: Dossier, draft_round: Round) -> None:
    before, form = papers(dossier), opened(first, dossier)
    freeze(draft_round)
    scan = SimpleUploadedFile("moi.pdf", PDF, "application/pdf")
    typed = {"documents__0__kind": "3", "documents__1__DELETE": "on", "documents__1__file": scan}
    page = sent(first, dossier, form, title="Tên mới", **typed)
    assert (papers(dossier), dossier.title == "Tên mới") == (before, False)
    assert ["không còn sửa được tại đây" in one for one in errors(page)] == [True, True, False]
    assert "Nội dung ông/bà vừa nhập chưa được lưu" in page.text
    left = page.context["left_over"]
    kind = str(capfirst(Kind.EXPLANATION.label))
    assert [word in left for word in (kind, "moi.pdf", "Xóa")] == [True, True, True]
    assert again(first, dossier, page).status_code == 302
    assert (papers(dossier), dossier.title) == (before, "Tên mới")


@pytest.mark.slow
def test_papers_of_a_dossier_that_can_be_changed_again(
    first: Client, dossier: Dossier, draft_round: Round
) -> None:
    freeze(draft_round)
    before, form = papers(dossier), opened(first, dossier)
    assert "documents" in form["fixed"].split()
    kept = {name: value for name, value in form.items() if not name.endswith(("-kind", "-name"))}
    cancel(draft_round)
    assert sent(first, dossier, kept, title="Tên mới").status_code == 302
    assert (papers(dossier), dossier.title) == (before, "Tên mới")


@pytest.mark.slow
def test_nothing_typed_there_is_saved_at_once(first: Client, person: User, draft_round: Round) -> None:
    form = opened(first, person)
    freeze(draft_round)
    assert sent(first, person, form, full_name="Lê Văn Mười").status_code == 302
    assert person.full_name == "Lê Văn Mười"
