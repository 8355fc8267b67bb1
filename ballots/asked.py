"""Reads about what the secretary asks the head of the counting team to agree to.

For callers that hold the permission to see the round.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ballots import rows, selectors
from ballots.models import HeadRequest, HeadStatement
from ballots.protocol import statements
from rounds.models import Round

Kind = HeadStatement.Kind


def numbers(round_: Round) -> dict[str, int]:
    """Return cast, issued and present as they are now."""
    return {
        "cast": selectors.box_size(round_),
        "issued": rows.issued_of(round_.pk).count(),
        "present": selectors.present(round_) or 0,
    }


def not_cast(*, cast: int, present: int | None) -> int:
    """Return how many of the people present have not cast, as far as the numbers tell."""
    return max(0, (present or 0) - cast)


def open_request(round_: Round) -> HeadRequest | None:
    """Return what the secretary has asked the head to agree to, as long as it is open."""
    requests = HeadRequest.objects.select_related("asked_by", "round")
    return requests.filter(round=round_).first()


def asked(round_: Round, kind: str) -> HeadRequest | None:
    """Return the open request if it is of this kind."""
    request = open_request(round_)
    return request if request and request.kind == kind else None


def content_now(request: HeadRequest) -> dict[str, Any]:
    """Return what the head would state now: the numbers of a closing may have grown since it was asked."""
    if request.kind == Kind.CLOSE:
        return statements.close(**numbers(request.round))
    return dict(request.content)


def what_is_asked(round_: Round) -> str:
    """Return the sentence of the open request; "" without one."""
    request = open_request(round_)
    return request_sentence(request) if request else ""


def request_sentence(request: HeadRequest) -> str:
    """Return what is asked, in the language of the log."""
    content = request.content
    with translation.override(settings.LANGUAGE_CODE):
        if request.kind == Kind.CLOSE:
            text = _(
                "End the voting with %(cast)d ballots cast, %(issued)d issued, %(present)d people present."
            )
            return str(text % content)
        return str(_("People present: %(to)d instead of %(from)d. Reason: %(reason)s") % content)
