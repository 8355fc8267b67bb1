"""Signatures over the statement of the minutes; all of them, or the head with reasons, certify the count."""

import uuid
from collections.abc import Callable
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.selectors import head
from audit.services import act
from ballots import queue
from ballots.protocol import signing
from common.languages import filled
from officials.models import User
from results.models import Certification, MinutesSignature, MissingSignatures
from results.selectors import unsigned_members
from results.statement import is_signed, missing_is_signed, signing_key, statement_of
from rounds import steps
from rounds.entries import times_of
from rounds.errors import Missing, RoundError, Where
from rounds.lifecycle import advance
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round
from rounds.team import threshold_of

# Whether a signature holds for: public key, signature, election id in hex, hash of the statement.
Verify = Callable[[bytes, bytes, str, bytes], bool]


class BadSignature(RoundError):
    """The signature is not the member's, or not over the current statement."""


def sign_minutes(*, user: User, round_id: uuid.UUID, statement_hash: str, signature: str) -> MinutesSignature:
    """Store a member's signature (hex) and certify once all have signed.

    Repeating a signature does nothing. Raises `BadSignature` or `RoundError`.
    """
    with transaction.atomic():
        round_ = lock_round(round_id)
        member = _member(round_, user)
        if not steps.takes_place("sign_minutes", round_):
            raise RoundError(_("There is nothing to confirm: the box has not been opened."))
        _require_good(round_, member, statement_hash, signature, is_signed)
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
    round_: Round, member: CommitteeMember, statement_hash: str, signature: str, holds: Verify
) -> None:
    stated = statement_of(round_)
    if statement_hash != stated.hash.hex():
        raise BadSignature(_("The figures have changed. Compare them again and confirm."))
    key = signing_key(round_, member.index)
    if not holds(key, signing.from_hex(signature), round_.election_id or "", stated.hash):
        raise BadSignature(_("This confirmation was not made with your key of this round."))


def _store(round_: Round, member: CommitteeMember, statement_hash: str, signature: str) -> MinutesSignature:
    try:
        with transaction.atomic(), act("minutes.sign", actor=member.user, subject=round_):
            return MinutesSignature.objects.create(
                member=member, round=round_, statement_hash=statement_hash, signature=signature
            )
    except IntegrityError:
        return MinutesSignature.objects.get(member=member)


def close_minutes(
    *, user: User, round_id: uuid.UUID, statement_hash: str, reasons: dict[str, str], signature: str
) -> None:
    """Certify without some members: the head gives and signs a reason for each (docs/protocol.md §11).

    Repeating it does nothing. Raises `BadSignature` or `RoundError`.
    """
    with transaction.atomic():
        round_ = lock_round(round_id)
        head = _member(round_, user)
        if MissingSignatures.objects.filter(pk=round_id, reasons=reasons, signature=signature).exists():
            return
        _require_reasons(round_, head, reasons)
        holds = partial(missing_is_signed, reasons=reasons)
        _require_good(round_, head, statement_hash, signature, holds)
        with act("minutes.close", actor=user, subject=round_):
            MissingSignatures.objects.create(round=round_, reasons=reasons, signature=signature)
        certify(round_id=round_id, actor=user)


def _require_reasons(round_: Round, head: CommitteeMember, reasons: dict[str, str]) -> None:
    """Refuse unless the head, having signed, names exactly the members who have not, with a reason each."""
    if head.role != CommitteeMember.Role.HEAD:
        raise RoundError(_("Only the head of the counting team confirms this."))
    if not steps.takes_place("certify", round_):
        raise RoundError(_("There is nothing to confirm: the box has not been opened."))
    unsigned = {str(member.index) for member in unsigned_members(round_)}
    if str(head.index) in unsigned:
        raise RoundError(_("Confirm the figures yourself first."))
    if set(reasons) != unsigned or not unsigned:
        raise RoundError(_("Meanwhile another member has confirmed. Look at the page again."))
    if not all(reason.strip() for reason in reasons.values()):
        raise RoundError(_("Give a reason for each member who has not confirmed."))
    members = round_.committee.count()
    if members - len(unsigned) < threshold_of(round_, members):
        raise RoundError(_("Too few members have confirmed the figures: as many are needed as open the box."))


def before_certifying(round_: Round) -> list[Missing]:
    """Return what is missing before the count is certified: every member, or the head's reasons."""
    if MissingSignatures.objects.filter(pk=round_.pk).exists():
        return []
    unsigned = unsigned_members(round_)
    if not unsigned:
        return []
    names = ", ".join(member.name for member in unsigned)
    return [
        Missing(
            filled(_("Not yet: waiting for %(names)s."), {"names": names}),
            _(
                "They open the counting team’s page and confirm the figures. If a member cannot, the head "
                "closes the minutes there with the reason."
            ),
            Where.TEAM,
        )
    ]


@transaction.atomic
def certify(*, round_id: uuid.UUID, actor: User | None) -> Certification:
    """Certify a counted round and have its documents rendered; repeating it does nothing.

    Raises `MoveRefused` with everything that is missing.
    """
    round_ = advance(round_id=round_id, step="certify", actor=actor)
    times = times_of(round_)
    values: dict[str, object] = {
        "certified_at": times[steps.BY_NAME["certify"].entry_name],
        "closed_at": times[steps.BY_NAME["close"].entry_name],
        "opened_at": times[steps.BY_NAME["open"].entry_name],
        "signed_by": sorted(round_.minutes_signatures.values_list("member__index", flat=True)),
    }
    if link := head():
        values |= {"log_number": link.number, "log_head": bytes(link.hash).hex()}
    with act("minutes.certify", actor=actor, subject=round_):
        certification, _created = Certification.objects.get_or_create(round=round_, defaults=values)
    transaction.on_commit(lambda: queue.send("results.render_documents", round_id))
    return certification
