"""A button that is pressed twice makes one work: the second press finds the one that runs."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User
from rounds.models import Round
from secretariat.models import Work
from secretariat.work import services
from tests.ballots.test_ceremony_races import THREADS, at_once
from tests.roles import make_draft_round
from tests.secretariat.many_works import address_of, left_to_a_worker

VALUES = {"step": "announce", "rounds": ["a", "b"], "values": {}}


def ask(user: User, **changed: object) -> Work:
    return services.ask(kind=Work.Kind.TAKE, user=user, values={**VALUES, **changed}, total=2)


@pytest.mark.django_db
def test_the_second_press_leads_to_the_first(
    client: Client, secretary: User, draft_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_draft_round(draft_round.unit)
    left_to_a_worker(monkeypatch)
    client.force_login(secretary)
    twice = [client.post(reverse("secretariat:announcing"), {"everything": "2"}) for _press in range(2)]
    work = Work.objects.get()
    assert {answer.headers["location"] for answer in twice} == {address_of(work)}


@pytest.mark.django_db
def test_another_act_person_or_time_makes_a_work_of_its_own(secretary: User, other_secretary: User) -> None:
    first = ask(secretary)
    others = {ask(secretary, rounds=["a"]).pk, ask(other_secretary).pk}
    assert first.pk not in others
    Work.objects.filter(pk=first.pk).update(state="stopped", ended_at=first.asked_at)
    assert ask(secretary).pk not in {first.pk, *others}
    assert Work.objects.count() == 4


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_instant_make_one(secretary: User) -> None:
    found: list[Work] = []
    assert at_once([lambda: found.append(ask(secretary))] * THREADS) == ["ok"] * THREADS
    assert [work.pk for work in Work.objects.all()] == [found[0].pk]
    assert {work.pk for work in found} == {found[0].pk}
