"""Two records of one person become one; frozen rounds keep what they say."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from officials.models import Dossier, DossierDocument, Group, Membership, Official, Post, Unit, User
from results.selectors import results_for_reader
from rounds import eligibility
from rounds.entries import CHANGED, last_entry
from rounds.models import Filing, Line, Matter
from rounds.services import ballot_lines
from rounds.services.merging import NotMerged, merge_officials
from tests.results.factories import certify, publish
from tests.roles import (
    announce,
    make_campaign,
    make_draft_round,
    make_frozen_round,
    make_official,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(unit: Unit) -> tuple[Official, Official]:
    return make_official(unit, "Lê An"), make_official(unit, "Lê Văn An", posts=("Bí thư Chi bộ",))


def merge(pair: tuple[Official, Official], actor: User, reason: str = "Nhập trùng") -> Official:
    kept, merged = pair
    return merge_officials(kept=kept, merged=merged, actor=actor, reason=reason)


def test_posts_dossiers_and_groups_move(pair: tuple[Official, Official], unit: Unit, secretary: User) -> None:
    kept, merged = pair
    Dossier.objects.create(official=merged, title="Hồ sơ")
    group = Group.objects.filter(unit=None).earliest("pk")
    Membership.objects.create(group=group, unit=unit, official=merged)
    merge(pair, secretary)
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert {post.title for post in kept.posts.all()} == {"Trưởng phòng", "Bí thư Chi bộ"}
    assert kept.dossiers.get().title == "Hồ sơ"
    assert kept.memberships.get().group == group


def test_account_code_and_birthday_of_the_other_record_are_taken(
    pair: tuple[Official, Official], secretary: User
) -> None:
    kept, merged = pair
    account, born = make_user("Lê An", staff_code="CB-7"), datetime.date(1970, 2, 3)
    Official.objects.filter(pk=merged.pk).update(user=account, staff_code="CB-7", birth_date=born)
    merge(pair, secretary)
    kept.refresh_from_db()
    assert (kept.user, kept.staff_code, kept.birth_date) == (account, "CB-7", born)


def test_post_entered_twice_stays_once(unit: Unit, secretary: User) -> None:
    kept = make_official(unit, "Lê An", posts=("Cục trưởng",), appointed_on=None)
    merged = make_official(unit, "Lê An", posts=("Cục trưởng",), evidence="QĐ số 1")
    merge((kept, merged), secretary)
    post = kept.posts.get()
    assert post.appointed_on is not None
    assert post.evidence == "QĐ số 1"


def test_drafts_print_the_kept_record_once(
    pair: tuple[Official, Official], unit: Unit, secretary: User
) -> None:
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    kept = merge(pair, secretary)
    line = round_.lines.get()
    assert line.official == kept
    assert {post.title for post in line.posts.all()} == {"Trưởng phòng", "Bí thư Chi bộ"}


@pytest.mark.slow
def test_frozen_lines_stay_and_count_for_the_person(
    pair: tuple[Official, Official], unit: Unit, other_unit: Unit, secretary: User
) -> None:
    kept, merged = pair
    campaign = make_campaign(unit)
    Post.objects.create(
        official=merged, unit=other_unit, title="Ủy viên", appointed_on=datetime.date(2020, 1, 1)
    )
    other_unit.authority = unit
    other_unit.save()
    frozen = make_frozen_round(other_unit, officials=[], campaign=campaign)
    merge(pair, secretary)
    assert Line.objects.get(round=frozen).official == merged
    assert eligibility.places_elsewhere(make_round(unit, campaign=campaign)) == {kept.pk: 1}


@pytest.mark.slow
def test_the_person_still_reads_the_own_result(unit: Unit, secretary: User) -> None:
    account = make_user("Lê An", unit=unit)
    merged = make_official(unit, "Lê An", user=account)
    make_official(unit), make_official(unit)
    round_ = publish(certify(make_frozen_round(unit, officials=[])), secretary, "internal")
    merge((make_official(unit, "Lê An", posts=("Bí thư",)), merged), secretary)
    assert results_for_reader(user=account).filter(pk=round_.pk).exists()


def test_the_log_says_who_merged_what_and_why(pair: tuple[Official, Official], secretary: User) -> None:
    merge(pair, secretary, "Cùng số căn cước")
    entry = Entry.objects.get(act="official.merge")
    assert (entry.actor, entry.subject_id) == (secretary, str(pair[0].pk))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"birth_date": datetime.date(1980, 1, 1)}, "Ngày sinh khác nhau"),
        ({"reason": " "}, "Nêu căn cứ"),
    ],
)
def test_what_cannot_be_one_person_is_refused(
    pair: tuple[Official, Official], secretary: User, change: dict[str, object], sentence: str
) -> None:
    reason = str(change.pop("reason", "Nhập trùng"))
    Official.objects.filter(pk=pair[0].pk).update(birth_date=datetime.date(1970, 1, 1))
    Official.objects.filter(pk=pair[1].pk).update(**change)
    with pytest.raises(NotMerged, match=sentence):
        merge(pair, secretary, reason)


def test_two_accounts_that_log_in_are_refused(pair: tuple[Official, Official], secretary: User) -> None:
    for official in pair:
        Official.objects.filter(pk=official.pk).update(user=make_user())
    with pytest.raises(NotMerged, match="Cả hai bản ghi đều có tài khoản"):
        merge(pair, secretary)


def test_the_database_gives_nothing_to_a_merged_record(
    pair: tuple[Official, Official], unit: Unit, secretary: User
) -> None:
    merge(pair, secretary)
    with pytest.raises(IntegrityError, match="merged into"), transaction.atomic():
        Post.objects.create(official=pair[1], unit=unit, title="Trưởng ban")
    with pytest.raises(IntegrityError, match="merged into"), transaction.atomic():
        Line.objects.create(round=make_round(unit), official=pair[1], position=1)
    with pytest.raises(IntegrityError, match="merged itself"), transaction.atomic():
        Official.objects.create(full_name="Lê Ba", merged_into=pair[1])


def test_the_database_merges_no_record_with_posts(pair: tuple[Official, Official]) -> None:
    with pytest.raises(IntegrityError, match="has posts or groups"), transaction.atomic():
        Official.objects.filter(pk=pair[1].pk).update(merged_into=pair[0])


@pytest.mark.slow
def test_page_suggests_the_namesake_and_tells_what_was_merged(
    unit: Unit, secretary: User, client: Client
) -> None:
    kept, merged = make_official(unit, "Lê An"), make_official(unit, "Lê An", posts=("Bí thư Chi bộ",))
    client.force_login(secretary)
    page = reverse("admin:officials_official_change", args=[kept.pk])
    assert "1 bản ghi khác có cùng họ tên" in client.get(page).text
    path = reverse("admin:officials_official_merge", args=[kept.pk])
    suggested = f"Lê An, Bí thư Chi bộ, {unit.name} · số {merged.pk}"
    assert f'value="{suggested}"' in client.get(path).text
    assert client.post(path, {"other": suggested, "reason": "Nhập trùng"}).status_code == 302
    assert "Đã nhập vào bản ghi này" in client.get(page).text
    assert client.get(reverse("admin:officials_official_change", args=[merged.pk])).status_code == 302


def test_a_record_that_others_share_is_not_merged(
    unit: Unit, other_unit: Unit, secretary: User, client: Client
) -> None:
    shared = make_official(unit, "Lê An")
    Post.objects.create(official=shared, unit=other_unit, title="Ủy viên")
    client.force_login(secretary)
    assert client.get(reverse("admin:officials_official_merge", args=[shared.pk])).status_code == 403
    own = make_official(unit, "Lê An")
    sent = {"other": f"số {shared.pk}", "reason": "Nhập trùng"}
    answer = client.post(reverse("admin:officials_official_merge", args=[own.pk]), sent)
    assert answer.status_code == 400
    assert 'value="Nhập trùng"' in answer.text


def test_an_announced_round_changes_with_the_reason(unit: Unit, secretary: User) -> None:
    merged = make_official(unit, "Lê An")
    round_ = announce(make_draft_round(unit, officials=[merged], opens_at=in_weeks(5), closes_at=in_weeks(6)))
    kept = make_official(unit, "Lê Văn An", posts=("Bí thư Chi bộ",))
    merge((kept, merged), secretary, "Cùng số căn cước")
    assert [line.official for line in round_.lines.all()] == [kept]
    entry = last_entry(round_, CHANGED)
    assert entry is not None
    assert entry.detail == "Cùng số căn cước"


def test_matters_and_filings_move(unit: Unit, secretary: User, voter: User) -> None:
    kept, merged = make_official(unit, "Lê An"), make_official(unit, "Lê An", posts=("Bí thư",))
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    matter = Matter.objects.create(
        round=round_, official=merged, source="voter", text="Kê khai?", asked_by=voter
    )
    filings = [
        Filing.objects.create(
            campaign=round_.campaign,
            official=one,
            dossier=Dossier.objects.create(official=one, title="Hồ sơ"),
        )
        for one in (kept, merged)
    ]
    paper = DossierDocument(dossier=filings[1].dossier, kind=DossierDocument.Kind.ASSETS)
    paper.file.save("tai-san.pdf", ContentFile(b"%PDF-1.7"))
    merge((kept, merged), secretary)
    matter.refresh_from_db()
    paper.refresh_from_db()
    assert matter.official == kept
    assert [filing.pk for filing in kept.filings.all()] == [filings[0].pk]
    assert paper.dossier == filings[0].dossier


def in_weeks(number: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(weeks=number)
