"""The scan of the document on which an exemption rests: taken in with the post, frozen, read by those concerned."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.files import plain
from officials import services
from officials.models import Official, Post, StoredFile, Unit, UnitRole, User
from results.documents.assemble import minutes_data
from rounds.eligibility import exempt_officials
from rounds.frozen import frozen_configuration
from rounds.models import Exemption, Round
from rounds.plan_paper import plan_paper
from rounds.services import moves
from tests.dossiers import PDF
from tests.results.factories import certify, publish
from tests.roles import (
    make_campaign,
    make_draft_round,
    make_official,
    make_plan,
    make_secretary,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
DOCUMENT = "Thông báo số 5/TB-BCT ngày 05/01/2026"


@pytest.fixture
def leaving(unit: Unit) -> Official:
    noticed = datetime.date(timezone.localdate().year - 1, 12, 5)
    official = make_official(unit, "Lê Nghỉ Hưu", retirement_notice_on=noticed, evidence=DOCUMENT)
    services.save_post(post=official.posts.get(), scan=ContentFile(PDF, "quyet-dinh.pdf"))
    return official


@pytest.fixture
def round_(unit: Unit, leaving: Official) -> Round:
    return make_draft_round(unit, campaign=make_campaign(unit))


def opened(user: User, address: str) -> int:
    client = Client()
    client.force_login(user)
    return client.get(address).status_code


def scan_of(official: Official) -> str:
    return reverse("secretariat:scan", args=[official.posts.get().sha256])


def test_a_scan_is_taken_in_with_the_post(client: Client, secretary: User, unit: Unit) -> None:
    official = make_official(unit, "Lê Nghỉ Hưu", evidence=DOCUMENT)
    post, client_page = official.posts.get(), reverse("admin:officials_official_change", args=[official.pk])
    client.force_login(secretary)
    data = {
        "full_name": official.full_name,
        "posts-TOTAL_FORMS": "1",
        "posts-INITIAL_FORMS": "1",
        "posts-0-id": post.pk,
        "posts-0-official": official.pk,
        "posts-0-unit": unit.pk,
        "posts-0-title": post.title,
        "posts-0-kind": post.kind,
        "posts-0-evidence": DOCUMENT,
        "posts-0-scan": SimpleUploadedFile("quyet-dinh.pdf", PDF, "application/pdf"),
    }
    assert client.post(client_page, data).status_code == 302
    post.refresh_from_db()
    assert StoredFile.objects.get(name=post.file.name).sha256 == post.sha256
    assert reverse("secretariat:scan", args=[post.sha256]) in client.get(client_page).text


@pytest.mark.slow
def test_an_exemption_is_frozen_with_the_scan(round_: Round, leaving: Official) -> None:
    [(official, found)] = exempt_officials(round_)
    assert (official, found.scan.sha256) == (leaving, leaving.posts.get().sha256)
    frozen = moves.freeze_round(round_id=round_.pk, actor=None)
    [exempt] = frozen_configuration(frozen).exempt
    kept, post = Exemption.objects.get(round=round_), leaving.posts.get()
    assert (exempt.scan, kept.file.name, kept.sha256) == (kept.pk, post.file.name, post.sha256)
    assert post.sha256 not in bytes(frozen.manifest or b"").decode()  # which anybody may fetch


@pytest.mark.slow
def test_the_minutes_name_it(round_: Round) -> None:
    [exempt] = minutes_data(certify(moves.freeze_round(round_id=round_.pk, actor=None))).exempt
    assert exempt.reason.endswith(f"; {DOCUMENT}; có bản chụp lưu kèm)")


def test_it_is_listed_with_the_plan(
    leaving: Official, unit: Unit, authority: Unit, secretary: User, client: Client
) -> None:
    Unit.objects.filter(pk=unit.pk).update(parent=authority)
    plan = make_plan(authority)
    client.force_login(make_secretary(authority))
    page = client.get(reverse("secretariat:exempt_of_plan", args=[plan.pk])).text
    assert scan_of(leaving) in page
    [annexed] = [one for one in plan_paper(plan).units if one.name == unit.name]
    assert "có bản chụp lưu kèm" in annexed.officials[0].exempt


def test_secretaries_of_the_official_open_it(leaving: Official, secretary: User, authority: Unit) -> None:
    beside, stranger = make_unit(), make_secretary(make_unit())
    Post.objects.create(official=leaving, unit=beside, title="Ủy viên", kind="party")
    address = reverse("secretariat:scan", args=[leaving.posts.exclude(file="").get().sha256])
    assert [opened(user, address) for user in (secretary, make_secretary(beside), stranger)] == [
        200,
        200,
        404,
    ]


@pytest.mark.slow
def test_those_who_keep_and_manage_the_round_open_it(
    round_: Round, leaving: Official, secretary: User, other_secretary: User
) -> None:
    voter = round_.electors.all()[0].user
    publish(certify(moves.freeze_round(round_id=round_.pk, actor=None)), by=voter)
    address = reverse("results:scan", args=[round_.pk, Exemption.objects.get(round=round_).pk])
    leader = make_user("Lê Lãnh Đạo", unit=round_.unit)
    UnitRole.objects.create(user=leader, unit=round_.unit, role=UnitRole.Role.LEADERSHIP)
    readers = (secretary, leader, voter, other_secretary)
    assert [opened(user, address) for user in readers] == [200, 200, 404, 404]
    assert Client().get(address).status_code in (302, 404)
    result = reverse("results:result", args=[round_.pk])
    assert [address in page_of(user, result) for user in (secretary, voter)] == [True, False]


def test_scans_of_one_document_are_saved_under_the_names_of_the_officials(
    round_: Round, leaving: Official, secretary: User, client: Client
) -> None:
    client.force_login(secretary)
    kept = f'attachment; filename="{plain(DOCUMENT)}_le-nghi-huu.pdf"'
    assert client.get(scan_of(leaving))["Content-Disposition"] == kept
    certify(moves.freeze_round(round_id=round_.pk, actor=None))
    address = reverse("results:scan", args=[round_.pk, Exemption.objects.get(round=round_).pk])
    name = 'attachment; filename="van-ban-truong-hop-khong-lay-phieu-le-nghi-huu_'
    assert client.get(address)["Content-Disposition"].startswith(name)


def page_of(user: User, address: str) -> str:
    client: Any = Client()
    client.force_login(user)
    return str(client.get(address).text)


def test_a_replaced_scan_is_kept_while_an_exemption_names_it(round_: Round, leaving: Official) -> None:
    moves.freeze_round(round_id=round_.pk, actor=None)
    post = leaving.posts.get()
    before = post.file.name
    services.save_post(post=post, scan=ContentFile(PDF + b"\n", "khac.pdf"))
    assert StoredFile.objects.filter(name=before).exists()
    with pytest.raises(IntegrityError, match="names it"), transaction.atomic():
        StoredFile.objects.filter(name=before).delete()


def test_a_replaced_scan_that_nothing_names_is_removed(leaving: Official) -> None:
    post = leaving.posts.get()
    before = post.file.name
    services.save_post(post=post, scan=ContentFile(PDF + b"\n", "khac.pdf"))
    assert list(StoredFile.objects.filter(name__startswith="evidence/").values_list("name", flat=True)) == [
        post.file.name
    ]
    assert before != post.file.name
