"""Two people with the page of one official, unit, account or campaign: neither overwrites the other unseen."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from officials import services
from officials.accounts.services import choose_language
from officials.models import Official, Unit, User
from rounds.models import RuleSet
from tests.roles import make_campaign, make_official, make_secretary, make_unit, make_user, rule_set
from tests.secretariat.two_people import again, errors, fields_of, opened, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(unit: Unit) -> Official:
    return make_official(unit, "Trần Hai Chức", posts=("Cục trưởng", "Bí thư"))


@pytest.mark.slow
def test_official_and_posts(first: Client, second: Client, secretary: User, official: Official) -> None:
    form = opened(second, official)
    sent(first, official, opened(first, official), birth_date="02/09/1970", posts__1__title="Phó Bí thư")
    page = sent(second, official, form, staff_code="CB-7", posts__0__evidence="QĐ 5")
    assert secretary.full_name in errors(page)[0]
    assert errors(page)[1] == "Ngày sinh: “–” đổi thành “02/09/1970”"
    assert errors(page)[2].endswith(": Chức danh, chức vụ: “Bí thư” đổi thành “Phó Bí thư”")
    assert official.staff_code == ""
    assert again(second, official, page).status_code == 302
    assert (official.staff_code, official.birth_date) == ("CB-7", datetime.date(1970, 9, 2))
    assert [post.evidence or post.title for post in official.posts.order_by("pk")] == ["QĐ 5", "Phó Bí thư"]


@pytest.mark.slow
def test_one_day_of_a_post(first: Client, second: Client, official: Official) -> None:
    form = opened(second, official)
    sent(first, official, opened(first, official), posts__0__elected_on="01/02/2020")
    page = sent(second, official, form, posts__0__elected_on="03/02/2020")
    assert errors(page)[1].endswith("“–” đổi thành “01/02/2020”")
    assert fields_of(page)["posts-0-elected_on"] == ["03/02/2020"]
    again(second, official, page)
    assert official.posts.order_by("pk")[0].elected_on == datetime.date(2020, 2, 3)


@pytest.mark.slow
def test_post_that_the_other_added(first: Client, second: Client, official: Official) -> None:
    form = opened(second, official)
    added = {
        "posts__2__title": "Ủy viên",
        "posts__2__kind": "party",
        "posts__2__unit": str(official.posts.all()[0].unit_id),
    }
    assert sent(first, official, opened(first, official), **added).status_code == 302
    page = sent(second, official, form, full_name="Trần Hai")
    assert "Ủy viên" in errors(page)[1]
    again(second, official, page)
    assert official.full_name == "Trần Hai"
    assert official.posts.filter(title="Ủy viên").exists()


@pytest.mark.slow
def test_removed_post_of_another_unit_is_not_told(second: Client, official: Official) -> None:
    other = make_unit("Đơn vị khác")
    secretary = make_secretary(other, "Vũ Ngoài")
    post = make_official(other).posts.get()
    post.official = official
    services.save(row=post)
    form = opened(second, official)
    keeper = Client()
    keeper.force_login(secretary)
    assert sent(keeper, official, opened(keeper, official), posts__0__DELETE="on").status_code == 302
    page = sent(second, official, form, posts__0__evidence="QĐ 5")
    assert page.status_code == 302


@pytest.mark.slow
def test_chosen_file_is_asked_for_again(first: Client, second: Client, official: Official) -> None:
    form = opened(second, official)
    sent(first, official, opened(first, official), staff_code="CB-7")
    scan = SimpleUploadedFile("a.pdf", b"%PDF-1.7", "application/pdf")
    page = sent(second, official, form, posts__0__scan=scan)
    assert "chọn lại" in errors(page)[-1]
    assert not official.posts.exclude(file="").exists()


def test_unit(first: Client, second: Client, unit: Unit) -> None:
    form = opened(second, unit)
    sent(first, unit, opened(first, unit), place="Huế")
    page = sent(second, unit, form, document_code="ĐV-2")
    assert errors(page)[1].endswith("đổi thành “Huế”")
    again(second, unit, page)
    assert (unit.place, unit.document_code) == ("Huế", "ĐV-2")


@pytest.mark.slow
def test_account(first: Client, second: Client, unit: Unit) -> None:
    account = make_user("Lê Mười", "muoi", unit=unit)
    form = opened(second, account)
    sent(first, account, opened(first, account), email="moi@example.test")
    page = sent(second, account, form, full_name="Lê Văn Mười")
    assert "moi@example.test" in errors(page)[1]
    again(second, account, page)
    assert (account.full_name, account.email) == ("Lê Văn Mười", "moi@example.test")


@pytest.mark.slow
def test_own_choice_of_the_person_stays(second: Client, unit: Unit) -> None:
    account = make_user("Lê Mười", "muoi", unit=unit)
    form = opened(second, account)
    choose_language(user=account, language="en")
    page = sent(second, account, form, full_name="Lê Văn Mười")
    assert len(errors(page)) == 2
    again(second, account, page)
    assert (account.full_name, account.language) == ("Lê Văn Mười", "en")


@pytest.mark.slow
def test_campaign(first: Client, second: Client, unit: Unit) -> None:
    campaign = make_campaign(unit)
    form = opened(second, campaign)
    sent(first, campaign, opened(first, campaign), name="Đợt mới")
    day = campaign.ends_on - datetime.timedelta(days=31)
    page = sent(second, campaign, form, ends_on=f"{day:%d/%m/%Y}")
    assert "Đợt mới" in errors(page)[1]
    again(second, campaign, page)
    assert (campaign.name, campaign.ends_on) == ("Đợt mới", day)


@pytest.mark.slow
def test_thresholds_of_a_rule_set(first: Client, second: Client) -> None:
    rules: RuleSet = rule_set()
    form = opened(second, rules)
    assert sent(first, rules, opened(first, rules), thresholds__0__denominator="7").status_code == 302
    page = sent(second, rules, form, note="Ghi chú mới")
    assert "đổi thành “7”" in errors(page)[1]
    again(second, rules, page)
    assert rules.note == "Ghi chú mới"
    assert rules.thresholds.filter(denominator=7).exists()
