"""What pages show of requests for a second person."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals import acts, selectors
from approvals.models import ApprovalRequest
from common.refusals import Text
from officials.models import User
from rounds.models import Round

PER_PAGE = 20
WAITS = _("This waits for a second person, who confirms it on the own login.")
# The page of an object, by its table.
PAGES = {
    "rounds_round": "secretariat:desk",
    "officials_user": "admin:officials_user_change",
    "rounds_plan": "secretariat:plan",
    "officials_unit": "admin:officials_unit_change",
    "officials_official": "admin:officials_official_change",
}

# Where what is confirmed is then used.
PAGES_OF_ACTS = {"card.allow": "admin:officials_user_login"}


@dataclass(frozen=True)
class ChangedField:
    """A field that the act changes."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """An object of a request and what changes of it."""

    name: str
    url: str
    lines: list[ChangedField]


@dataclass(frozen=True)
class RequestPage:
    """Everything that the page of one request prints."""

    request: ApprovalRequest
    objects: list[Shown]
    may_decide: bool
    may_withdraw: bool


def request_page(request: ApprovalRequest, user: User) -> RequestPage:
    """Return the page of a request that the user may see."""
    return RequestPage(
        request=request,
        objects=[_shown(request.act, one) for one in request.shown],
        may_decide=request.is_waiting and selectors.may_decide(user=user, request=request),
        may_withdraw=request.is_waiting and request.asked_by_id == user.pk,
    )


def request_list(user: User, number: str | None) -> Page[ApprovalRequest]:
    """Return a page of all requests that the user may see, the newest first."""
    return Paginator(selectors.requests_for(user=user).defer("values"), PER_PAGE).get_page(number)


def takes_two(act: str, round_: Round, user: User) -> bool:
    """Return whether this act on a round waits for a second person when this user takes it."""
    if not acts.is_known(act) or not acts.named(act).look(round_, {}).takes_two:
        return False
    return selectors.needs_second(user=user, units=[round_.unit_id])


def sentence(request: ApprovalRequest, done: str) -> str:
    """Return what a page says after an act was taken: that it waits, or `done`."""
    return str(WAITS) if request.is_waiting else done


def _shown(act: str, one: dict[str, Any]) -> Shown:
    labels = acts.labels_of(act)
    lines = [ChangedField(labels.get(name, name), before, after) for name, before, after in one["changes"]]
    page = PAGES_OF_ACTS.get(act) or (PAGES.get(acts.named(act).table) if acts.is_known(act) else None)
    return Shown(one["name"], reverse(page, args=[one["row"]]) if page else "", lines)
