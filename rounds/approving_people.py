"""What merging two records of one person changes, as a second person reads it (`approvals/acts.py`)."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from approvals.acts import Look, Values
from common.refusals import Text
from officials.models import Official, Post
from officials.records import present
from rounds import states
from rounds.models import Round
from rounds.states import Part

MERGING: Mapping[str, Text] = {
    "merged": _("the other record"),
    "posts": _("posts"),
    "birth_date": _("date of birth"),
    "staff_code": _("staff code"),
    "account": _("account"),
    "groups": _("groups"),
    "dossiers": _("dossiers"),
    "rounds": _("on the ballot of"),
    "reason": _("Why these are one person"),
}


def merged_official(official: Official, values: Values) -> Look:
    """Return what the kept record holds, and the record that was merged into it."""
    other = Official.objects.get(pk=values["other"])
    is_merged = other.merged_into_id == official.pk
    fields = {
        "merged": f"{_named(other)} ({other.pk})" if is_merged else "",
        **_held(official),
        "reason": str(values["reason"]) if is_merged else "",
    }
    return Look(_named(official), unit_of(official, other), fields, concerns=(other,))


def unit_of(official: Official, other: Official) -> int | None:
    """Return the unit whose secretaries decide: the first of those where one of the two records holds a post.

    Merging moves posts from one record to the other, so this stays the same.
    """
    posts = Post.objects.filter(official__in=[official, other])
    held = posts.filter(present()).order_by("unit").values_list("unit", flat=True)
    return held.first() or posts.order_by("unit").values_list("unit", flat=True).first()


def _named(official: Official) -> str:
    return f"{official} ({official.birth_date.year})" if official.birth_date else str(official)


def _held(official: Official) -> dict[str, str]:
    posts = official.posts.select_related("unit").order_by("unit__name", "title", "pk")
    groups = official.memberships.select_related("group", "unit").order_by("group__rank", "unit__name", "pk")
    return {
        "posts": "; ".join(str(post) for post in posts if post.ended_on is None),
        "birth_date": date_format(official.birth_date, "SHORT_DATE_FORMAT") if official.birth_date else "",
        "staff_code": official.staff_code,
        "account": official.user.username if official.user else "",
        "groups": "; ".join(f"{row.group}, {row.unit}" for row in groups),
        "dossiers": "; ".join(official.dossiers.order_by("title").values_list("title", flat=True)),
        "rounds": "; ".join(_rounds(official)),
    }


def _rounds(official: Official) -> list[str]:
    """Return the titles of the rounds to come that name the person on the ballot or as exempt."""
    named = Q(lines__official=official) | Q(exemptions__official=official)
    rounds = Round.objects.filter(named, state__in=states.changing(Part.LINES)).distinct()
    return [str(round_.title) for round_ in rounds.order_by("title", "pk").only("title")]
