"""What the page that corrects the proposal for one meeting shows; its roll comes in pages."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from rounds import batch_selectors as selectors
from rounds.eligibility import Exempt
from rounds.models import Batch, BatchItem
from rounds.proposals.proposed import Proposed, ProposedVoter, proposed_for
from rounds.services import preparing

PER_PAGE = 50
SHOWN = 50  # exempt officials, and names of people without an account


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything that is proposed for one meeting, with one page of its voters."""

    proposed: Proposed
    voters: Page[Any]
    left_out: int

    @property
    def exempt(self) -> list[tuple[Any, Exempt]]:
        return self.proposed.exempt[:SHOWN]

    @property
    def more_exempt(self) -> int:
        return max(0, len(self.proposed.exempt) - SHOWN)

    @property
    def remarks(self) -> list[str]:
        """What the page says beside what is proposed."""
        reasons = [self.proposed.reason, self.proposed.item.reason]
        names = self.proposed.without_account
        if names:
            more = f", … (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
            told = ", ".join(names[:SHOWN]) + more
            reasons.append(_("No account, so not on the roll: %(names)s.") % {"names": told})
        return [reason for reason in reasons if reason]

    def named(self, keys: Collection[int]) -> list[ProposedVoter]:
        """Return those of the proposed voters who were shown in a form."""
        return [one for one in self.proposed.voters if one.user.pk in keys]


def item_page(batch: Batch, item: BatchItem, *, text: str, number: str | None) -> ItemPage:
    """Return the page; with `text` the voters whose names hold its words."""
    proposed = _with_left_out(batch, item)
    voters = proposed.voters
    if text:
        found = selectors.accounts_like([one.user.pk for one in voters], text)
        voters = [one for one in voters if one.user.pk in found]
    proposed_keys = {one.user.pk for one in proposed.voters}
    left_out = len(proposed_keys & set(item.without_voters))
    return ItemPage(proposed, Paginator(voters, PER_PAGE).get_page(number), left_out)


def _with_left_out(batch: Batch, item: BatchItem) -> Proposed:
    """Return what is proposed, with the people who were left out before, so that they can be ticked again."""
    left = {name: getattr(item, name) for name in preparing.LEFT_OUT}
    for name in left:
        setattr(item, name, [])
    (proposed,) = proposed_for(batch, [item])
    for name, ids in left.items():
        setattr(item, name, ids)
    return proposed
