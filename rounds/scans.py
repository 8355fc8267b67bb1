"""Scans of the documents on which exemptions rest; the permission is part of the query."""

from django.db.models import QuerySet

from officials.models import Official, Post, User
from officials.selectors import officials_for_secretary
from rounds.models import Exemption, Round
from rounds.selectors import rounds_for_secretary


def scan_for_secretary(*, user: User, sha256: str) -> Post | Exemption | None:
    """Return what holds the scan: a post of one of the secretary's officials, or an exemption in one of the rounds."""
    own = officials_for_secretary(user=user).order_by().values("pk")
    posts = Post.objects.filter(official__in=own, sha256=sha256).exclude(file="")
    mine = rounds_for_secretary(user=user).order_by().values("pk")
    kept = Exemption.objects.filter(round__in=mine, sha256=sha256).exclude(file="")
    return posts.first() or kept.first()


def scan_of_round(*, round_: Round, pk: int) -> Exemption | None:
    """Return the exemption of a round with its scan, for callers who may read the round."""
    return Exemption.objects.filter(round=round_, pk=pk).exclude(file="").first()


def scans_by_exemption(round_: Round) -> dict[int, str]:
    """Return exemption (id) → SHA-256 of its scan; one query."""
    kept = Exemption.objects.filter(round=round_).exclude(file="")
    return dict(kept.values_list("pk", "sha256"))


def posts_with_scan(*, user: User, official: Official) -> QuerySet[Post]:
    """Return the posts of one of the secretary's officials that hold a scan."""
    own = officials_for_secretary(user=user).order_by().values("pk")
    posts = Post.objects.filter(official__in=own, official=official).exclude(file="")
    return posts.select_related("unit").order_by("unit__name", "pk")
