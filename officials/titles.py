"""What the title of a post tells: its rank, and the group to which the holder belongs (docs/domain.md §4.5)."""

import re
from collections.abc import Iterable
from typing import Protocol

from officials.models import Group, Post, Unit
from officials.names import folded

# From the head of a body to the head of its parts; a title begins with one of these words.
_HEADS = (
    r"bí thư|chủ tịch|bộ trưởng|(tổng )?cục trưởng|vụ trưởng|(tổng )?giám đốc|viện trưởng|hiệu trưởng|"
    r"chi cục trưởng|thủ trưởng|tổng thanh tra"
)
_PARTS = r"trưởng|chánh|kế toán trưởng"
_DEPUTY = re.compile(r"phó\b", re.IGNORECASE)
_ACTING = re.compile(r"(quyền|phụ trách)\s+", re.IGNORECASE)
_IN_CHARGE = re.compile(r"\bphụ trách\b", re.IGNORECASE)
_ORGANISATIONS = re.compile(
    r"(chủ tịch|bí thư|trưởng ban)\b.*\b(công đoàn|đoàn thanh niên|đoàn cơ sở|chi đoàn|thanh niên cộng sản|"
    r"hội cựu chiến binh|hội phụ nữ|ban nữ công|vì sự tiến bộ)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"(bí thư|phó bí thư|ủy viên)\b.*\b(đảng ủy|đảng bộ|chi bộ|chi ủy|ban thường vụ|ban chấp hành|cấp ủy|ban cán sự)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:trưởng|chánh)\s+(?P<part>\S+)", re.IGNORECASE)
HEAD, DEPUTY, PART, DEPUTY_OF_PART, OTHERS = 10, 20, 30, 40, 50
Kind = Group.Kind


class Ranked(Protocol):
    """A post as far as its rank is concerned; the posts of migrations too."""

    title: str
    rank: int | None


def rank_of_post(post: Ranked) -> int:
    """Return the rank of a post: its own, else the one its title tells."""
    return post.rank or rank_of_title(post.title)


def rank_of_title(title: str) -> int:
    """Return the rank that a title tells: head, deputy, head of a part, deputy there, others."""
    if title.strip().lower().startswith("thứ trưởng"):
        return DEPUTY  # of a `Bộ trưởng`
    bare, is_deputy = _bare(title)
    if re.match(rf"(?:{_HEADS})\b", bare, re.IGNORECASE):
        return DEPUTY if is_deputy else HEAD
    if re.match(rf"(?:{_PARTS})\b", bare, re.IGNORECASE):
        return DEPUTY_OF_PART if is_deputy else PART
    return OTHERS


def is_head(title: str) -> bool:
    """Return whether the holder heads the unit: no deputy, unless in charge of it."""
    return not _bare(title)[1] or bool(_IN_CHARGE.search(title))


def kind_of_group(title: str, *, kind: str, unit: str) -> str:
    """Return the kind of the group that a post of this kind belongs to at the unit of this name; "" for none.

    A head of a part is in the leadership of that part, and at the unit above among the heads of units.
    """
    if _ORGANISATIONS.match(title.strip()):
        return Kind.HEADS_OF_ORGANISATIONS
    if kind == Post.Kind.PARTY or _PARTY.match(title.strip()):
        return Kind.PARTY_COMMITTEE if _PARTY.match(title.strip()) else ""
    rank = rank_of_title(title)
    if rank in (HEAD, DEPUTY) or _leads(title, unit):
        return Kind.LEADERSHIP
    return Kind.HEADS_OF_UNITS if rank == PART and _LED.match(_bare(title)[0]) else ""


def shared_group(title: str, *, kind: str, unit: Unit) -> Group | None:
    """Return the group for all units to which a post belongs by its title; None if there is none."""
    wanted = kind_of_group(title, kind=kind, unit=unit.name)
    if not wanted:
        return None
    return Group.objects.filter(unit=None, kind=wanted).order_by("rank", "pk").first()


def give_groups(posts: Iterable[Post]) -> None:
    """Set the group of new posts by their titles, as `shared_group` does; one query."""
    shared = Group.objects.filter(unit=None).order_by("-rank", "-pk")
    by_kind = {group.kind: group for group in shared}
    for post in posts:
        if post.group_id is None:
            post.group = by_kind.get(kind_of_group(post.title, kind=post.kind, unit=post.unit.name))


def _bare(title: str) -> tuple[str, bool]:
    """Return the title without `Quyền` and `Phó`, and whether it is a deputy's."""
    words = _ACTING.sub("", " ".join(title.split()), count=1)
    is_deputy = bool(_DEPUTY.match(words))
    return _DEPUTY.sub("", words, count=1).strip(), is_deputy


def _leads(title: str, unit: str) -> bool:
    """Return whether the title is of the leadership of a part: `Trưởng phòng` at a `Phòng …`."""
    found = _LED.match(_bare(title)[0])
    first = folded(unit).split()[:1]
    return found is not None and [folded(found["part"])] == first
