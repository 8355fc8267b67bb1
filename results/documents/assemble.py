"""From the rows of a certified round to the data of its documents."""

from django.conf import settings
from django.utils.translation import override

from ballots.sealing.receipt import short_code
from results.documents import wording
from results.documents.data import (
    ExemptOfficial,
    Fingerprint,
    Form,
    Heading,
    LevelNames,
    Mark,
    Meeting,
    MinutesData,
    ReportData,
    Signature,
    TeamMember,
)
from results.models import Certification
from results.places import other_places
from results.sheet import sheet_of, thresholds_of
from results.statement import statement_of
from rounds.models import CommitteeMember, Elector, Exemption, Round

# Two copies go to the superior and one is kept (domain note, steps).
COPIES, COPIES_TO_SUPERIOR = 3, 2
# Where a voter's own device compares the fingerprint and looks for its ballot in the box.
VOTER_PAGE = "/vote/{pk}/"
VOTED_ON = "cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý"


def minutes_data(round_: Round) -> MinutesData:
    """Return everything the minutes print. Raises `Certification.DoesNotExist` before."""
    certification = Certification.objects.get(pk=round_.pk)
    rules = round_.rule_set_copy or {}
    # The codes of reasons become sentences: a document is Vietnamese whoever asks for it.
    with override("vi"):
        return MinutesData(
            heading=_heading(round_),
            subject=f"Lấy phiếu tín nhiệm đối với {VOTED_ON} của {round_.unit.name}",
            meeting=_meeting(round_, certification),
            team_label=rules["committee_label"].lower(),
            team=_team(round_, rules["committee_label"]),
            sheet=sheet_of(round_),
            levels=_levels(round_),
            exempt=_exempt(round_),
            fingerprint=_fingerprint(round_),
            copies=COPIES,
            copies_to_superior=COPIES_TO_SUPERIOR,
            ended=certification.certified_at,
            certified=certification.certified_at,
        )


def report_data(round_: Round) -> ReportData:
    """Return everything the report prints. Raises `Certification.DoesNotExist` before."""
    certification = Certification.objects.get(pk=round_.pk)
    unit = round_.unit
    superior = unit.authority or unit.parent
    with override("vi"):
        return ReportData(
            heading=_heading(round_),
            issued_at=unit.place,
            issued_on=certification.certified_at.astimezone(wording.VIETNAM).date(),
            subject=f"Kết quả lấy phiếu tín nhiệm đối với {VOTED_ON} của {unit.name}",
            legal_basis=_legal_basis(round_),
            addressees=(superior.name,) if superior else (),
            meeting=_meeting(round_, certification),
            sheet=sheet_of(round_),
            levels=_levels(round_),
            thresholds=thresholds_of(round_),
            exempt=_exempt(round_),
            other_places=_other_places(round_),
            fingerprint=_fingerprint(round_),
            recipients=("Như trên", "Lưu: VT"),
            signature=Signature(title=round_.chair_title or "Thủ trưởng đơn vị", name=round_.chair_name),
            certified=certification.certified_at,
        )


def _heading(round_: Round) -> Heading:
    """The number stays open: the clerk of the agency gives it when the document is issued."""
    parent = round_.unit.parent
    return Heading(
        form=Form(round_.document_form),
        superior=parent.name if parent else "",
        agency=round_.unit.name,
        symbol=round_.unit.document_code,
        mark=Mark(round_.marking),
        rehearsal=round_.is_rehearsal,
    )


def _meeting(round_: Round, certification: Certification) -> Meeting:
    return Meeting(title=round_.title, place=round_.place, started=certification.opened_at)


def _levels(round_: Round) -> LevelNames:
    rules = round_.rule_set_copy or {}
    return LevelNames(high=rules["level_high"], confidence=rules["level_confidence"], low=rules["level_low"])


def _team(round_: Round, label: str) -> tuple[TeamMember, ...]:
    posts = dict(Elector.objects.filter(round=round_).values_list("user_id", "capacity"))
    return tuple(
        TeamMember(
            name=str(member.user),
            role=wording.role(label, head=member.role == CommitteeMember.Role.HEAD),
            post=posts.get(member.user_id, ""),
            head=member.role == CommitteeMember.Role.HEAD,
        )
        for member in round_.committee.select_related("user").order_by("role", "index")
    )


def _exempt(round_: Round) -> tuple[ExemptOfficial, ...]:
    rows = Exemption.objects.filter(round=round_).select_related("official")
    return tuple(
        ExemptOfficial(
            name=row.official.full_name,
            reason=row.get_reason_display() + (f" ({wording.dated(row.detail)})" if row.detail else ""),
        )
        for row in rows.order_by("official__sort_key", "pk")
    )


def _fingerprint(round_: Round) -> Fingerprint:
    return Fingerprint(
        root=round_.fingerprint,
        short=short_code(bytes.fromhex(round_.fingerprint)),
        check_url=settings.SITE_URL + VOTER_PAGE.format(pk=round_.pk),
        statement=statement_of(round_).hash.hex(),
    )


def _legal_basis(round_: Round) -> tuple[str, ...]:
    lines = tuple((round_.rule_set_copy or {})["legal_basis"])
    campaign = round_.campaign
    if not campaign.plan_number:
        return lines
    dated = f" {wording.long_date(campaign.plan_date)}" if campaign.plan_date else ""
    return (*lines, f"Căn cứ Kế hoạch số {campaign.plan_number}{dated} ({campaign.name})")


def _other_places(round_: Round) -> tuple[str, ...]:
    lines = round_.lines.select_related("official").order_by("position")
    elsewhere = other_places(round_)
    return tuple(
        f"{line.official.full_name}, được lấy phiếu cả tại {', '.join(elsewhere[line.official_id])}"
        for line in lines
        if line.official_id in elsewhere
    )
