"""The steps that `rounds` owns, and its acts that take two people."""

import datetime

from django.utils.translation import gettext_lazy as _

from approvals import acts
from officials.models import Official, User
from rounds import approving, approving_people, preflight, steps
from rounds.accounts import lock_accounts
from rounds.locks import lock_rounds
from rounds.models import Plan, Round
from rounds.services import announcing, moves, planning
from rounds.services.account_changes import change_login
from rounds.services.card_permits import allow_card, lock_for_cards
from rounds.services.merging import merge_as_asked


def day_of(written: str) -> datetime.date | None:
    """Return the day of a request's values."""
    return datetime.date.fromisoformat(written) if written else None


steps.bind("announce", announcing.announce_round, guard=preflight.before_announcing)
steps.bind("postpone", announcing.postpone_round)
steps.bind("withdraw_announcement", announcing.withdraw_announcement)
steps.bind("freeze", moves.freeze_round, guard=preflight.before_freezing)
steps.bind("resume", moves.resume_round)
steps.bind("open", moves.open_round, guard=preflight.before_opening)
steps.bind("cancel", moves.cancel_round)
steps.bind("record_attendance", moves.record_attendance)

acts.add(
    "round.announce",
    _("Announce the meeting"),
    Round,
    run=lambda round_, actor: announcing.announce_round(round_id=round_.pk, actor=actor),
    look=approving.announced_round,
    lock=lock_rounds,
    labels=approving.ANNOUNCING,
)
acts.add(
    "round.postpone",
    _("Postpone the meeting"),
    Round,
    run=announcing.postpone_as_asked,
    look=approving.postponed_round,
    lock=lock_rounds,
    labels=approving.POSTPONING,
)
acts.add(
    "round.withdraw_announcement",
    _("Withdraw the announcement"),
    Round,
    run=lambda round_, actor, reason: announcing.withdraw_announcement(
        round_id=round_.pk, actor=actor, reason=reason
    ),
    look=approving.withdrawn_round,
    lock=lock_rounds,
    labels=approving.CANCELLING,
)
acts.add(
    "round.freeze",
    _("Freeze the round"),
    Round,
    run=lambda round_, actor, reason="": moves.freeze_round(round_id=round_.pk, actor=actor, reason=reason),
    look=approving.frozen_round,
    lock=lock_rounds,
    labels=approving.FREEZING,
)
acts.add(
    "round.cancel",
    _("Cancel the round"),
    Round,
    run=lambda round_, actor, reason: moves.cancel_round(round_id=round_.pk, actor=actor, reason=reason),
    look=approving.cancelled_round,
    lock=lock_rounds,
    labels=approving.CANCELLING,
)
acts.add(
    "plan.approve",
    _("Record the approval of a plan"),
    Plan,
    run=lambda plan, actor, number, date: planning.approve(
        plan=plan, number=number, date=day_of(date), actor=actor
    ),
    look=approving.approved_plan,
    labels=approving.APPROVING,
)
acts.add(
    "account.change",
    _("Change how a person logs in, during a vote"),
    User,
    run=lambda account, actor, **fields: change_login(account=account, actor=actor, **fields),
    look=approving.login_of,
    lock=lock_accounts,
    labels=approving.LOGGING_IN,
)
acts.add(
    "card.allow",
    _("Print a login card after freezing"),
    User,
    run=lambda account, actor: allow_card(account=account, actor=actor),
    look=approving.card_of,
    lock=lock_for_cards,
    labels=approving.CARDS,
)
acts.add(
    "official.merge",
    _("Make one record of two records of a person"),
    Official,
    run=merge_as_asked,
    look=approving_people.merged_official,
    labels=approving_people.MERGING,
)
