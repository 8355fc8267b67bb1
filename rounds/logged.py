"""What the log keeps of this room: its tables, the acts on drafts, and the entries in the log of a round."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from rounds import steps
from rounds.entries import CHANGED, code_of
from rounds.models import (
    Attendance,
    Batch,
    Campaign,
    CardPermit,
    CommitteeMember,
    Elector,
    Exemption,
    Filing,
    LateCard,
    Line,
    LinePost,
    Matter,
    PlaceDecision,
    Plan,
    PlanDocument,
    PlanMeeting,
    PlanVersion,
    Round,
    RuleSet,
    Threshold,
)

watch(RuleSet)
watch(Threshold, owner="rule_set")
watch(Campaign, unit="unit_id")
watch(Plan, unit="unit_id")
watch(PlanMeeting, owner="plan")
watch(PlanVersion, left_out=["content"], owner="plan")
watch(PlanDocument, owner="plan")
watch(PlanMeeting.left_out.through, owner="planmeeting")
watch(Batch, owner="campaign")
# What freezing computes from the other columns is only named as changed; salts stay out of sight.
watch(
    Round,
    secret=["config", "manifest", "plan_copy", "roll_salt", "rule_set_copy"],
    round="id",
    unit="unit_id",
)
watch(Line, secret=["papers", "papers_salt"], owner="round", round="round_id")
watch(LinePost, owner="line")
watch(Elector, left_out=["name", "sort_key"], owner="round", round="round_id")
watch(CommitteeMember, owner="round", round="round_id")
watch(PlaceDecision, owner="official")
watch(PlaceDecision.units.through, owner="placedecision")
watch(Exemption, owner="round", round="round_id")
watch(LateCard, owner="user", round="round_id")
watch(CardPermit, owner="user", round="round_id")
watch(Attendance, owner="round", round="round_id")
watch(Filing, owner="dossier")
# The person who asks is named to the secretariat of the round only, and a log has more readers.
watch(Matter, left_out=["asked_by_id"], owner="round", round="round_id")
# Login cards are not watched: a card goes when a voter chooses a password, and nothing may tell when that was.

register("rules.save", _("Regulation saved"))
register("rules.remove", _("Regulation removed"))
register("campaign.save", _("Campaign saved"))
register("campaign.remove", _("Campaign removed"))
register("plan.save", _("Plan saved"))
register("plan.remove", _("Plan removed"))
register("plan.units", _("Units of the plan chosen"))
register("plan.submit", _("Plan submitted for approval"))
register("plan.give_back", _("Plan given back"))
register("plan.approve", _("Approval of the plan recorded"))
register("plan.amend", _("Amendment of the plan begun"))
register("plan.drop", _("Amendment of the plan dropped"))
register("plan.finish", _("Plan finished"))
register("plan.reopen", _("Plan taken up again"))
register("plan.document", _("Document of the plan asked for or made"))
register("plan.sign", _("Signed file of the plan kept"))
register(code_of(CHANGED), _("Changed after it was announced"))
register("draft.save", _("Round saved"))
register("draft.remove", _("Draft of a round removed"))
register("part.save", _("Ballot, roll or counting team changed"))
register("part.remove", _("Taken off the ballot, the roll or the counting team"))
register("draft.propose", _("Round prepared from the plan"))
register("batch.start", _("Creation of rounds from the plan started"))
register("batch.stop", _("Creation of rounds from the plan stopped"))
register("batch.end", _("Creation of rounds from the plan ended"))
register("lines.propose", _("Officials of the unit put on the ballot"))
register("roll.add", _("People put on the roll"))
register("roll.import", _("Roll imported from a file"))
register("card.print", _("Login cards printed"))
register("card.allow", _("Login card after freezing allowed"))
register("card.report", _("Somebody else used the login card, as its person reported"))
register("rounds.resume", _("Votes resumed after a restore"))
register("places.settle", _("Settled which places count for an official"))
register("lines.order", _("Ballot ordered by rank"))
register("team.set", _("Counting team set"))
register("dossier.ask", _("Officials asked for their dossiers"))
register("dossier.remind", _("Officials reminded of their dossiers"))
register("dossier.lists", _("Lists of dossiers owed sent to those in charge"))
register("dossier.charge", _("Person in charge of dossiers named"))
register("dossier.explain", _("Explanation asked of an official"))

for _event, _words in steps.entries().items():
    register(code_of(_event), _words)
register(code_of("restored"), _("Server restored from a backup of this moment"))
register(code_of("countdown"), _("Countdown to the opening of the vote"))
register(code_of("countdown_over"), _("Countdown ended: something is missing again"))
register(code_of("countdown_stopped"), _("Countdown stopped; the vote is opened by hand"))
register(code_of("supplemented"), _("Document added to a dossier after freezing"))
register(code_of("matter_asked"), _("Matter to clarify received"))
register(code_of("matter_answered"), _("Matter to clarify answered"))
register(code_of("matter_withheld"), _("Matter to clarify withheld"))
register(code_of("cards_printed"), _("Login cards printed"))
