"""Open the box: combine the decryption shares of members and server into the counts.

Only sums of all valid ballots are ever decrypted (docs/protocol.md §8.4). Invalid ballots count as
returned but are in no sum; a line without a mark on a valid ballot is blank.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ballots import rows, selectors
from ballots.manifest import keys_of
from ballots.models import EncryptedTally, PartialDecryption
from ballots.protocol.decryption import SERVER, OpeningError, Sums, combine, verify_partial
from results.models import LineCount, Tally
from results.outcomes import reconcile
from results.selectors import REFUSED_EVENT, last_refusal
from results.sheet import make_sheet
from rounds import steps
from rounds.errors import Missing, MoveRefused, RoundError, Where
from rounds.lifecycle import advance
from rounds.locks import lock_round
from rounds.models import Round
from rounds.services.noting import note_event
from rounds.team import threshold_of


class NotYet(RoundError):
    """The sums or enough good shares are missing; a later task tries again."""


class NumbersDisagree(MoveRefused):
    """The figures do not add up; each equation is listed, nothing was stored."""


def open_box(*, round_id: uuid.UUID) -> Tally:
    """Compute the counts, reconcile them, and store tally and lines together with the new state.

    A box that is already opened stays as it is. Raises `NotYet`, `NumbersDisagree`, or
    `OpeningError` if the shares do not decrypt the sums.
    """
    try:
        return _open(round_id)
    except NumbersDisagree as refusal:
        _write_down(round_id, refusal)
        raise


@transaction.atomic
def _open(round_id: uuid.UUID) -> Tally:
    round_ = lock_round(round_id)
    if found := Tally.objects.filter(pk=round_id).first():
        return found
    encrypted, partials = _shares(round_)
    counts = _counts(round_, encrypted, partials)
    tally = _tally(round_, encrypted, sorted(partials))
    rows = _rows(round_, counts, encrypted.valid)
    _require_agreement(round_, tally, rows)
    advance(round_id=round_id, step="open_box", actor=None)
    tally.save(force_insert=True)
    LineCount.objects.bulk_create(rows)
    return tally


def _shares(round_: Round) -> tuple[EncryptedTally, dict[int, bytes]]:
    encrypted = EncryptedTally.objects.filter(pk=round_.pk).first()
    if not steps.takes_place("open_box", round_) or encrypted is None:
        raise NotYet(_("The ballots have not been added up yet."))
    if not encrypted.server_partial:
        raise NotYet(_("The box holds fewer ballots than it may be opened with."))
    good = PartialDecryption.objects.filter(round=round_, good=True)
    partials = {
        index: share_bytes(payload) for index, payload in good.values_list("member__index", "payload")
    }
    if len(partials) < threshold_of(round_, round_.committee.count()):
        raise NotYet(_("Not enough members of the counting team have helped to open the box."))
    return encrypted, partials


def share_bytes(payload: dict[str, Any]) -> bytes:
    """Return the signed share of one member, or of the server, as `verify_partial` reads it."""
    return bytes.fromhex(payload["share"])


def _counts(
    round_: Round, encrypted: EncryptedTally, partials: dict[int, bytes]
) -> list[tuple[int, int, int]]:
    """Verify every share again with the keys of the manifest and combine them."""
    keys = keys_of(bytes(round_.manifest or b"{}"))
    sums = Sums.from_bytes(bytes(encrypted.sums))
    if sums.n_ballots != encrypted.valid:
        raise OpeningError("sums")

    def points(index: int, data: bytes) -> Sequence[bytes]:
        return verify_partial(
            data,
            election_id=bytes.fromhex(round_.election_id or ""),
            member=index,
            share_key=keys.server if index == SERVER else keys.share[index],
            signing_key=keys.receipt if index == SERVER else keys.signing[index],
            sums=sums,
        )

    return combine(
        partials={index: points(index, data) for index, data in partials.items()},
        server=points(SERVER, share_bytes(encrypted.server_partial)),
        sums=sums,
        threshold=keys.threshold,
    )


def _tally(round_: Round, encrypted: EncryptedTally, opened_by: list[int]) -> Tally:
    return Tally(
        round=round_,
        summoned=round_.electors.count(),
        present=selectors.present(round_) or 0,
        issued=rows.issued_of(round_.pk).count(),
        returned=encrypted.returned,
        valid=encrypted.valid,
        opened_by=opened_by,
    )


def _rows(round_: Round, counts: list[tuple[int, int, int]], valid: int) -> list[LineCount]:
    lines = round_.lines.select_related("official").order_by("position")
    return [
        LineCount(line=line, round=round_, high=h, confidence=c, low=w, blank=valid - h - c - w)
        for line, (h, c, w) in zip(lines, counts, strict=True)
    ]


def _require_agreement(round_: Round, tally: Tally, rows: list[LineCount]) -> None:
    broken = reconcile(make_sheet(round_, tally=tally, counts=rows))
    if broken:
        raise NumbersDisagree(
            _("The numbers do not add up, so the count is not taken over:"),
            [Missing(sentence, *_remedy(round_, tally)) for sentence in broken],
        )


def _remedy(round_: Round, tally: Tally) -> tuple[str, Where]:
    """Return the remedy: only the attendance was counted by hand, so only it can be corrected."""
    if not tally.issued <= tally.present <= tally.summoned:
        remedy = _("Count the people present again and correct the number on the desk.")
        return remedy, Where.ATTENDANCE
    remedy = _("Do not continue. Leave the box unchanged and tell the administrator.")
    return remedy, Where.LOG


def _write_down(round_id: uuid.UUID, refusal: NumbersDisagree) -> None:
    """Write the refusal into the log once, although the task repeats each minute."""
    detail = "\n".join(str(missing.message) for missing in refusal.missing)
    with transaction.atomic():
        round_ = lock_round(round_id)
        last = last_refusal(round_)
        if last is None or last.detail != detail:
            note_event(round_, REFUSED_EVENT, actor=None, detail=detail)
