"""What the log keeps of this room: its tables, the acts on drafts, and the entries in the log of a round."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from rounds import steps
from rounds.entries import code_of
from rounds.models import (
    Attendance,
    Campaign,
    CommitteeMember,
    Elector,
    Exemption,
    LateCard,
    Line,
    LinePost,
    Round,
    RuleSet,
    Threshold,
)

watch(RuleSet)
watch(Threshold, owner="rule_set")
watch(Campaign, unit="unit_id")
# What freezing computes from the other columns is only named as changed; salts stay out of sight.
watch(
    Round,
    secret=["config", "manifest", "roll_salt", "rule_set_copy"],
    round="id",
    unit="unit_id",
)
watch(Line, secret=["papers", "papers_salt"], owner="round", round="round_id")
watch(LinePost, owner="line")
watch(Elector, left_out=["name", "sort_key"], owner="round", round="round_id")
watch(CommitteeMember, owner="round", round="round_id")
watch(Exemption, owner="round", round="round_id")
watch(LateCard, owner="user", round="round_id")
watch(Attendance, owner="round", round="round_id")
# Login cards are not watched: a card goes when a voter chooses a password, and nothing may tell when that was.

register("rules.save", _("Regulation saved"))
register("rules.remove", _("Regulation removed"))
register("campaign.save", _("Campaign saved"))
register("campaign.remove", _("Campaign removed"))
register("draft.save", _("Round saved"))
register("draft.remove", _("Draft of a round removed"))
register("part.save", _("Ballot, roll or counting team changed"))
register("part.remove", _("Taken off the ballot, the roll or the counting team"))
register("lines.propose", _("Officials of the unit put on the ballot"))
register("roll.add", _("People put on the roll"))
register("roll.import", _("Roll imported from a file"))
register("card.print", _("Login cards printed"))
register("rounds.resume", _("Votes resumed after a restore"))
register("team.set", _("Counting team set"))

for _event, _words in steps.entries().items():
    register(code_of(_event), _words)
register(code_of("restored"), _("Server restored from a backup of this moment"))
register(code_of("countdown"), _("Countdown to the opening of the vote"))
register(code_of("countdown_over"), _("Countdown ended: something is missing again"))
register(code_of("countdown_stopped"), _("Countdown stopped; the vote is opened by hand"))
register(code_of("supplemented"), _("Document added to a dossier after freezing"))
register(code_of("cards_printed"), _("Login cards printed"))
