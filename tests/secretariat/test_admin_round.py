"""The round's page: each step writes through its service, and refusals are sentences."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Official, Unit, User
from rounds.models import Elector, Round
from rounds.services import moves
from tests.entries import the_entry
from tests.roles import make_campaign, make_official, make_round, make_user, rule_set

pytestmark = pytest.mark.django_db


def form_of(desk: Client, round_: Round) -> dict[str, Any]:
    return fields_of(desk.get(reverse("admin:rounds_round_change", args=[round_.pk])))


def fields_of(page: Any) -> dict[str, Any]:
    """Return what a browser would send for the page as it stands."""
    forms = [page.context["adminform"].form]
    for group in page.context["inline_admin_formsets"]:
        forms += [group.formset.management_form, *group.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value not in ("", []):
                value = "on" if value is True else value
                shown = field.field.widget.format_value(value) if not isinstance(value, list) else value
                data[field.html_name] = (
                    shown[0] if isinstance(shown, list) and field.name != "printed" else shown
                )
    return data


def send(desk: Client, round_: Round, **changes: Any) -> Any:
    data = {**form_of(desk, round_), **{name.replace("__", "-"): value for name, value in changes.items()}}
    return desk.post(reverse("admin:rounds_round_change", args=[round_.pk]), data)


def test_a_round_is_made(desk: Client, unit: Unit) -> None:
    data = {
        "title": "Hội nghị mới",
        "campaign": make_campaign(unit).pk,
        "unit": unit.pk,
        "rule_set": rule_set().pk,
        "scope": "internal",
        "document_form": "state",
        "marking": "none",
        "min_ballots": 5,
        "grace_seconds": 120,
        "opens_at": "2027-03-01T08:00",
        "closes_at": "2027-03-01T11:30",
    }
    desk.post(reverse("admin:rounds_round_add"), data)
    made = Round.objects.get(title="Hội nghị mới")
    assert made.closes_at
    assert made.closes_at.isoformat() == "2027-03-01T04:30:00+00:00"


@pytest.mark.slow
def test_saving_unchanged_page_changes_nothing(desk: Client, draft_round: Round) -> None:
    before = [[str(p) for p in line.posts.all()] for line in draft_round.lines.order_by("position")]
    team = list(draft_round.committee.values_list("pk", "user_id", "role"))
    assert send(desk, draft_round).status_code == 302
    assert [[str(p) for p in line.posts.all()] for line in draft_round.lines.order_by("position")] == before
    assert list(draft_round.committee.values_list("pk", "user_id", "role")) == team


@pytest.mark.slow
def test_the_list_is_taken_from_the_posts(desk: Client, unit: Unit) -> None:
    make_official(unit, posts=("Cục trưởng", "Bí thư"))
    round_ = make_round(unit)
    send(desk, round_, _propose="1")
    assert round_.lines.get().posts.count() == 2


@pytest.mark.slow
def test_two_lines_change_places(desk: Client, draft_round: Round) -> None:
    first, second = draft_round.lines.order_by("position")[:2]
    send(desk, draft_round, lines__0__position="2", lines__1__position="1")
    order = list(draft_round.lines.order_by("position").values_list("pk", flat=True))
    assert order[:2] == [second.pk, first.pk]


@pytest.mark.slow
def test_duplicate_position_returns_the_form_with_errors(desk: Client, draft_round: Round) -> None:
    page = send(desk, draft_round, lines__0__position="2")
    assert page.status_code == 200
    assert page.context["errors"]


@pytest.mark.slow
def test_removed_line_leaves_no_gap(desk: Client, draft_round: Round) -> None:
    send(desk, draft_round, lines__0__DELETE="on")
    assert list(draft_round.lines.order_by("position").values_list("position", flat=True)) == [1, 2]


@pytest.mark.slow
def test_a_new_line_prints_the_posts(desk: Client, draft_round: Round, unit: Unit) -> None:
    official = make_official(unit, posts=("Phó Vụ trưởng",))
    send(desk, draft_round, lines__3__official=f"số {official.pk}")
    line = draft_round.lines.get(official=official)
    assert (line.position, [p.title for p in line.posts.all()]) == (4, ["Phó Vụ trưởng"])


@pytest.mark.slow
def test_only_own_posts_can_be_printed(desk: Client, draft_round: Round, unit: Unit) -> None:
    foreign = make_official(unit).posts.get()
    page = send(desk, draft_round, lines__0__printed=[str(foreign.pk)])
    assert page.status_code == 200
    assert not draft_round.lines.filter(posts=foreign).exists()


@pytest.mark.slow
def test_the_team_changes_hands(desk: Client, draft_round: Round) -> None:
    newcomer = make_user("Người Mới", "moi", unit=draft_round.unit)
    send(desk, draft_round, committee__0__user="Người Mới · moi")
    assert draft_round.committee.get(index=1).user == newcomer


@pytest.mark.slow
@pytest.mark.parametrize("role", ["member", "head"])
def test_a_team_has_one_head(desk: Client, draft_round: Round, role: str) -> None:
    slot = 0 if role == "member" else 1
    page = send(desk, draft_round, **{f"committee__{slot}__role": role})
    assert page.status_code == 200
    assert draft_round.committee.filter(role="head").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("text", ["khong co ai", "Nguyễn Văn X"])
def test_unknown_person_is_reported_and_stays_in_the_field(
    desk: Client, draft_round: Round, text: str
) -> None:
    page = send(desk, draft_round, committee__0__user=text)
    assert page.status_code == 200
    assert f'value="{text}"' in page.text


@pytest.mark.parametrize("number", ["x", "²", "9" * 5000])
def test_address_with_a_strange_number_tells_nothing(desk: Client, draft_round: Round, number: str) -> None:
    page = desk.get(
        reverse("admin:rounds_round_change", args=[draft_round.pk]), {"saved": "lines", "lines": number}
    )
    assert page.status_code == 200
    assert page.context["saved"] == {"part": "lines", "text": ""}


def test_get_of_the_freeze_page_freezes_nothing(desk: Client, draft_round: Round) -> None:
    assert desk.get(reverse("admin:rounds_round_freeze", args=[draft_round.pk])).status_code == 200
    draft_round.refresh_from_db()
    assert draft_round.state == Round.State.DRAFT


def test_sealing(desk: Client, draft_round: Round, secretary: User) -> None:
    desk.post(reverse("admin:rounds_round_freeze", args=[draft_round.pk]), {"reason": "Họp đột xuất"})
    draft_round.refresh_from_db()
    assert draft_round.state == Round.State.FROZEN
    assert the_entry(draft_round, "sealed").actor == secretary


def test_freezing_an_incomplete_draft_lists_everything(desk: Client, unit: Unit) -> None:
    make_official(unit)
    round_ = make_round(unit, place="")
    page = desk.post(reverse("admin:rounds_round_freeze", args=[round_.pk]))
    assert page.status_code == 200
    assert len(page.context["missing"]) == 5
    assert page.text.count('class="notice notice--warning"') == 5


@pytest.mark.slow
def test_form_left_open_during_freezing_is_refused(desk: Client, draft_round: Round) -> None:
    data = form_of(desk, draft_round)
    moves.freeze_round(round_id=draft_round.pk, actor=None)
    answer = desk.post(reverse("admin:rounds_round_change", args=[draft_round.pk]), {**data, "title": "Khác"})
    assert answer.status_code == 403
    draft_round.refresh_from_db()
    assert draft_round.title != "Khác"


def test_elector_is_added_and_removed(desk: Client, draft_round: Round) -> None:
    newcomer = make_user("Người Mới", "moi", unit=draft_round.unit)
    data = {"user": "moi", "capacity": "Chuyên viên", "round": str(draft_round.pk)}
    desk.post(reverse("admin:rounds_elector_add"), data)
    elector = Elector.objects.get(user=newcomer)
    again = desk.post(reverse("admin:rounds_elector_add"), data)
    assert again.status_code == 200
    desk.post(reverse("admin:rounds_elector_delete", args=[elector.pk]), {"post": "yes"})
    assert not draft_round.electors.filter(user=newcomer).exists()


def test_an_elector_of_a_frozen_round_stays(desk: Client, frozen_round: Round) -> None:
    elector = frozen_round.electors.first()
    assert elector
    answer = desk.post(reverse("admin:rounds_elector_delete", args=[elector.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert frozen_round.electors.count() == 6


def test_draft_is_deleted_with_all_parts(desk: Client, draft_round: Round) -> None:
    desk.post(reverse("admin:rounds_round_delete", args=[draft_round.pk]), {"post": "yes"})
    assert not Round.objects.filter(pk=draft_round.pk).exists()


def test_an_official_on_a_ballot_cannot_be_deleted(desk: Client, draft_round: Round) -> None:
    official = Official.objects.filter(lines__round=draft_round)[0]
    page = desk.post(reverse("admin:officials_official_delete", args=[official.pk]), {"post": "yes"})
    assert page.status_code == 200
    assert Official.objects.filter(pk=official.pk).exists()


# --- the roll from a file ---------------------------------------------------------------------


def test_button_leads_to_the_import_of_this_roll(desk: Client, draft_round: Round) -> None:
    page = desk.get(f"{reverse('secretariat:list_kind', args=['rolls'])}?target={draft_round.pk}")
    assert (page.status_code, page.context["about"]) == (200, str(draft_round))
