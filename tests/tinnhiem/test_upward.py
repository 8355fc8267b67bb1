"""Each room names only addresses, tasks and templates of itself or of rooms below it."""

import pytest

from tests.tinnhiem.upward import FLOORS, faults, in_python, in_template, sources, upward


@pytest.mark.slow
def test_no_string_points_up() -> None:
    assert [fault for room, path in sources() for fault in faults(room, path)] == []


def test_floors_are_those_of_the_import_contract() -> None:
    assert FLOORS["common"] < FLOORS["rounds"] < FLOORS["ballots"] < FLOORS["results"] < FLOORS["secretariat"]


PLANTED = [
    ("rounds", 'reverse("ballots:vote", args=[pk])'),
    ("ballots", 'reverse_lazy("results:bundle")'),
    ("results", 'redirect("secretariat:desk", pk=pk)'),
    ("officials", 'resolve_url("admin:index")'),
    ("results", 'reverse(f"admin:{table}_add")'),
    ("ballots", 'PAGES = {"count": "results:result"}'),
    ("officials", 'redirect("help")'),
    ("rounds", 'f"/desk/{pk}/"'),
    ("ballots", '"/results/"'),
    ("ballots", 'queue.send("results.open_box", pk)'),
    ("ballots", 'current_app.send_task("results.open_box", [pk])'),
    ("ballots", '@shared_task(name="results.open_box")\ndef task(): ...'),
    ("ballots", 'render(request, "results/result.html")'),
]


@pytest.mark.parametrize(("room", "code"), PLANTED)
def test_upward_name_in_a_module_is_found(room: str, code: str) -> None:
    assert len(upward(room, in_python(code))) == 1


@pytest.mark.parametrize(
    ("room", "markup"),
    [
        ("ballots", "{% url 'results:bundle' round.pk %}"),
        ("results", '{% url "admin:index" as label %}'),
        ("results", "{% url 'help' %}"),
        ("results", "{% url name %}"),
        ("admin", "{% include 'benchmarks/table.html' %}"),
        ("ballots", "{% include 'results/_table.html' %}"),
    ],
)
def test_upward_name_in_a_template_is_found(room: str, markup: str) -> None:
    assert len(upward("secretariat" if room == "admin" else room, in_template(markup))) == 1


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("results", 'reverse("ballots:vote")'),
        ("results", 'reverse("results:result")'),
        ("ballots", 'redirect("home")'),
        ("results", 'f"/vote/{pk}/"'),
        ("ballots", 'reverse("account_login")'),
        ("secretariat", 'queue.send("results.open_box", pk)'),
        ("rounds", 'ForeignKey("officials.User")'),
    ],
)
def test_downward_name_is_allowed(room: str, code: str) -> None:
    assert upward(room, in_python(code)) == []
