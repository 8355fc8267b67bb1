"""Fixtures: two units with people of every role, and a round that passes through all states."""

from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from ballots.services import closing, counting, locking
from officials import services as officials_services
from officials.models import Dossier, DossierDocument, Group, Membership, Unit, User
from operations.health import record_worker_heartbeat
from results.services import opening, publishing
from rounds.models import Elector, Line, Round, RuleSet
from rounds.services import moves
from tests.access.matrix import EVERYBODY, LIFE
from tests.ballots import hall
from tests.remembered import recalled_in_tests
from tests.results import count
from tests.results.factories import make_documents
from tests.roles import (
    Role,
    announce,
    make_draft_round,
    make_official,
    make_plan,
    make_unit,
    make_user,
    make_users,
)

State = Round.State
NOWHERE = UUID("5bb7f1a2-0000-4000-8000-00000000dead")
NO_ROW = 987_654_321
PAPER = b"%PDF-1.7 van ban"
# Tables that a GET request may change.
NOTED = {"django_session"}


class TwoUnits:
    """`unit` with all roles and one round; beside it a unit with a round, voter and secretary of its own."""

    def __init__(self) -> None:
        record_worker_heartbeat()  # otherwise each desk waits for a worker to answer
        authority = make_unit("Bộ Gốc")
        self.unit = make_unit("Cục Nhà", authority=authority)
        self.elsewhere = make_unit("Cục Khác", authority=authority)
        self.people = {role: make_user(f"Người {role}", role) for role in EVERYBODY if role != "visitor"}
        for role, unit, right in (
            ("secretary", self.unit, Role.SECRETARIAT),
            ("other_secretary", self.elsewhere, Role.SECRETARIAT),
            ("leader", self.unit, Role.LEADERSHIP),
            ("authority", authority, Role.LEADERSHIP),
            ("auditor", self.unit, Role.AUDITOR),
        ):
            self.people[role] = officials_services.grant_role(
                user=self.people[role], unit=unit, role=right
            ).user
            User.objects.filter(pk=self.people[role].pk).update(unit=unit)
        User.objects.filter(pk=self.people["keeper"].pk).update(is_superuser=True, is_staff=True)
        User.objects.filter(pk=self.people["official"].pk).update(unit=self.unit)
        official = make_official(self.unit, "Trần Thị Được Lấy", user=self.people["official"])
        self.document = _dossier(official.pk)
        self.plan = make_plan(self.unit)
        self.round = _draft(self.unit, self.people["voter"], self.people["member"])
        Line.objects.filter(round=self.round).update(dossier=self.document.dossier)
        make_official(self.elsewhere, "Lê Văn Nơi Khác")
        other = _draft(self.elsewhere, self.people["other_voter"], self.people["other_member"])
        self.other_round = moves.freeze_round(round_id=other.pk, actor=None)

    def client(self, role: str) -> Client:
        """Return a client in which the person is logged in; `visitor` is not."""
        client = Client(raise_request_exception=False, headers={"accept-language": "vi"})
        if role != "visitor":
            client.force_login(self.people[role], backend="officials.accounts.backends.OneCheckBackend")
        return client

    def walk_to(self, state: str) -> None:
        """Move the round to `state` with its services, through all earlier states."""
        way = (*LIFE[: LIFE.index("counted")], state) if state == State.CANCELLED else LIFE
        for step in way[way.index(self.round.state) + 1 : way.index(state) + 1]:
            getattr(self, f"_{step}")()
            self.round = Round.objects.get(pk=self.round.pk)

    def _announced(self) -> None:
        announce(self.round)

    def _sealed(self) -> None:
        moves.freeze_round(round_id=self.round.pk, actor=None)
        locking.start(round_id=self.round.pk)

    def _open(self) -> None:
        hall.opened(hall.locked(self.round))

    def _closed(self) -> None:
        hall.vote(self.round)
        closing.end_issuing(round_id=self.round.pk, actor=None)
        closing.close_round(round_id=self.round.pk, actor=None)
        counting.count(round_id=self.round.pk)

    def _counted(self) -> None:
        count.give_shares(self.round, [1])
        opening.open_box(round_id=self.round.pk)

    def _certified(self) -> None:
        count.sign_all(self.round)
        make_documents(self.round)

    def _published(self) -> None:
        publishing.publish(round_id=self.round.pk, actor=self.people["secretary"])

    def _archived(self) -> None:
        publishing.archive(round_id=self.round.pk, actor=self.people["secretary"])

    def _cancelled(self) -> None:
        moves.cancel_round(round_id=self.round.pk, actor=None, reason="Mất điện")

    def _membership(self) -> int:
        group = Group.objects.filter(unit=None).earliest("pk")
        account = self.people["leader"]
        return Membership.objects.create(group=group, unit=self.unit, account=account).pk

    def rows(self) -> dict[str, Any]:
        """Return the id of one row of each of the admin's tables, which belongs to `unit` alone."""
        return {
            "unit": self.unit.pk,
            "official": self.document.dossier.official_id,
            "post": self.document.dossier.official.posts.earliest("pk").pk,
            "dossier": self.document.dossier_id,
            "group": Group.objects.create(unit=self.unit, name="Tổ tư vấn").pk,
            "membership": self._membership(),
            "unitrole": self.people["auditor"].unit_roles.get().pk,
            "user": self.people["leader"].pk,
            "personrequest": NO_ROW,
            "elector": Elector.objects.filter(round=self.round).earliest("pk").pk,
            "round": self.round.pk,
            "campaign": self.round.campaign_id,
            "plan": self.plan.pk,
            "ruleset": RuleSet.objects.earliest("pk").pk,
        }


def two_units() -> TwoUnits:
    """Return two units as an earlier test had them, whose transaction was rolled back too."""
    made = recalled_in_tests("two units", TwoUnits, lambda made: made.round)
    record_worker_heartbeat()  # otherwise each desk waits for a worker to answer
    return made


def _dossier(official_id: int) -> DossierDocument:
    dossier = Dossier.objects.create(official_id=official_id, title="Hồ sơ năm nay")
    document = DossierDocument(dossier=dossier, kind=DossierDocument.Kind.ASSETS)
    document.file.save("tai-san.pdf", ContentFile(b"%PDF-1.7 tai san"))
    return document


def _draft(unit: Unit, voter: User, member: User) -> Round:
    voters = [voter, *make_users(4)]
    return make_draft_round(unit, officials=[], voters=voters, members=[member])


def everything() -> dict[str, str]:
    """Return a digest of each table, for checking that a refusal changed nothing."""
    with connection.cursor() as cursor:
        tables = sorted({*connection.introspection.table_names(cursor)} - NOTED)
        # The sum of the rows' hashes needs no order, and one statement reads all tables.
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', concat(count(*), ' ', sum(hashtextextended(t::text, 0))) FROM \"{table}\" t"  # noqa: S608
                for table in tables
            )
        )
        return dict(cursor.fetchall())
