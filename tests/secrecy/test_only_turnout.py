"""During the vote all answers depend on the turnout only, never on marks."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots import tasks
from ballots.models import CastBallot, ProofCheck
from ballots.protocol.ballot import LevelIndex
from officials import services as officials_services
from officials.models import User
from operations.health import record_worker_heartbeat
from rounds.models import Round
from tests.access.addresses import fill
from tests.access.matrix import ROUNDS
from tests.ballots import hall
from tests.roles import Role, make_campaign, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db
CAME, SUMMONED = 6, 7
# Ids, keys, hashes, the code read aloud, names of accounts and units, moments and tokens differ from
# round to round; a number is taken out only where it is an id.
OWN = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}"
    r"|nguoi-\d+|(?:Cuc|Bo)-[A-Z]+|\d{4}-\d\d-\d\dT[\d:.+]+|\d\d?:\d\d(?::\d\d)?|\b1\d{12}\b"
    r"|(?<=csrfmiddlewaretoken\" value=\")\w+|(?<=csrf\": \")\w+"
    r"|(?<=code__group\">)\w{4}|(?:[0-9A-Z], ){3}[0-9A-Z]"
    r"|(?<=/)\d+(?=/)|(?<=_id=)\d+|(?<=-id\" value=\")\d+|(?<=\"line-)\d+"
)


@dataclass(frozen=True)
class OpenMeeting:
    """An open round and one person of each kind that has to do with it."""

    round: Round
    people: dict[str, User]


def meeting_that_marks(level: LevelIndex, at: object) -> OpenMeeting:
    """Return an open round of seven voters, six of whom marked this level on every line."""
    unit = make_unit(f"Cuc-{level.name}", authority=make_unit(f"Bo-{level.name}"))
    for name in ("Trần Thị Một", "Lê Văn Hai"):
        make_official(unit, name)
    voters = [make_user("Ghi Phiếu") for _number in range(SUMMONED)]
    team = [make_user("Ủy Viên") for _number in range(3)]
    same = {"title": "Hội nghị", "campaign": make_campaign(unit, name="Đợt"), "opens_at": at}
    round_ = hall.open_round(unit=unit, officials=[], voters=voters, members=team, **same)
    for user in voters[:CAME]:
        hall.VoterDevice(round_, user).take().cast([level, level])
    tasks.verify(str(round_.pk))
    staff = {"secretary": make_user("Thư Ký"), "auditor": make_user("Giám Sát")}
    for role, right in (("secretary", Role.SECRETARIAT), ("auditor", Role.AUDITOR)):
        officials_services.grant_role(user=staff[role], unit=unit, role=right)
    keeper = make_user("Quản Trị", is_staff=True)
    User.objects.filter(pk=keeper.pk).update(is_superuser=True)
    return OpenMeeting(round_, {**staff, "keeper": keeper, "member": team[0], "voter": voters[0]})


def told(meeting: OpenMeeting) -> dict[tuple[str, str], str]:
    """Return what each person is told at every address of the round, in the lists, and of a ballot."""
    pk = meeting.round.pk
    rows = [row for row in ROUNDS if row.methods[0] == "get"]
    paths = {row.route: fill(row.route, pk=pk, document=0, **row.named) for row in rows}
    paths |= {name: reverse(name) for name in ("home", "results:results")}
    paths["admin"] = reverse("admin:rounds_round_change", args=[pk])
    find, known = (
        reverse("ballots:find", args=[pk]),
        CastBallot.objects.filter(round=pk).earliest("hash").hash,
    )
    found: dict[tuple[str, str], str] = {}
    for role, user in meeting.people.items():
        client = Client(headers={"accept-language": "vi"})
        client.force_login(user, backend="officials.accounts.backends.OneCheckBackend")
        answers = {name: client.get(path) for name, path in paths.items()}
        answers["find"] = client.post(find, known, content_type="text/plain")
        # The compressed bytes of a printed roll differ with the name of the unit.
        pages = {name: one for name, one in answers.items() if one["Content-Type"] != "application/pdf"}
        found |= {(role, name): OWN.sub("…", page.text) for name, page in pages.items()}
    return found


def differing(one: OpenMeeting, other: OpenMeeting) -> list[tuple[str, str]]:
    mine, theirs = told(one), told(other)
    return [place for place in mine if mine[place] != theirs[place]]


@pytest.mark.slow
def test_two_rounds_with_opposite_marks_look_alike() -> None:
    """As a control, one additional ballot makes the comparison fail."""
    record_worker_heartbeat()  # else each desk says that none is running
    now = timezone.now()
    high, low = meeting_that_marks(LevelIndex.HIGH, now), meeting_that_marks(LevelIndex.LOW, now)
    assert ProofCheck.objects.filter(valid=True).count() == 2 * CAME
    assert differing(high, low) == []
    hall.VoterDevice(low.round, hall.voters(low.round)[CAME]).take().cast([LevelIndex.LOW, LevelIndex.LOW])
    status, board = "desk/<uuid:pk>/status", "committee/<uuid:pk>/board"
    assert {("secretary", status), ("keeper", status), ("member", board)} <= set(differing(high, low))
