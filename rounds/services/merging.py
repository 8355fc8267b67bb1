"""Make one record of two records of one person."""

import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act
from officials.models import Dossier, Membership, Official, Post, User
from rounds import states
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.models import BatchItem, Filing, Line, LinePost, Matter, PlaceDecision, Proposal, Round
from rounds.services.reasons import changing
from rounds.states import Part

ONE_DAY = datetime.timedelta(days=1)


class NotMerged(RoundError):
    """The two records cannot be made one; the message says what to do first."""


@transaction.atomic
def merge_officials(*, kept: Official, merged: Official, actor: User, reason: str) -> Official:
    """Point the record `merged` to `kept`, which takes its posts, groups, dossiers, account and rounds to come.

    Lines of frozen rounds stay with the record they were frozen with; in an announced round people are told, with
    the reason. Raises `NotMerged`.
    """
    rounds = [lock_round(pk) for pk in _rounds_to_change(merged)]
    kept, merged = _locked(kept.pk, merged.pk)
    _require_mergeable(kept, merged, reason)
    with act("official.merge", actor=actor, subject=kept, reason=reason.strip(), text=_told(kept, merged)):
        _take_identity(kept, merged)
        twins = _twins(kept, merged)
        for round_ in rounds:
            with changing(round_, Part.LINES, "part.save", reason=reason, actor=actor):
                _change_round(round_, kept, merged, twins)
        _move_posts(kept, merged, twins)
        _move_memberships(kept, merged)
        _move_dossiers(kept, merged)
        _move_decisions(kept, merged)
        _keep_out(kept, merged)
        merged.merged.update(merged_into=kept)
        merged.merged_into = kept
        merged.save(update_fields=["merged_into"])
    return kept


def merge_as_asked(official: Official, *, actor: User, other: int, reason: str) -> Official:
    """Merge the record `other` (an id) into this one, as a request for a second person names it."""
    return merge_officials(kept=official, merged=Official.objects.get(pk=other), actor=actor, reason=reason)


def _rounds_to_change(merged: Official) -> list[UUID]:
    """Return ids of the rounds that are not frozen and name the record, in the order in which they are locked."""
    rounds = Round.objects.filter(state__in=states.changing(Part.LINES))
    named = Q(lines__official=merged) | Q(exemptions__official=merged) | Q(matters__official=merged)
    return list(rounds.filter(named).order_by("pk").values_list("pk", flat=True).distinct())


