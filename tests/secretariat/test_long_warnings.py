"""A long list of warnings is one line that can be unfolded, so that the next step stays in sight."""

import re

import pytest
from django.test import Client

from officials.models import Unit, User
from rounds.deadlines import late_papers
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db


def unfolded(page: str) -> str:
    return re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/desk/{}/", "/admin/rounds/round/{}/change/"])
@pytest.mark.parametrize("lines", [1, 12])
def test_long_lists_are_one_line(client: Client, secretary: User, unit: Unit, path: str, lines: int) -> None:
    round_ = make_draft_round(unit, lines=lines)
    client.force_login(secretary)
    page = client.get(path.format(round_.pk)).text
    warnings = [str(one.message) for one in late_papers(round_)]
    shown = [one in unfolded(page) for one in warnings]
    assert (len(warnings), all(one in page for one in warnings)) == (lines, True)
    assert shown == [lines == 1] * len(warnings)
    assert (f"{len(warnings)} điểm cần xem" in page) == (lines == 12)
