"""Publishing tells the people who can read the result from then on, and nobody else."""

import pytest

from notices.models import Notice
from officials.models import User
from results.models import Publication
from results.selectors import results_for_reader
from results.services.publishing import tell_readers
from rounds.models import Round
from tests.results.factories import certify, publish

pytestmark = pytest.mark.django_db


def told(round_: Round) -> set[User]:
    rows = Notice.objects.filter(round=round_, kind="result_published").select_related("user")
    return {row.user for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize("scope", ["meeting", "internal"])
@pytest.mark.usefixtures("authority_reader", "stranger", "other_secretary")
def test_readers_of_the_scope_are_told(
    frozen_round: Round, secretary: User, leader: User, official: User, scope: str
) -> None:
    round_ = publish(certify(frozen_round), secretary, scope)
    tell_readers(round_, Publication.objects.get(round=round_))
    voters = {elector.user for elector in round_.electors.select_related("user")}
    beyond = {leader, official} if scope == "internal" else set()
    assert told(round_) >= voters | beyond
    for user in told(round_):
        assert results_for_reader(user=user).filter(pk=round_.pk).exists()
    everybody = set(User.objects.exclude(pk=secretary.pk)) - {m.user for m in round_.committee.all()}
    readers = {user for user in everybody if results_for_reader(user=user).filter(pk=round_.pk).exists()}
    authority = set() if scope == "internal" else {user for user in readers if user.username == "capquanly"}
    assert told(round_) == readers - authority


def test_notice_leads_to_the_result(frozen_round: Round, secretary: User, voter: User) -> None:
    round_ = publish(certify(frozen_round), secretary)
    tell_readers(round_, Publication.objects.get(round=round_))
    row = Notice.objects.get(user=voter, kind="result_published")
    assert f"http://localhost:8000/results/{round_.pk}/" in row.body
