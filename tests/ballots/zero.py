"""The head's confirmation that the locked box is empty, without which no round opens."""

from django.utils import timezone

from ballots.models import HeadStatement
from ballots.protocol import statements
from rounds.models import Round


def confirm_empty(round_: Round) -> None:
    """Write the confirmation where no test knows the head's key; the signature is a filler.

    Repeating it does nothing. A `TeamDevice` of the head signs it with `state`.
    """
    if HeadStatement.objects.filter(round=round_, kind="zero").exists():
        return
    content = statements.zero()
    HeadStatement.objects.create(round=round_, kind="zero", content=content, signature="0" * 128)
    Round.objects.filter(pk=round_.pk).update(zero_at=timezone.now())
