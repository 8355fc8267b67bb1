"""Collect the data of documents from the rows of a certified round."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from approvals.models import ApprovalRequest
from approvals.selectors import done_alone
from ballots.manifest import code_of
from ballots.protocol.receipt import short_code
from documents import wording
from documents.letterhead import Form, Heading, Mark, Signature, authority_lines
from results.documents import phrases
from results.documents.data import (
    ExemptOfficial,
    Fingerprint,
    LevelNames,
    MinutesData,
    PrintedAlone,
    PrintedLate,
    PrintedMeeting,
    ReportData,
    TeamMember,
    ZeroStatement,
)
from results.models import Certification, Tally
from results.outcomes import CountSheet
from results.selectors import missing_signatures, other_places, present_before
from results.sheet import sheet_of, thresholds_of
from results.statement import statement_of
from results.wanted import Wanted, wanted_documents
from rounds.frozen import FrozenConfiguration, FrozenExemption, FrozenLine, frozen_configuration
from rounds.models import Attendance, Elector, Round
from rounds.plan_shown import citations
from rounds.selectors import card_reports, late_cards, official_of_line

# Two copies go to the superior and one is kept (docs/domain.md §3.4).
COPIES, COPIES_TO_SUPERIOR = 3, 2
VOTED_ON = "cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý"


def minutes_data(round_: Round) -> MinutesData:
    """Return the data of the minutes. Raises `Certification.DoesNotExist` before certification."""
    certification = Certification.objects.get(pk=round_.pk)
    rules = round_.rule_set_copy or {}
    # Codes of reasons become sentences; a document is Vietnamese in every locale.
    with override("vi"):
        words = frozen_configuration(round_)
        return MinutesData(
            heading=_heading(round_, words),
            subject=f"Lấy phiếu tín nhiệm đối với {VOTED_ON} của {words.unit}",
            meeting=_meeting(round_, certification),
            team_label=rules["committee_label"].lower(),
            team=_team(round_, words, rules["committee_label"]),
            sheet=sheet_of(round_),
            levels=_levels(round_),
            legal_basis=_legal_basis(round_, words),
            exempt=_exempt(words.exempt),
            fingerprint=_fingerprint(round_),
            opened_by=_named(words, Tally.objects.get(pk=round_.pk).opened_by),
            signed_by=_named(words, certification.signed_by),
            not_signed=_reasons(round_, words),
            zero=_zero(round_, words),
            present_before=present_before(round_),
            late_cards=_late_cards(round_),
            card_reports=tuple((str(one.user), one.reported_on) for one in card_reports(round_)),
            alone=_alone(round_, certification.certified_at),
            log=(certification.log_number, certification.log_head) if certification.log_number else None,
            copies=COPIES,
            copies_to_superior=COPIES_TO_SUPERIOR,
            ended=certification.certified_at,
            certified=certification.certified_at,
        )


def report_data(round_: Round, wanted: Wanted | None = None) -> ReportData:
    """Return the data of the report to an authority about its officials; of the first without `wanted`.

    Raises `Certification.DoesNotExist` before certification.
    """
    wanted = wanted or wanted_documents(round_)[1]
    certification = Certification.objects.get(pk=round_.pk)
    with override("vi"):
        words = frozen_configuration(round_)
        about = [line for line in words.lines if line.position in wanted.positions]
        superior = about[0].managed_by or words.authority or words.superior
        exempt = [one for one in words.exempt if not wanted.is_partial or one.managed_by == superior]
        return ReportData(
            heading=_heading(round_, words),
            issued_at=words.unit_place,
            issued_on=certification.certified_at.astimezone(wording.VIETNAM).date(),
            subject=f"Kết quả lấy phiếu tín nhiệm đối với {VOTED_ON} của {words.unit}",
            legal_basis=_legal_basis(round_, words),
            addressees=(superior,) if superior else (),
            meeting=_meeting(round_, certification),
            sheet=_sheet(round_, wanted),
            levels=_levels(round_),
            thresholds=thresholds_of(round_),
            exempt=_exempt(exempt),
            other_places=_other_places(round_, about),
            managed_by=superior if wanted.is_partial else "",
            fingerprint=_fingerprint(round_),
            recipients=(
                "Như trên",
                phrases.filed(Form(round_.document_form), words.unit, words.drafting_code),
            ),
            signature=_signature(round_),
            certified=certification.certified_at,
        )


def _sheet(round_: Round, wanted: Wanted) -> CountSheet:
    """Return the count sheet with the lines that the report is about."""
    sheet = sheet_of(round_)
    return replace(sheet, lines=tuple(line for line in sheet.lines if line.row in wanted.positions))


def _signature(round_: Round) -> Signature:
    return Signature(
        authority=authority_lines(round_.signing_authority),
        title=round_.chair_title,
        name=round_.chair_name,
    )


def _heading(round_: Round, words: FrozenConfiguration) -> Heading:
    """Return the letterhead without a number, which the clerk assigns when the document is issued."""
    return Heading(
        form=Form(round_.document_form),
        superior=words.superior if words.superior_on_letterhead else "",
        agency=words.unit,
        symbol=words.unit_code,
        mark=Mark(round_.marking),
        rehearsal=round_.is_rehearsal,
        demonstration=settings.DEMONSTRATION,
        end=phrases.end(Form(round_.document_form)),
    )


def _meeting(round_: Round, certification: Certification) -> PrintedMeeting:
    return PrintedMeeting(
        title=round_.title,
        place=round_.place,
        begun=begun(round_),
        opened=certification.opened_at,
        closed=certification.closed_at,
    )


def _late_cards(round_: Round) -> tuple[PrintedLate, ...]:
    return tuple(
        PrintedLate(name=str(card.user), by=str(card.printed_by), at=card.printed_at)
        for card in late_cards(round_)
    )


def _alone(round_: Round, until: datetime.datetime) -> tuple[PrintedAlone, ...]:
    """Return what one person did alone before the certification, so that minutes made anew are the same."""
    return tuple(
        PrintedAlone(what=_what(request, round_), by=str(request.asked_by), at=request.asked_at)
        for request in done_alone(round_).filter(asked_at__lte=until)
    )


def _what(request: ApprovalRequest, round_: Round) -> str:
    """Return the words of the act, with the object's name if it is not the round."""
    name = request.shown[0]["name"]
    return str(request.words) if name == round_.title else f"{request.words} ({name})"


