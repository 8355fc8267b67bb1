"""Lists of officials with their posts: a row for each post, found by staff code, then by e-mail; else the clerk is asked."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.numbers import whole_number
from lists.errors import UnreadableCell
from lists.kinds import KEEP
from lists.planned import UNDER, Job, PlannedRow, RowState
from officials import people_finding
from officials.models import Official, Post, Unit, User
from officials.names import folded
from officials.official_columns import DAYS, HEADINGS, PLACES
from officials.records import authorities_to_name
from officials.selectors import all_units, officials_for_secretary, units_for_secretary
from officials.titles import give_groups
from officials.unit_finding import UnitFinder

PREFIX = "NS"
END = "end"


@dataclass
class PostPlan:
    """A row: the person, and the post as it will be; `changed` are fields of an existing post."""

    person: people_finding.PersonPlan
    post: Post | None = None
    changed: list[str] = field(default_factory=list)


def may_use(user: Any, target: str) -> bool:
    """Return whether the target is "" or one of the clerk's units, in which rows without a unit are."""
    unit = whole_number(target)
    return not target or (unit is not None and units_for_secretary(user=user).filter(pk=unit).exists())


def label(target: str) -> str:
    return str(all_units().get(pk=target)) if target else ""


def plan_rows(job: Job, rows: list[PlannedRow]) -> list[PlannedRow]:
    """State what each row does to officials and posts of the clerk's units; a fixed number of queries."""
    return _PostPlanner(job, rows).plan()


def write_rows(job: Job, rows: list[PlannedRow]) -> None:
    """Make and change the people, then their posts, and end those that are absent if the clerk chose it."""
    plans: list[PostPlan] = [row.found for row in rows if isinstance(row.found, PostPlan)]
    people_finding.write(job.ledger, [plan.person for plan in plans])
    new = [plan.post for plan in plans if plan.post and plan.post.pk is None]
    for plan in plans:
        if plan.post and plan.post.pk is None:
            plan.post.official = plan.person.official
    give_groups(post for post in new if post)
    job.ledger.create(new)
    changed = [plan for plan in plans if plan.changed]
    names = sorted({name for plan in changed for name in plan.changed})
    job.ledger.update([plan.post for plan in changed if plan.post], names)
    _end(job, [row.found for row in rows if isinstance(row.found, Post) and choice_of(job, row) == END])


def choice_of(job: Job, row: PlannedRow) -> str:
    return row.answer or job.absent or KEEP


def _end(job: Job, posts: list[Post]) -> None:
    day = job.day or timezone.localdate()
    for post in posts:
        began = [one for one in (post.appointed_on, post.elected_on) if one]
        post.ended_on = max([day, *began])
    job.ledger.update(posts, ["ended_on"])


def export_rows(user: User, target: str) -> Iterator[dict[str, str]]:
    """Yield the present posts of the clerk's units, by unit and then by name."""
    every = list(all_units())
    finder, others = UnitFinder(units_for_secretary(user=user), every), UnitFinder(every)
    officials = officials_for_secretary(user=user).prefetch_related("posts__managed_by")
    for official in officials.order_by("sort_key", "pk"):
        for post in official.posts.all():
            if post.unit_id in finder.units and post.ended_on is None and target in ("", str(post.unit_id)):
                yield _exported(official, post, finder, others)


def _exported(official: Official, post: Post, finder: UnitFinder, others: UnitFinder) -> dict[str, str]:
    return {
        "id": f"{PREFIX}{official.pk}-{post.pk}",
        "full_name": official.full_name,
        "staff_code": official.staff_code,
        "email": official.user.email if official.user else "",
        "birth_date": _iso(official.birth_date),
        "title": post.title,
        "unit": finder.text_of(finder.units[post.unit_id]),
        "place": PLACES[Post.Kind(post.kind)],
        "managed_by": others.text_of(post.managed_by) if post.managed_by else "",
        "rank": str(post.rank or ""),
        "evidence": post.evidence,
        **{name: _iso(getattr(post, name)) for name in DAYS},
    }


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


