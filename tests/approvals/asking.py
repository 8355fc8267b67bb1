"""Test helpers: requests for a second person."""

import datetime

from django.utils import timezone

from approvals import services
from approvals.models import ApprovalRequest
from officials.models import User
from rounds.models import Round
from tests.owner import unguarded


def ask_to_freeze(actor: User, *rounds: Round) -> ApprovalRequest:
    why = "Họp đột xuất"
    return services.take(act="round.freeze", rows=rounds, actor=actor, values={"reason": why}, reason=why)


def come_to_end(request: ApprovalRequest) -> None:
    """Let the time of a request be over."""
    past = timezone.now() - datetime.timedelta(days=4)
    with unguarded():
        ApprovalRequest.objects.filter(pk=request.pk).update(
            asked_at=past, ends_at=past + datetime.timedelta(days=3)
        )
