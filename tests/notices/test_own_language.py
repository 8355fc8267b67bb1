"""People are told in the language of their account, unless the clerk chooses one for all."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notices.models import Notice
from notices.services import inviting
from officials.accounts import own_changes
from officials.accounts.services import send_login_link
from officials.models import User
from rounds.models import Round
from tests.notices.notes import invite, planned
from tests.notices.postbox import Postbox
from tests.roles import lock_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(draft_round: Round, voter: User) -> User:
    """A voter whose account is in English."""
    User.objects.filter(pk=voter.pk).update(language="en")
    return User.objects.get(pk=voter.pk)


def test_each_is_invited_in_the_own_language(
    draft_round: Round, reader: User, another_voter: User, secretary: User
) -> None:
    inviting.invite(round_id=planned(draft_round).pk, actor=secretary)
    found = {row.user: (row.language, row.body[:4]) for row in Notice.objects.all()}
    assert found[reader] == ("en", "Dear")
    assert found[another_voter] == ("vi", "Kính")


def test_clerk_may_choose_one_language_for_all(draft_round: Round, reader: User, another_voter: User) -> None:
    rows = invite(draft_round, reader, another_voter, language="vi")
    assert {row.language for row in rows} == {"vi"}


def test_time_is_written_as_the_reader_writes_it(draft_round: Round, reader: User) -> None:
    (row,) = invite(planned(draft_round), reader)
    assert f"{timezone.localtime(draft_round.opens_at):%H:%M, %d/%m/%Y}" in row.body


def test_link_for_logging_in_is_in_the_own_language(
    draft_round: Round, reader: User, secretary: User, postbox: Postbox
) -> None:
    lock_out(reader)
    person = User.objects.get(pk=reader.pk)
    send_login_link(account=person, actor=secretary)
    assert Notice.objects.get().language == "en"


def test_change_of_the_own_login_is_told_in_the_own_language(reader: User, mailoutbox: list[Any]) -> None:
    own_changes.tell(user=reader, kind="password_changed")
    assert "The password was changed." in mailoutbox[0].body


def test_person_chooses_the_language_on_the_own_page(client: Client, voter: User) -> None:
    client.force_login(voter, backend="officials.accounts.backends.OneCheckBackend")
    assert client.post("/accounts/", {"language": "en"})["Location"] == "/accounts/"
    voter.refresh_from_db()
    assert voter.language == "en"


def test_unknown_language_is_refused(client: Client, voter: User) -> None:
    client.force_login(voter, backend="officials.accounts.backends.OneCheckBackend")
    assert client.post("/accounts/", {"language": "fr"}).status_code == 400
    voter.refresh_from_db()
    assert voter.language == "vi"
