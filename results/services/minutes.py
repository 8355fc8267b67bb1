"""Signatures over the statement of the minutes; enough of them certify the count."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ballots import queue
from officials.models import User
from results.models import Certification, MinutesSignature
from results.statement import MinutesStatement, is_signed, signing_key, statement_of
from rounds import steps
from rounds.errors import Missing, RoundError, Where
from rounds.lifecycle import advance
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round, RoundEvent
from rounds.preflight import threshold_of


class BadSignature(RoundError):
    """The signature is not the member's, or not over the current statement."""


def sign_minutes(*, user: User, round_id: uuid.UUID, statement_hash: str, signature: str) -> MinutesSignature:
    """Store a member's signature (hex) and certify once enough have signed.

    Repeating a signature does nothing. Raises `BadSignature` or `RoundError`.
    """
    with transaction.atomic():
        round_ = lock_round(round_id)
        member = _member(round_, user)
        if not steps.takes_place("sign_minutes", round_):
            raise RoundError(_("There is nothing to confirm: the box has not been opened."))
        _require_good(round_, member, statement_of(round_), statement_hash, signature)
        signed = _store(round_, member, statement_hash, signature)
        if steps.takes_place("certify", round_) and not before_certifying(round_):
            certify(round_id=round_id, actor=user)
    return signed


def _member(round_: Round, user: User) -> CommitteeMember:
    try:
        return round_.committee.get(user=user)
    except CommitteeMember.DoesNotExist:
        raise RoundError(_("Only the counting team confirms these figures.")) from None


def _require_good(
    round_: Round, member: CommitteeMember, stated: MinutesStatement, statement_hash: str, signature: str
) -> None:
    if statement_hash != stated.hash.hex():
        raise BadSignature(_("The figures have changed. Compare them again and confirm."))
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        raw = b""
    key = signing_key(round_, member.index)
    # Only the spelling that the bundle prescribes, because the stored text is published unchanged.
    is_spelled = raw.hex() == signature
    if not (is_spelled and is_signed(key, raw, round_.election_id or "", stated.hash)):
        raise BadSignature(_("This confirmation was not made with your key of this round."))


def _store(round_: Round, member: CommitteeMember, statement_hash: str, signature: str) -> MinutesSignature:
    try:
        with transaction.atomic():
            return MinutesSignature.objects.create(
                member=member, round=round_, statement_hash=statement_hash, signature=signature
            )
    except IntegrityError:
        return MinutesSignature.objects.get(member=member)


def before_certifying(round_: Round) -> list[Missing]:
    """Return what is missing before the count is certified: the head's signature and t in all.

    The same t as for opening the box, so that one absent member cannot delay the minutes.
    Later signatures are still recorded.
    """
    members = list(round_.committee.select_related("user", "minutes_signature"))
    signed = [member for member in members if hasattr(member, "minutes_signature")]
    needed = threshold_of(round_, len(members))
    missing = []
    if not any(member.role == CommitteeMember.Role.HEAD for member in signed):
        head = next((member.user for member in members if member.role == "head"), "")
        missing.append(
            Missing(
                _("The head of the counting team has not confirmed the figures."),
                _("%(name)s opens the counting team's page and confirms the figures.") % {"name": head},
                Where.TEAM,
            )
        )
    if len(signed) < needed:
        absent = [str(member.user) for member in members if member not in signed]
        missing.append(
            Missing(
                _("%(signed)d of at least %(needed)d members have confirmed the figures.")
                % {"signed": len(signed), "needed": needed},
                _("Not confirmed yet: %(names)s.") % {"names": ", ".join(absent)},
                Where.TEAM,
            )
        )
    return missing


@transaction.atomic
def certify(*, round_id: uuid.UUID, actor: User | None) -> Certification:
    """Certify a counted round and have its documents rendered; repeating it does nothing.

    Raises `MoveRefused` with everything that is missing.
    """
    round_ = advance(round_id=round_id, step="certify", actor=actor)
    times = dict(RoundEvent.objects.filter(round=round_).values_list("event", "at"))
    certification, _created = Certification.objects.get_or_create(
        round=round_,
        defaults={
            "certified_at": times[steps.BY_NAME["certify"].entry_name],
            "closed_at": times[steps.BY_NAME["close"].entry_name],
            "opened_at": times[steps.BY_NAME["open"].entry_name],
            "signed_by": sorted(round_.minutes_signatures.values_list("member__index", flat=True)),
        },
    )
    transaction.on_commit(lambda: queue.send("results.render_documents", round_id))
    return certification
