"""Move an official from one unit to another; what was held before stays as it was."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import act
from officials.models import Official, Post, Unit, User
from officials.titles import shared_group
from rounds.accounts import accounts_to_change, stands_in_live_round
from rounds.errors import RoundError

ONE_DAY = datetime.timedelta(days=1)


class NotMoved(RoundError):
    """The official cannot be moved like this; the message says what to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An official leaves the posts at one unit and takes up one at another on a day."""

    official: Official
    source: Unit
    target: Unit
    title: str
    day: datetime.date
    evidence: str = ""
    managed_by: Unit | None = None


@transaction.atomic
def move_official(*, move: Move, actor: User) -> Post:
    """End the posts and memberships at the source the day before, begin the post at the target, move the account.

    The account moves if the actor may change it and the person is in no vote under way. Raises `NotMoved`.
    """
    official = Official.objects.select_for_update(of=("self",)).get(pk=move.official.pk)
    _require_possible(official, move)
    last_day = move.day - ONE_DAY
    text = f"{move.source} → {move.target}, {move.day:%d/%m/%Y}"
    with act("official.move", actor=actor, subject=official, text=text):
        posts = official.posts.filter(unit=move.source, ended_on=None)
        posts.update(ended_on=last_day)
        memberships = official.memberships.filter(unit=move.source, ends_on=None)
        memberships.filter(starts_on__gt=last_day).delete()
        memberships.update(ends_on=last_day)
        post = _begin(official, move)
        _move_account(official, move, actor)
    return post


def _require_possible(official: Official, move: Move) -> None:
    if move.source == move.target:
        raise NotMoved(_("Choose another unit than the present one."))
    posts = list(official.posts.filter(unit=move.source, ended_on=None))
    if not posts:
        raise NotMoved(_("%(name)s holds no post at %(unit)s.") % {"name": official, "unit": move.source})
    begun = [day for post in posts for day in (post.appointed_on, post.elected_on) if day]
    if any(day >= move.day for day in begun):
        raise NotMoved(
            _("The move is before the day on which the present post began: %(day)s.")
            % {"day": f"{max(begun):%d/%m/%Y}"}
        )
    if official.posts.filter(unit=move.target, title=move.title, ended_on=None).exists():
        raise NotMoved(_("This official already holds that post at this unit."))


def _begin(official: Official, move: Move) -> Post:
    kind = Post.Kind.WORK
    return Post.objects.create(
        official=official,
        unit=move.target,
        title=move.title,
        kind=kind,
        appointed_on=move.day,
        evidence=move.evidence,
        managed_by=move.managed_by,
        group=shared_group(move.title, kind=kind, unit=move.target),
    )


def _move_account(official: Official, move: Move, actor: User) -> None:
    account = official.user
    if account is None or account.unit_id != move.source.pk or stands_in_live_round(account=account):
        return
    if accounts_to_change(user=actor).filter(pk=account.pk).exists():
        account.unit = move.target
        account.save(update_fields=["unit"])