def _locked(*keys: int) -> list[Official]:
    rows = {row.pk: row for row in Official.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [rows[key] for key in keys]


def _told(kept: Official, merged: Official) -> str:
    return f"{merged.full_name} ({merged.pk}) → {kept.full_name} ({kept.pk})"


def _require_mergeable(kept: Official, merged: Official, reason: str) -> None:
    if not reason.strip():
        raise NotMerged(_("Say why these are records of one person."))
    if kept.pk == merged.pk:
        raise NotMerged(_("Choose another record than this one."))
    for record in (kept, merged):
        if record.merged_into_id:
            raise NotMerged(_("%(name)s was merged into another record already.") % {"name": record})
    if kept.birth_date and merged.birth_date and kept.birth_date != merged.birth_date:
        raise NotMerged(_("The dates of birth differ. If this is one person, correct the wrong one first."))
    if kept.user and merged.user and merged.user.is_active:
        raise NotMerged(
            _(
                "Both records have an account that logs in: %(one)s and %(other)s. Block the account that is no "
                "longer used first, so that the person has one ballot."
            )
            % {"one": kept.user.username, "other": merged.user.username}
        )


def _take_identity(kept: Official, merged: Official) -> None:
    """Give the record what only the other one has; the other is left without account and staff code."""
    account, code = merged.user, merged.staff_code
    born = merged.birth_date
    merged.user, merged.staff_code = None, ""
    merged.save(update_fields=["user", "staff_code"])
    kept.user, kept.staff_code = kept.user or account, kept.staff_code or code
    kept.birth_date = kept.birth_date or born
    kept.save(update_fields=["user", "staff_code", "birth_date"])


def _twins(kept: Official, merged: Official) -> dict[Post, Post]:
    """Return the posts that both records hold, those of the merged record as keys."""
    # Locked, because whole posts are written: what others change meanwhile comes before or after.
    posts = Post.objects.select_for_update().filter(official__in=[kept, merged]).order_by("pk")
    present = [post for post in posts if post.ended_on is None]
    held = {(post.unit_id, post.title): post for post in present if post.official_id == kept.pk}
    again = [post for post in present if post.official_id == merged.pk]
    return {post: held[key] for post in again if (key := (post.unit_id, post.title)) in held}


def _change_round(round_: Round, kept: Official, merged: Official, twins: dict[Post, Post]) -> None:
    """Put the kept record into a round; where both stand on the ballot, the posts come together on one line."""
    line = round_.lines.filter(official=merged).first()
    if line:
        for post, twin in twins.items():
            there = LinePost.objects.filter(post=twin, line__round=round_).exists()
            printed = LinePost.objects.filter(post=post, line=line)
            if there:
                printed.delete()
            else:
                printed.update(post=twin)
        _one_line(line, kept)
    if round_.exemptions.filter(official=kept).exists():
        round_.exemptions.filter(official=merged).delete()
    round_.exemptions.filter(official=merged).update(official=kept)
    Matter.objects.filter(round=round_, official=merged).update(official=kept)


def _one_line(line: Line, kept: Official) -> None:
    twin = Line.objects.filter(official=kept, round=line.round_id).first()
    if twin is None:
        line.official = kept
        line.save(update_fields=["official"])
        return
    there = LinePost.objects.filter(line=twin).values("post")
    LinePost.objects.filter(line=line).exclude(post__in=there).update(line=twin)
    line.delete()


def _move_posts(kept: Official, merged: Official, twins: dict[Post, Post]) -> None:
    """Move the posts; of one post entered twice the later record is ended, or removed where nothing names it."""
    for post in merged.posts.all():
        if post in twins:
            _fold_into(twins[post], post)
        else:
            post.official = kept
            post.save(update_fields=["official"])


def _fold_into(twin: Post, post: Post) -> None:
    """Give one post what only its second entry says."""
    for name in ("appointed_on", "elected_on", "retirement_notice_on", "managed_by_id", "group_id", "rank"):
        setattr(twin, name, getattr(twin, name) or getattr(post, name))
    twin.evidence = twin.evidence or post.evidence
    if not twin.file:
        twin.file, twin.sha256 = post.file, post.sha256
    twin.save()
    if not LinePost.objects.filter(post=post).exists():
        post.delete()
        return
    days = [day for day in (post.appointed_on, post.elected_on) if day]
    post.official, post.ended_on = twin.official, max([timezone.localdate() - ONE_DAY, *days])
    post.save(update_fields=["official", "ended_on"])


def _move_memberships(kept: Official, merged: Official) -> None:
    there = {(row.group_id, row.unit_id) for row in kept.memberships.filter(ends_on=None)}
    for row in merged.memberships.all():
        if row.ends_on is None and (row.group_id, row.unit_id) in there:
            row.delete()
        else:
            Membership.objects.filter(pk=row.pk).update(official=kept)


def _move_dossiers(kept: Official, merged: Official) -> None:
    """Move the dossiers that no frozen round names; a second one of a title gets the number of its row."""
    frozen = Line.objects.exclude(round__state__in=states.changing(Part.PAPERS))
    titles = set(kept.dossiers.values_list("title", flat=True))
    for dossier in merged.dossiers.exclude(pk__in=frozen.exclude(dossier=None).values("dossier")):
        title = f"{dossier.title[:180]} ({dossier.pk})" if dossier.title in titles else dossier.title
        Dossier.objects.filter(pk=dossier.pk).update(official=kept, title=title)
        _move_filing(kept, dossier)


def _move_filing(kept: Official, dossier: Dossier) -> None:
    """Ask the kept record for the dossier; of two that one campaign asks for, the papers come into the one that stays."""
    filing = Filing.objects.filter(dossier=dossier).first()
    if filing is None:
        return
    stays = Filing.objects.filter(campaign=filing.campaign_id, official=kept).first()
    if stays is None:
        filing.official = kept
        filing.save(update_fields=["official"])
        return
    dossier.documents.update(dossier=stays.dossier)
    Line.objects.filter(dossier=dossier).update(dossier=stays.dossier)
    filing.delete()


def _move_decisions(kept: Official, merged: Official) -> None:
    there = set(kept.place_decisions.values_list("starts_on", flat=True))
    for decision in merged.place_decisions.all():
        if decision.starts_on in there:
            decision.delete()
        else:
            PlaceDecision.objects.filter(pk=decision.pk).update(official=kept)


def _keep_out(kept: Official, merged: Official) -> None:
    """Let whoever a clerk took out under one record not be proposed again under the other."""
    for rows, names in ((Proposal.objects, "officials"), (BatchItem.objects, "without_officials")):
        known = rows.filter(**{f"{names}__contains": [merged.pk]})
        for row in known.exclude(**{f"{names}__contains": [kept.pk]}):
            setattr(row, names, sorted([*getattr(row, names), kept.pk]))
            row.save(update_fields=[names])