class _PostPlanner:
    """Plans the rows of one list."""

    def __init__(self, job: Job, rows: list[PlannedRow]) -> None:
        self.job, self.rows = job, rows
        mine = list(units_for_secretary(user=job.user))
        every = list(all_units())
        self.finder = UnitFinder(mine, every)
        self.authorities = UnitFinder(authorities_to_name(user=job.user), every)
        self.people = people_finding.Finder(job, rows, HEADINGS)
        self.matched: dict[int, int] = {}  # post → row
        self.new: dict[tuple[int, int, str], int] = {}
        self.units: set[int] = set()

    def plan(self) -> list[PlannedRow]:
        for row in self.rows:
            row.label = row.value("full_name")
            if not row.is_wrong:
                self._row(row)
            elif not row.is_wrong_in("unit"):
                self._unit(row)  # so that everything wrong in a row is told at once
        return self._absent()

    def _row(self, row: PlannedRow) -> None:
        person = self.people.find(row, _number(row, 0))
        unit = self._unit(row)
        if unit:
            self.units.add(unit.pk)
        if person is None or row.is_wrong:
            return
        row.found = PostPlan(person)
        row.key = f"official:{person.official.pk}" if person.official.pk else ""
        row.changes += person.told_once()
        is_new = person.is_new and not person.is_planned
        person.is_planned = True
        if unit and row.value("title"):
            self._post(row, unit)
        elif not row.is_wrong:
            row.state = RowState.NEW if is_new else RowState.CHANGED if row.changes else RowState.SAME
        row.label = ", ".join(
            part for part in (person.official.full_name, row.value("title"), unit and unit.name) if part
        )

    def _unit(self, row: PlannedRow) -> Unit | None:
        text = row.value("unit")
        try:
            unit = self.finder.of_row(row, self.job.target)
        except UnreadableCell as fault:
            row.wrong("unit", str(fault))
            return None
        if unit is None and row.value("title"):
            row.wrong("unit", _lacks_unit(row))
        if unit and text and not row.value("title"):
            row.wrong("title", _("is empty"))
        return unit

    def _post(self, row: PlannedRow, unit: Unit) -> None:
        person, title = row.found.person, row.value("title")
        post = self._existing(row, unit, title)
        if row.is_wrong:
            return
        is_new = post is None
        if post is None:
            post = Post(unit=unit, title=title)
            key = (id(person), unit.pk, folded(title))
            if key in self.new:
                row.wrong("title", _("stands in row %(row)d already") % {"row": self.new[key]})
                return
            self.new[key] = row.number
        changes = self._compare(row, post, unit)
        row.found.post = post
        if is_new:
            row.state = RowState.NEW
            row.found.changed = []
        else:
            row.changes += changes
            row.state = RowState.CHANGED if row.changes else RowState.SAME
        self._require_order(row, post)

    def _existing(self, row: PlannedRow, unit: Unit, title: str) -> Post | None:
        person = row.found.person
        number = _number(row, 1)
        held = person.posts
        if number:
            found = [post for post in held if post.pk == number and post.unit_id in self.finder.units]
            if not found:
                row.wrong("id", _("there is no such post among yours"))
        else:
            same = [post for post in held if post.unit_id == unit.pk and folded(post.title) == folded(title)]
            found = [post for post in same if post.ended_on is None]
            found = found or [post for post in same if row.value("ended_on") == _iso(post.ended_on)]
        post = found[0] if found else None
        if post and post.pk in self.matched:
            row.wrong("title", _("stands in row %(row)d already") % {"row": self.matched[post.pk]})
        if post:
            self.matched[post.pk] = row.number
        return post

    def _compare(self, row: PlannedRow, post: Post, unit: Unit) -> list[tuple[str, str, str]]:
        """Set what the row says and return what changes; an empty cell leaves what is there."""
        wanted: dict[str, Any] = {"title": row.value("title"), "unit_id": unit.pk}
        if folded(post.title) == folded(row.value("title")):
            wanted["title"] = post.title
        wanted |= {name: _day(row.value(name)) for name in DAYS if row.value(name)}
        wanted |= self._of_the_holder(row)
        if row.value("place"):
            wanted["kind"] = next(kind for kind, words in PLACES.items() if words == row.value("place"))
        changes = []
        for name, value in wanted.items():
            before = getattr(post, name)
            if before == value:
                continue
            changes.append(
                (HEADINGS[NAMES.get(name, name)], self._shown(name, before), self._shown(name, value))
            )
            row.found.changed.append(name.removesuffix("_id"))
            setattr(post, name, value)
        return changes

    def _of_the_holder(self, row: PlannedRow) -> dict[str, Any]:
        """Return authority, rank and evidence as the row says."""
        wanted: dict[str, Any] = {"evidence": row.value("evidence")} if row.value("evidence") else {}
        if row.value("rank"):
            wanted["rank"] = int(row.value("rank"))
        try:
            if row.value("managed_by"):
                wanted["managed_by_id"] = self.authorities.find(row.value("managed_by")).pk
        except UnreadableCell as fault:
            row.wrong("managed_by", str(fault))
        return wanted

    def _shown(self, name: str, value: Any) -> str:
        if name in ("unit_id", "managed_by_id"):
            return self.finder.every[value].name if value in self.finder.every else ""
        if name == "kind":
            return PLACES[Post.Kind(value)] if value else ""
        return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value or "")

    def _require_order(self, row: PlannedRow, post: Post) -> None:
        for name in ("appointed_on", "elected_on"):
            began = getattr(post, name)
            if post.ended_on and began and post.ended_on < began:
                row.wrong("ended_on", _("is before the post began, %(day)s") % {"day": f"{began:%d/%m/%Y}"})

    def _absent(self) -> list[PlannedRow]:
        """Return the present posts at the units of the list that the list does not have."""
        absent = []
        for official in self.people.officials:
            for post in official.posts.all():
                if post.ended_on is None and post.unit_id in self.units and post.pk not in self.matched:
                    words = f"{official.full_name}, {post.title}, {self.finder.units[post.unit_id].name}"
                    absent.append(PlannedRow(0, label=words, key=f"post:{post.pk}", found=post))
        return absent


NAMES = {"unit_id": "unit", "managed_by_id": "managed_by", "kind": "place"}


def _lacks_unit(row: PlannedRow) -> str:
    if above := row.value(UNDER):
        return _("is empty, and the title “%(title)s” above is none of your units") % {"title": above}
    return _("is empty; a post is held at a unit")


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _number(row: PlannedRow, part: int) -> int:
    """Return the number of the person (0) or of the post (1) that our own export wrote; 0 if there is none."""
    parts = row.value("id").upper().removeprefix(PREFIX).split("-")
    return (whole_number(parts[part]) or 0) if len(parts) == 2 else 0
