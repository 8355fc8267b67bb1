"""The laws of the folded key, and what a search finds by it."""

import unicodedata
from typing import Literal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from officials.models import Official, Post, Unit, User
from officials.search import matching

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
SYLLABLES = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)
SPACES = st.text(" \t\n\u00a0\u2003", min_size=1, max_size=3)


def key(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_key(%s)", [text])
        return str(cursor.fetchone()[0])


class Laws(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(NAMES)
    def test_forms_of_unicode_and_capitals_do_not_matter(self, name: str) -> None:
        forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
        spelled = [unicodedata.normalize(form, name) for form in forms] + [name.upper(), name.lower()]
        assert {key(text) for text in spelled} == {key(name)}

    @settings(max_examples=60, deadline=None)
    @given(NAMES)
    def test_a_vietnamese_name_becomes_plain_words_and_stays_so(self, name: str) -> None:
        folded = key(name)
        assert folded.isascii()
        assert folded == folded.lower()
        assert len(folded.split(" ")) == len(name.split()) + 1
        assert key(folded) == folded

    @settings(max_examples=60, deadline=None)
    @given(st.lists(SYLLABLES, min_size=1, max_size=4), SPACES)
    def test_a_key_is_made_word_by_word(self, words: list[str], space: str) -> None:
        assert key(space + space.join(words) + space) == "".join(key(word) for word in words)

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30))
    def test_no_text_is_refused_and_none_holds_a_sign_of_a_pattern(self, text: str) -> None:
        folded = key(text)
        assert not set(folded) & set("%_\\")
        assert key(folded) == folded


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hoà", " hoa"),
        ("Hòa", " hoa"),
        ("  Đạt\u00a0 ", " dat"),
        ("Ðạt", " dat"),  # the letter eth, which old fonts show as Đ
        ("12/KH-CTĐP", " 12 kh ctdp"),
        ("H’Hen Niê", " h hen nie"),
        ("", ""),
        ("–", ""),
    ],
)
def test_examples(typed: str, folded: str) -> None:
    assert key(typed) == folded


@pytest.fixture
def dat(db: None) -> Official:
    unit = Unit.objects.create(name="Cục Thuế tỉnh Hòa Bình", place="Hòa Bình")
    official = Official.objects.create(full_name="Trần Hữu Đạt")
    Post.objects.create(official=official, unit=unit, title="Phó Cục trưởng")
    Post.objects.create(official=official, unit=unit, title="Phó Bí thư Đảng ủy")
    Official.objects.create(full_name="Nguyễn Văn Lan")
    return official


WHERE = ("search_key", "posts__search_key", "posts__unit__search_key")


@pytest.mark.parametrize(
    "typed",
    [
        "dat",
        "Đạt",
        "tran huu dat",
        "đạt trần",
        "DAT huu",
        "pho cuc truong",
        "cục thuế",
        "hoà bình",
        "dat thue",
        "pho",
    ],
)
def test_words_are_found_in_any_order_in_names_posts_and_units(dat: Official, typed: str) -> None:
    assert list(matching(Official.objects.all(), typed, *WHERE)) == [dat]


@pytest.mark.parametrize("typed", ["an", "at", "uong", "dat lan", "%", "_", "d_t", "\\"])
def test_words_match_from_their_beginning_and_signs_match_nothing(dat: Official, typed: str) -> None:
    assert dat not in matching(Official.objects.all(), typed, *WHERE)


def test_the_database_keeps_the_key(db: None) -> None:
    user = User.objects.create(username="hoa.nv", full_name="Nguyễn Văn Hoà", email="hoa@example.vn")
    User.objects.filter(pk=user.pk).update(full_name="Lê Thị Đào")
    user.refresh_from_db()
    assert user.search_key == " le thi dao hoa nv hoa example vn"


def test_the_index_serves_a_search(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = matching(User.objects.order_by(), "hoà", "search_key").explain()
    assert "user_search_key" in plan
