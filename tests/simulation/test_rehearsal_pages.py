"""Pages of a rehearsal: who sees them, what they do, and the mark on every page of its round."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from officials.models import User
from results.models import Publication
from results.selectors import latest_results, results_for_reader
from results.services.publishing import publish
from results.services.rendering import render_documents
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.plan_selectors import rounds_under
from rounds.selectors import rounds_to_take
from secretariat.duties import duties_for
from simulation.models import Rehearsal
from tests.results.factories import certify
from tests.roles import (
    Role,
    make_draft_round,
    make_frozen_round,
    make_secretary,
    make_unit,
    make_user,
    make_with_role,
)
from tests.simulation.rehearsals import begun

pytestmark = pytest.mark.django_db
MARK = "DIỄN TẬP"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.slow
def test_a_secretary_begins_a_rehearsal_from_the_desk_of_a_draft() -> None:
    source = make_draft_round()
    desk = logged_in(make_secretary(source.unit))
    address = f"/rehearsals/of/{source.pk}/"
    assert address in desk.get(f"/desk/{source.pk}/").content.decode()
    assert address in desk.get(f"/admin/rounds/round/{source.pk}/change/").content.decode()
    assert 'value="6"' in desk.get(address).content.decode()  # as many as stand on the roll
    answer = desk.post(address, {"voters": "4", "team": "program", "desk": "people"})
    found = Rehearsal.objects.get(source=source)
    assert answer["Location"] == f"/rehearsals/{found.pk}/"
    assert (found.voters, found.has_real_team, found.is_conducted) == (4, False, True)


def test_refusals_keep_the_form_filled() -> None:
    source = make_draft_round(members=0, lines=0)
    desk = logged_in(make_secretary(source.unit))
    for voters in ("1", "7"):
        answer = desk.post(
            f"/rehearsals/of/{source.pk}/", {"voters": voters, "team": "people", "desk": "program"}
        )
        assert answer.status_code == 400
        assert f'value="{voters}"' in answer.content.decode()


@pytest.mark.slow
def test_what_the_copy_lacks_is_listed_with_the_place_to_put_it_right() -> None:
    source = make_draft_round(unit=make_unit())
    desk = logged_in(make_secretary(source.unit))
    answer = desk.post(f"/rehearsals/of/{source.pk}/", {"voters": "4", "team": "program", "desk": "program"})
    assert answer.status_code == 400
    assert f"/admin/officials/unit/{source.unit_id}/change/" in answer.content.decode()


@pytest.mark.parametrize("part", ["", "status", "delete"])
def test_only_the_secretariat_of_the_unit_sees_a_rehearsal(part: str) -> None:
    rehearsal = begun()
    unit = rehearsal.round.unit
    others = [make_secretary(make_unit()), make_user(), make_with_role("kiemtra", "A", unit, Role.AUDITOR)]
    paths = [f"/rehearsals/{rehearsal.pk}/{part}", f"/rehearsals/of/{rehearsal.source_id}/"]
    for path in paths:
        assert logged_in(rehearsal.asked_by).get(path).status_code == 200
        assert {logged_in(user).get(path).status_code for user in others} == {404}
        assert Client().get(path).status_code == 302


def test_it_is_stopped_gone_on_with_and_deleted_on_its_page() -> None:
    rehearsal = begun()
    desk, address = logged_in(rehearsal.asked_by), f"/rehearsals/{rehearsal.pk}/"
    for action, state in (("stop", "stopped"), ("go_on", "running")):
        desk.post(address, {"action": action})
        assert desk.get(f"{address}status").json()["stage"].startswith(state)
    assert "bị xóa" in desk.get(f"{address}delete").content.decode()
    answer = desk.post(f"{address}delete")
    assert answer["Location"] == f"/desk/{rehearsal.source_id}/"
    assert not Round.objects.filter(is_rehearsal=True).exists()
    assert desk.get(address).status_code == 404


@pytest.mark.slow
def test_every_page_of_its_round_says_what_it_is() -> None:
    copy = certify(make_frozen_round(is_rehearsal=True))
    render_documents(round_id=copy.pk)
    [member, *_rest] = [row.user for row in copy.committee.order_by("index")]
    [voter, *_others] = [row.user for row in copy.electors.all()]
    pages = {
        make_secretary(copy.unit): [
            *(
                f"/desk/{copy.pk}/{part}"
                for part in ("", "login-cards/", "access/", "notices/", "notices/replies/")
            ),
            f"/admin/rounds/round/{copy.pk}/change/",
            *(f"/results/{copy.pk}/", f"/dossiers/round/{copy.pk}/"),
        ],
        member: [f"/committee/{copy.pk}/", f"/results/{copy.pk}/"],
        voter: [f"/vote/{copy.pk}/"],
    }
    lacking = [
        path for user, paths in pages.items() for path in paths if MARK not in _shown(logged_in(user), path)
    ]
    assert lacking == []
    assert MARK in _shown(Client(), f"/box/{copy.pk}/trial/")


def _shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_desk_of_a_rehearsal_asks_for_no_dossiers_and_no_invitations() -> None:
    copy = begun().round
    page = logged_in(make_secretary(copy.unit)).get(f"/desk/{copy.pk}/").content.decode()
    assert "chưa có hồ sơ" not in page
    assert f"/desk/{copy.pk}/notices/" not in page
    assert f"/rehearsals/{copy.pk}/" in page


def test_no_list_of_results_figures_or_plans_shows_it() -> None:
    copy = certify(make_frozen_round(is_rehearsal=True))
    secretary, leader = make_secretary(copy.unit), make_with_role("lanhdao", "B", copy.unit, Role.LEADERSHIP)
    authority = make_with_role("cap", "C", copy.unit.authority, Role.LEADERSHIP)  # type: ignore[arg-type]
    voter = copy.electors.all()[0].user
    for user in (leader, authority, voter, AnonymousUser()):
        assert not results_for_reader(user=user).exists()
    assert latest_results(user=secretary) == []
    assert str(copy.pk) not in logged_in(secretary).get("/results/").content.decode()
    assert not rounds_to_take(user=secretary, step="publish").exists()
    assert copy.campaign.plan is None or copy not in rounds_under(copy.campaign.plan)


def test_a_finished_rehearsal_is_deleted_not_published() -> None:
    copy = certify(make_frozen_round(is_rehearsal=True))
    render_documents(round_id=copy.pk)
    secretary = make_secretary(copy.unit)
    desk = logged_in(secretary)
    [line] = [duty for group in duties_for(secretary) for duty in group.duties]
    assert (line.url, line.action) == (f"/desk/{copy.pk}/", "Mở trang tổ chức hội nghị")
    assert line.note == "Đã diễn tập xong. Xin xem biên bản và báo cáo, rồi xóa buổi diễn tập."
    assert "/confirm/" not in desk.get(f"/desk/{copy.pk}/").content.decode()
    with pytest.raises(MoveRefused) as refused:
        publish(round_id=copy.pk, actor=secretary)
    assert [str(one.message) for one in refused.value.missing] == ["Không công khai kết quả diễn tập."]
    copy.refresh_from_db()
    assert (copy.state, Publication.objects.count()) == ("certified", 0)
