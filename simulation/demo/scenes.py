"""Play the rounds: one to its publication, one until it is open, one until it is announced."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots.protocol.identity import config_hash
from ballots.protocol.recovery import seal_file
from officials.models import Official, User
from rounds import states, steps
from rounds.entries import rounds_with
from rounds.models import Round
from rounds.services import announcing, clarifying, filing
from rounds.states import Held, Voting
from simulation.demo import drafts
from simulation.demo.agency import TEAM, DemoAgency
from simulation.demo.dossiers import Kind, paper_of
from simulation.rehearsal import workers
from simulation.rehearsal.play import RehearsedRound
from simulation.rehearsal.stage import Numbers, Stage
from simulation.rehearsal.voters import marks_for, vote

Report = Callable[[str], None]
PASSPHRASE = "lo gom ben song hong"  # noqa: S105 - of invented people
TITLE = "Hội nghị cán bộ chủ chốt Cục Gốm sứ và Làng nghề"
RESULT = [(19, 4, 2), (17, 6, 2), (14, 8, 3), (21, 3, 1), (5, 6, 13), (16, 7, 2)]
EARLY = [(6, 2, 1), (5, 3, 1), (4, 4, 1), (7, 2, 0), (3, 3, 2), (5, 3, 1)]
EARLY_VOTERS = 9
MATTER = "Đề nghị làm rõ tiến độ đề án bảo tồn lò gốm cổ và kinh phí đã sử dụng trong năm."
UNFINISHED = steps.states_of("cancel")


def recovery_folder() -> Path:
    """Return the folder of the counting team's recovery files of the open round."""
    return Path(settings.DATA_DIR) / "demo" / "recovery"


def published(agency: DemoAgency, report: Report) -> Round:
    """Return the round of the previous campaign, played to its publication at the first call."""
    campaign = drafts.campaign_of(agency, drafts.FIRST)
    found = campaign.rounds.filter(pk__in=rounds_with(steps.BY_NAME["publish"].entry_name)).first()
    if found is not None:
        return found
    drafts.put_aside(agency, campaign, UNFINISHED)
    report(_("Playing a whole vote of the last campaign."))
    round_ = drafts.agency_round(agency, campaign, drafts.free_title(campaign, TITLE))
    players = _players(agency, round_, report)
    with override_settings(REQUIRE_STAFF_MFA=False), workers.at_least_one(report):
        players.prepare()
        players.vote(RESULT)
        players.count()
        players.move("publish")
    return round_


def open_to_vote(agency: DemoAgency, report: Report) -> Round:
    """Return the round to vote in: box locked, recovery files written, some ballots in the box.

    The same round is returned until its closing time; then another is opened.
    """
    campaign = drafts.campaign_of(agency, drafts.SECOND)
    rounds = campaign.rounds.filter(unit=agency.unit)
    found = rounds.filter(state__in=states.holding(Held.BOX)).first()
    if found is not None and found.closes_at and found.closes_at > timezone.now():
        return found
    drafts.put_aside(agency, campaign, states.at(Voting.BEFORE))
    report(_("Opening a round to vote in."))
    round_ = drafts.agency_round(agency, campaign, drafts.free_title(campaign, TITLE))
    players = _players(agency, round_, report)
    with override_settings(REQUIRE_STAFF_MFA=False):
        players.prepare()
        _write_recovery(players)
        vote(round_.pk, early_voters(agency), marks_for(EARLY, EARLY_VOTERS), lambda _number: None)
    return round_


def early_voters(agency: DemoAgency) -> list[User]:
    """Return the last ordinary voters of the roll; the first are left for visitors to try."""
    ordinary = [user for name, user in agency.users.items() if name.startswith("nguoighiphieu")]
    return ordinary[-EARLY_VOTERS:]


def _players(agency: DemoAgency, round_: Round, report: Report) -> RehearsedRound:
    size = len(agency.roll)
    stage = Stage(round_, agency.users["thuky"], agency.team, agency.roll)
    numbers = Numbers(summoned=size, present=size, issued=size, returned=size)
    return RehearsedRound(stage, numbers, report)


def _write_recovery(players: RehearsedRound) -> None:
    """Write the file that each member's page would have saved: the seed under the passphrase.

    Files of an earlier round stay beside them, so that its box can still be opened.
    """
    folder = recovery_folder()
    if folder.exists():
        folder.rename(folder.with_name(f"recovery-before-{timezone.localtime():%Y%m%d-%H%M%S}"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    players.round.refresh_from_db()
    config = config_hash(bytes(players.round.config or b"")).hex()
    for index, (name, device) in enumerate(zip(TEAM, players.devices, strict=True), 1):
        file = folder / f"{name}.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(seal_file(device.seed, PASSPHRASE, config=config, member=index)))


def prepared(agency: DemoAgency) -> list[Round]:
    """Return the two drafts, one complete, one with much missing; created at the first call."""
    made = []
    for unit, make in ((agency.section, drafts.section_round), (agency.office, drafts.office_round)):
        round_ = Round.objects.filter(unit=unit).first() or make(agency)
        drafts.refresh_window(round_)
        made.append(round_)
    return made


def announced(agency: DemoAgency) -> Round:
    """Return the announced meeting of the center: a dossier is filed, another one owed, a matter to clarify is asked.

    Once its time has passed, another one is announced.
    """
    rounds = Round.objects.filter(unit=agency.center, state__in=states.changing(states.Part.LINES))
    found = rounds.filter(state__in=states.announced(), meets_at__gt=timezone.now()).first()
    return found or _announce(agency, rounds)


@transaction.atomic
def _announce(agency: DemoAgency, former: Iterable[Round]) -> Round:
    drafts.cancel_all(agency, former)
    secretary, round_ = agency.users["thuky"], drafts.center_round(agency)
    on_ballot = [line.official for line in round_.lines.select_related("official").order_by("position")]
    on_ballot.sort(key=lambda official: official.user_id is None)  # whoever can log in has most to see
    filing.ask_for_dossiers(
        campaign=round_.campaign, officials=[official.pk for official in on_ballot], actor=secretary
    )
    announcing.announce_round(round_id=round_.pk, actor=secretary)
    _file(on_ballot[0], round_, [Kind.SELF_ASSESSMENT, Kind.ASSETS], secretary)
    _file(on_ballot[1], round_, [Kind.SELF_ASSESSMENT], secretary)
    clarifying.ask(round_id=round_.pk, official=on_ballot[0], text=MATTER, actor=agency.roll[0])
    return Round.objects.get(pk=round_.pk)


def _file(official: Official, round_: Round, kinds: Iterable[Kind], actor: User) -> None:
    """Take in papers that are not there yet from an earlier meeting of the campaign."""
    dossier = round_.lines.select_related("dossier").get(official=official).dossier
    if dossier is None or dossier.documents.exists():
        return
    for kind in kinds:
        filing.receive(dossier=dossier, kind=kind, files=[paper_of(official, kind)], actor=actor)
