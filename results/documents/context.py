"""Template contexts of the documents: all strings, so that templates contain no logic."""

from __future__ import annotations

from typing import Any

from documents import wording
from documents.letterhead import heading_context, signer_name
from results.documents import phrases
from results.documents.data import (
    ExemptOfficial,
    Fingerprint,
    LevelNames,
    MinutesData,
    PrintedMeeting,
    ReportData,
    TeamMember,
)
from results.outcomes import CountSheet, LineCounts, ThresholdBand, outcome, share
from rounds.frozen import headings
from rounds.models import Level


def minutes_context(data: MinutesData) -> dict[str, Any]:
    """Return the context of `templates/results/documents/minutes.html`."""
    head = next((member for member in data.team if member.head), None)
    return {
        "heading": heading_context(data.heading, "BB"),
        "title": "Biên bản kiểm phiếu",
        "file_title": f"Biên bản kiểm phiếu: {data.subject}",
        "description": data.meeting.title,
        "subject": wording.unbroken_end(data.subject),
        "legal_basis": wording.legal_lines(data.legal_basis),
        "meeting": _meeting(data.meeting),
        "team_label": data.team_label,
        "team": [_member(member) for member in data.team],
        "team_size": wording.quantity(len(data.team)),
        "counts": _counts(data.sheet),
        "table": _table(data.sheet, data.levels),
        "exempt": _exempt(data.exempt),
        "fingerprint": _fingerprint(data.fingerprint),
        "opened_by": phrases.members_named(data.opened_by, len(data.team)),
        "not_signed": data.not_signed,
        "zero": {"by": signer_name(data.zero.by), "at": wording.moment(data.zero.at)} if data.zero else None,
        "present_before": "" if data.present_before is None else wording.quantity(data.present_before),
        "late_cards": [
            {"name": card.name, "by": card.by, "at": wording.moment(card.at)} for card in data.late_cards
        ],
        "card_reports": [{"name": name, "day": wording.long_date(day)} for name, day in data.card_reports],
        "is_noted": bool(data.alone or data.late_cards or data.card_reports),
        "alone": [{"what": act.what, "by": act.by, "at": wording.moment(act.at)} for act in data.alone],
        "log": data.log and {"number": data.log[0], "hash": wording.grouped(data.log[1])},
        "signed_by": phrases.members_named(data.signed_by, len(data.team)),
        "agreed": phrases.agreed(len(data.signed_by), len(data.team), data.team_label),
        "copies": wording.quantity(data.copies),
        "copies_to_superior": wording.quantity(data.copies_to_superior),
        "copies_kept": wording.quantity(data.copies - data.copies_to_superior),
        "ended": wording.moment(data.ended),
        "head": head and signer_name(head.name),
        "head_title": phrases.head_title(head.role, data.team_label) if head else "",
        "members": [signer_name(member.name) for member in data.team if not member.head],
    }


def report_context(data: ReportData) -> dict[str, Any]:
    """Return the context of `templates/results/documents/report.html`."""
    return {
        "heading": heading_context(data.heading, "BC")
        | {"place_date": f"{data.issued_at}, {wording.long_date(data.issued_on)}"},
        "title": "Báo cáo",
        "file_title": f"Báo cáo: {data.subject}",
        "description": data.meeting.title,
        "subject": wording.unbroken_end(data.subject),
        "legal_basis": wording.legal_lines(data.legal_basis),
        "addressees": list(data.addressees),
        "meeting": _meeting(data.meeting),
        "counts": _counts(data.sheet),
        "table": _table(data.sheet, data.levels),
        "bands": _bands(data),
        "exempt": _exempt(data.exempt),
        "other_places": list(data.other_places),
        "managed_by": data.managed_by,
        "proposals": list(data.proposals),
        "fingerprint": _fingerprint(data.fingerprint),
        "recipients": wording.recipient_lines(data.recipients),
        "authority": list(data.signature.authority),
        "signer_title": wording.unbroken_end(data.signature.title.upper()),
        "signer": signer_name(data.signature.name),
    }


def _meeting(meeting: PrintedMeeting) -> dict[str, str]:
    return {
        "title": meeting.title,
        "place": meeting.place,
        "begun": wording.moment(meeting.begun) if meeting.begun else "",
        "opened": wording.moment(meeting.opened),
        "closed": wording.moment(meeting.closed),
    }


def _member(member: TeamMember) -> dict[str, str]:
    return {"name": member.name, "post": member.post, "role": member.role}


def _counts(sheet: CountSheet) -> dict[str, Any]:
    numbers = {
        name: wording.quantity(getattr(sheet, name))
        for name in (
            *("summoned", "present", "absent", "issued", "returned", "valid", "invalid_total"),
            *("exchanged", "withdrawn"),
        )
    }
    return numbers | {
        "present_share": share(sheet.present, sheet.summoned),
        "returned_share": share(sheet.returned, sheet.issued),
        "reasons": [(part.reason, wording.quantity(part.count)) for part in sheet.invalid],
    }


def _table(sheet: CountSheet, levels: LevelNames) -> dict[str, Any]:
    return {
        "levels": [levels.high, levels.confidence, levels.low],
        "columns": str(4 + 2 * len(Level)),
        "base": phrases.base(sheet),
        "gap": phrases.gap(sheet),
        "size": wording.quantity(len(sheet.lines)),
        "rows": [
            _row(sheet, line) | {"heading": heading}
            for line, heading in zip(sheet.lines, _headings(sheet), strict=True)
        ],
    }


def _headings(sheet: CountSheet) -> list[str]:
    return headings(line.block for line in sheet.lines)


def _row(sheet: CountSheet, line: LineCounts) -> dict[str, Any]:
    base = sheet.base(line)
    return {
        "row": str(line.row),
        "name": line.name,
        "posts": list(line.posts),
        "valid": str(line.valid),
        "invalid": str(sheet.invalid_for(line)),
        "marks": [(str(line.count(level)), share(line.count(level), base)) for level in Level],
    }


def _exempt(officials: tuple[ExemptOfficial, ...]) -> list[dict[str, str]]:
    return [{"name": one.name, "posts": "; ".join(one.posts), "reason": one.reason} for one in officials]


def _fingerprint(fingerprint: Fingerprint) -> dict[str, str]:
    return {
        "root": wording.grouped(fingerprint.root),
        "short": fingerprint.short,
        "check_url": fingerprint.check_url,
        "code": fingerprint.code,
        "statement": wording.grouped(fingerprint.statement),
    }


def _bands(data: ReportData) -> list[dict[str, Any]]:
    """Return the thresholds from the lowest share upwards, each with the one above it."""
    bands = sorted(data.thresholds, key=lambda band: band.order)
    above: list[ThresholdBand | None] = [*bands[1:], None]
    return [_band(data, band, higher) for band, higher in zip(bands, above, strict=True)]


def _band(data: ReportData, band: ThresholdBand, above: ThresholdBand | None) -> dict[str, Any]:
    """Return the officials whose gravest threshold is this one."""
    found = []
    for line in data.sheet.lines:
        base = data.sheet.base(line)
        if outcome(low=line.low, base=base, thresholds=data.thresholds) == band:
            found.append(
                {
                    "name": line.name,
                    "posts": "; ".join(line.posts),
                    "low": str(line.low),
                    "base": str(base),
                    "share": share(line.low, base),
                }
            )
    return {
        "share": phrases.share_of_low(band, above, data.levels.low),
        "consequence": wording.as_clause(band.consequence),
        "officials": found,
        "size": wording.quantity(len(found)),
    }