def _levels(round_: Round) -> LevelNames:
    rules = round_.rule_set_copy or {}
    return LevelNames(high=rules["level_high"], confidence=rules["level_confidence"], low=rules["level_low"])


def _team(round_: Round, words: FrozenConfiguration, label: str) -> tuple[TeamMember, ...]:
    people = dict(round_.committee.values_list("index", "user_id"))
    posts = dict(Elector.objects.filter(round=round_).values_list("user_id", "capacity"))
    return tuple(
        TeamMember(
            name=member.name,
            role=phrases.role(label, head=member.is_head),
            post=posts.get(people[member.index], ""),
            head=member.is_head,
        )
        for member in sorted(words.team, key=lambda member: (not member.is_head, member.index))
    )


def _named(words: FrozenConfiguration, indexes: list[int]) -> tuple[str, ...]:
    return tuple(member.name for member in words.team if member.index in indexes)


def begun(round_: Round) -> datetime.datetime | None:
    """Return when the meeting began, as the secretary recorded it, else as planned."""
    attendance = Attendance.objects.filter(pk=round_.pk).first()
    return (attendance and attendance.began_at) or frozen_configuration(round_).meets_at


def _zero(round_: Round, words: FrozenConfiguration) -> ZeroStatement | None:
    return ZeroStatement(by=words.head.name, at=round_.zero_at) if round_.zero_at else None


def _reasons(round_: Round, words: FrozenConfiguration) -> tuple[tuple[str, str], ...]:
    reasons = missing_signatures(round_)["missing"]
    return tuple((m.name, reasons[str(m.index)]) for m in words.team if str(m.index) in reasons)


def _exempt(rows: Iterable[FrozenExemption]) -> tuple[ExemptOfficial, ...]:
    return tuple(ExemptOfficial(name=row.name, posts=row.posts, reason=_reason(row)) for row in rows)


def _reason(row: FrozenExemption) -> str:
    """Return the reason with the fact and the document on which it rests."""
    facts = [wording.with_long_dates(row.detail)] if row.detail else []
    facts += [row.evidence] if row.evidence else []
    facts += [wording.SCANNED] if row.scan else []
    return row.reason + (f" ({'; '.join(facts)})" if facts else "")


def _fingerprint(round_: Round) -> Fingerprint:
    return Fingerprint(
        root=round_.fingerprint,
        short=short_code(bytes.fromhex(round_.fingerprint)),
        # Here a voter's device compares the fingerprint and looks for its ballot in the box.
        check_url=settings.SITE_URL + reverse("ballots:vote", args=[round_.pk]),
        code=code_of(round_.election_id),
        statement=statement_of(round_).hash.hex(),
    )


def _legal_basis(round_: Round, words: FrozenConfiguration) -> tuple[str, ...]:
    lines = tuple((round_.rule_set_copy or {})["legal_basis"])
    if round_.plan_copy:
        return (*lines, *(f"Căn cứ {plan}" for plan in citations(round_.plan_copy)))
    if not words.plan_number:
        return lines
    # Frozen by an earlier release.
    dated = f" {wording.long_date(words.plan_date)}" if words.plan_date else ""
    issuer = f" của {words.plan_issuer}" if words.plan_issuer else ""
    return (*lines, f"Căn cứ Kế hoạch số {words.plan_number}{dated}{issuer} về việc lấy phiếu tín nhiệm")


def _other_places(round_: Round, lines: Iterable[FrozenLine]) -> tuple[str, ...]:
    elsewhere = other_places(round_)
    officials = official_of_line(round_)
    return tuple(
        f"{line.name}: còn được lấy phiếu tại {', '.join(elsewhere[officials[line.position]])}"
        for line in lines
        if officials[line.position] in elsewhere
    )
