"""The document of a plan: its content for PDF and DOCX, written in Vietnamese whatever the reader's language."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from documents import wording
from documents.letterhead import Form, Heading, authority_lines, heading_context
from officials.models import Official, Post, Unit
from rounds import eligibility
from rounds.models import Plan, PlanMeeting, RuleSet
from rounds.plan_content import TEXTS, groups_in_words
from rounds.plan_in_force import in_force, meetings_in_force
from rounds.plan_selectors import (
    asking_plan,
    chain_of,
    holds,
    inherited,
    latest,
    meetings_of,
    rounds_under,
    units_taking_part,
)
from rounds.ranks import rank_of

KIND = "KH"
HEADINGS = {
    "purpose": "MỤC ĐÍCH, YÊU CẦU",
    "principles": "NGUYÊN TẮC",
    "prohibited": "NHỮNG HÀNH VI BỊ NGHIÊM CẤM VÀ XỬ LÝ VI PHẠM",
    "schedule": "TIẾN ĐỘ THỰC HIỆN",
}
MEETINGS = "CÁC HỘI NGHỊ"
NUMERALS = ("I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A numbered section with its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexOfficial:
    """An official with the posts at a unit; `exempt` is why the person is not voted on, or ""."""

    name: str
    posts: str
    exempt: str


@dataclass(frozen=True, slots=True)
class AnnexUnit:
    """A unit with the days of its meetings and its officials in the order of the ballot."""

    name: str
    days: str
    officials: tuple[AnnexOfficial, ...]

    @property
    def remark(self) -> str:
        """Return the sentence that stands in the place of officials where there are none."""
        return "" if self.officials else "Không có cán bộ thuộc diện lấy phiếu tín nhiệm"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """Everything that the document prints; `number` and `place_date` are left open while there are none."""

    party: bool
    superior: str
    agency: str
    agency_name: str
    number: str
    place_date: str
    title: str
    subject: str
    bases: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    end: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer_title: str
    signer: str
    units: tuple[AnnexUnit, ...]
    without_validity: str


def plan_paper(plan: Plan) -> PlanPaper:
    """Return the document of the working copy, which an approved plan prints as it is in force.

    What it takes over from superior plans is that of their versions in force.
    """
    with override("vi"):
        chain = [*map(in_force, chain_of(plan)[:-1]), plan]
        rules = inherited(chain).rule_set
        form = Form(plan.document_form)
        head = heading_context(_heading(plan, form), KIND)
        number, day = _number_and_day(plan)
        return PlanPaper(
            party=form is Form.PARTY,
            superior=head["superior"],
            agency=head["agency"],
            agency_name=plan.issuer,
            number=_numbered(form, number) or head["number"],
            place_date=f"{plan.unit.place}, {wording.long_date(day) if day else 'ngày ..... tháng ..... năm .......'}",
            title="Kế hoạch (sửa đổi, bổ sung)" if _is_amendment(plan) else "Kế hoạch",
            subject=wording.unbroken_end(plan.subject),
            bases=_bases(chain, rules, form),
            sections=tuple(_sections(plan, chain)),
            end="./." if form is Form.STATE else str(settings.PARTY_DOCUMENT_END),
            recipients=_recipients(plan, form),
            authority=authority_lines(plan.signing_authority),
            signer_title=wording.unbroken_end(plan.signer_title.upper()),
            signer=wording.plain_name(plan.signer),
            units=tuple(_annex(plan, rules)),
            without_validity=head["without_validity"],
        )


def _heading(plan: Plan, form: Form) -> Heading:
    parent = plan.unit.parent
    return Heading(
        form=form,
        superior=parent.name if parent and plan.unit.superior_on_letterhead else "",
        agency=plan.issuer,
        symbol=plan.unit.document_code,
        demonstration=settings.DEMONSTRATION,
    )


def _is_amendment(plan: Plan) -> bool:
    version = latest(plan)
    return version is not None and (plan.is_open or version.index > 1)


def _number_and_day(plan: Plan) -> tuple[str, datetime.date | None]:
    """Return number and date of the version in force; none while another one is prepared."""
    version = latest(plan)
    return (version.number, version.date) if version and not plan.is_open else ("", None)


def _numbered(form: Form, number: str) -> str:
    if not number:
        return ""
    return f"Số {number}" if form is Form.PARTY else f"Số: {number}"


def _bases(chain: list[Plan], rules: RuleSet | None, form: Form) -> tuple[str, ...]:
    """Return the legal bases: those of the rule set, then the superior plans."""
    lines = [line.strip() for line in (rules.legal_basis if rules else "").splitlines() if line.strip()]
    lines += [f"Thực hiện {_cited(plan)}" for plan in chain[:-1] if plan.number]
    found = wording.legal_lines(tuple(lines))
    return tuple(f"- {line}" for line in found) if form is Form.PARTY else tuple(found)


def _cited(plan: Plan) -> str:
    dated = f" {wording.long_date(plan.date)}" if plan.date else ""
    return f"Kế hoạch số {plan.number}{dated} của {plan.issuer} về việc {wording.as_clause(plan.subject)}"


def _sections(plan: Plan, chain: list[Plan]) -> Iterator[PaperSection]:
    texts = inherited(chain).texts
    parts = [
        (HEADINGS[name], [line for _body, text in texts[name] for line in _lines(text)]) for name in TEXTS
    ]
    asking = asking_plan(chain)
    meetings = meetings_of(plan) if asking == plan else meetings_in_force(asking)
    parts.append((MEETINGS, [_meeting(row) for row in meetings]))
    for numeral, (title, paragraphs) in zip(NUMERALS, (part for part in parts if part[1]), strict=False):
        yield PaperSection(f"{numeral}. {title}", tuple(paragraphs))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _meeting(row: PlanMeeting) -> str:
    day = f", dự kiến {wording.long_date(row.planned_on)}" if row.planned_on else ""
    return (
        f"- {row.name}{day}. Thành phần được triệu tập: {groups_in_words(row.summoned)}. "
        f"Người được lấy phiếu: {groups_in_words(row.voted_on)}."
    )


def _recipients(plan: Plan, form: Form) -> tuple[str, ...]:
    own = "Lưu Chi bộ" if plan.unit.name.lower().startswith("chi bộ") else "Lưu Đảng ủy"
    kept = "Lưu: VT" if form is Form.STATE else str(settings.PARTY_DOCUMENT_FILING or own)
    code = plan.unit.drafting_code
    lines = ("Cấp có thẩm quyền quản lý cán bộ (để báo cáo)", "Các đơn vị trực thuộc (để thực hiện)")
    return tuple(wording.recipient_lines((*lines, f"{kept}, {code}" if code else kept)))


# --- the annex: units, officials with posts, dates ---


def _annex(plan: Plan, rules: RuleSet | None) -> Iterator[AnnexUnit]:
    """Yield the units that hold meetings, each with its officials; a fixed number of queries."""
    units = list(units_taking_part(plan))
    held = _posts_of(units)
    notices = dict(eligibility.notices_of(Post.objects.all()))  # at whatever unit they were entered
    chain = chain_of(plan)
    asking = asking_plan(chain)
    meetings, days = list(meetings_of(asking)), _days_of_rounds(plan)
    period = inherited(chain)
    begins = period.starts_on or timezone.localdate()
    settled = eligibility.settled_places(begins, period.ends_on or begins)
    for unit in units:
        planned = {row.planned_on for row in meetings if row.planned_on and holds(row, asking, unit.pk)}
        when = sorted(days.get(unit.pk, set()) or planned)
        day = when[0] if when else begins
        noticed = {pk: notice for pk, notice in notices.items() if notice.day <= day}
        known = eligibility.FactsElsewhere({}, noticed, settled)
        terms = eligibility.Terms(rules, day, unit.pk) if rules else None
        officials = _officials(held.get(unit.pk, {}), day, terms, known)
        yield AnnexUnit(unit.name, "; ".join(f"{one:%d/%m/%Y}" for one in when), officials)


def _posts_of(units: list[Unit]) -> dict[int, dict[Official, list[Post]]]:
    found: dict[int, dict[Official, list[Post]]] = {}
    posts = Post.objects.filter(unit__in=units).select_related("official")
    for post in posts.order_by("official__sort_key", "official_id", "pk"):
        found.setdefault(post.unit_id, {}).setdefault(post.official, []).append(post)
    return found


def _days_of_rounds(plan: Plan) -> dict[int, set[datetime.date]]:
    """Return unit → days of its rounds under the plan, which may have moved since the plan was written."""
    days: dict[int, set[datetime.date]] = {}
    for unit, meets, opens in rounds_under(plan).values_list("unit", "meets_at", "opens_at"):
        if meets or opens:
            days.setdefault(unit, set()).add(timezone.localdate(meets or opens))
    return days


def _officials(
    held: dict[Official, list[Post]],
    day: datetime.date,
    terms: eligibility.Terms | None,
    known: eligibility.FactsElsewhere,
) -> tuple[AnnexOfficial, ...]:
    """Return the officials with a post on the day, by rank; without rules nobody is exempt."""
    now = {who: [post for post in posts if eligibility.held_on(post, day)] for who, posts in held.items()}
    rows = sorted(((who, posts) for who, posts in now.items() if posts), key=lambda row: rank_of(row[1]))
    return tuple(_official(who, posts, terms, known) for who, posts in rows)


def _official(
    who: Official, posts: list[Post], terms: eligibility.Terms | None, known: eligibility.FactsElsewhere
) -> AnnexOfficial:
    found = eligibility.exemption_under(terms, who.pk, posts, known) if terms else None
    reason = ""
    if found:
        scanned = wording.SCANNED if found.scan.file else ""
        told = "; ".join(filter(None, (found.detail, found.evidence, scanned)))
        reason = f"{eligibility.Reason(found.reason).label} ({wording.with_long_dates(told)})"
    return AnnexOfficial(who.full_name, "; ".join(post.title for post in posts), reason)
