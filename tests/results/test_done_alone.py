"""The minutes say what one person did alone before the count was certified."""

import pytest
from django.template.loader import render_to_string

from approvals import services
from officials.models import User
from results.documents.assemble import minutes_data
from results.documents.context import minutes_context
from rounds.models import Round
from tests.results.factories import certify
from tests.roles import make_secretary, make_user

pytestmark = pytest.mark.django_db
HEADING = "Việc do một người thực hiện"


def freeze(actor: User, round_: Round) -> Round:
    values = {"reason": "Họp gấp"}
    request = services.take(act="round.freeze", rows=[round_], actor=actor, values=values)
    if request.state == request.State.WAITING:
        services.confirm(request_id=request.pk, actor=make_user(is_superuser=True))
    return Round.objects.get(pk=round_.pk)


def printed(round_: Round) -> str:
    context = minutes_context(minutes_data(round_))
    return render_to_string("results/documents/minutes.html", context)


def test_minutes_name_the_act_and_the_person(secretary: User, draft_round: Round) -> None:
    text = printed(certify(freeze(secretary, draft_round)))
    assert HEADING in text
    assert "Chốt nội dung lấy phiếu: Phạm Thư Ký" in text


def test_a_login_changed_alone_names_its_person(
    secretary: User, voter: User, draft_round: Round, frozen_round: Round
) -> None:
    keeper = make_user("Bùi Quản Trị", is_superuser=True)
    services.take(act="account.change", rows=[voter], actor=keeper, values={"email": "moi@example.test"})
    text = printed(certify(frozen_round))
    assert "(Đặng Ghi Phiếu): Bùi Quản Trị" in text


@pytest.mark.slow
def test_two_people_are_not_mentioned(secretary: User, draft_round: Round) -> None:
    make_secretary(draft_round.unit)
    assert HEADING not in printed(certify(freeze(secretary, draft_round)))


def test_acts_stand_in_a_section_of_their_own(secretary: User, draft_round: Round) -> None:
    text = printed(certify(freeze(secretary, draft_round)))
    assert text.index("6. Nội dung ghi nhận") < text.index(HEADING) < text.index("7. Niêm phong, bàn giao")


@pytest.mark.slow
def test_without_such_acts_there_is_no_section(secretary: User, draft_round: Round) -> None:
    make_secretary(draft_round.unit)
    text = printed(certify(freeze(secretary, draft_round)))
    assert "6. Niêm phong, bàn giao" in text
    assert "Nội dung ghi nhận" not in text
