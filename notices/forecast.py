"""Whether enough people will come, as far as the replies say."""

from dataclasses import dataclass

from django.db.models import Count, Q

from notices.models import InvitationReply
from notices.selectors import people_invited, people_to_invite, told_last
from rounds.models import Round

Coming = InvitationReply.Coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Numbers of people; `needed` is how many must be present for the meeting to be held."""

    summoned: int
    invited: int
    uninvited: int
    coming: int
    absent: int
    asking: int
    needed: int

    @property
    def silent(self) -> int:
        """People on the roll who have neither said yes nor no."""
        return self.summoned - self.coming - self.absent

    @property
    def is_enough(self) -> bool:
        """Whether those who said yes are enough."""
        return self.coming >= self.needed

    @property
    def is_out_of_reach(self) -> bool:
        """Whether too many said no, even if everybody else comes."""
        return self.summoned - self.absent < self.needed

    @property
    def lacking(self) -> int:
        """How many more must say yes."""
        return max(0, self.needed - self.coming)


def forecast_of(round_: Round) -> Forecast:
    """Return the forecast of a round; answers to a former time or place do not count."""
    on_roll = Q(user__electorates__round=round_)
    replies = InvitationReply.objects.filter(on_roll, round=round_, sequence=told_last(round_))
    said = dict(replies.order_by().values_list("coming").annotate(number=Count("pk")))
    summoned = round_.electors.count()
    return Forecast(
        summoned=summoned,
        invited=people_invited(round_).count(),
        uninvited=people_to_invite(round_).count(),
        coming=said.get(Coming.YES, 0),
        absent=said.get(Coming.NO, 0),
        asking=said.get(Coming.ASKS, 0),
        needed=_needed(round_, summoned),
    )


def _needed(round_: Round, summoned: int) -> int:
    """Return the quorum as a number of people: the share of the regulation, rounded up."""
    rules = round_.rule_set_copy or {}
    numerator = int(rules.get("quorum_numerator", round_.rule_set.quorum_numerator))
    denominator = int(rules.get("quorum_denominator", round_.rule_set.quorum_denominator))
    return max(-(-summoned * numerator // denominator), min(round_.min_ballots, summoned))
