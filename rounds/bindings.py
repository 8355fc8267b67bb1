"""The steps that `rounds` owns, and its acts that take two people."""

from django.utils.translation import gettext_lazy as _

from approvals import acts
from officials.models import User
from rounds import approving, preflight, steps
from rounds.accounts import lock_accounts
from rounds.locks import lock_rounds
from rounds.models import Round
from rounds.services import moves
from rounds.services.account_changes import change_login

steps.bind("freeze", moves.freeze_round, guard=preflight.before_freezing)
steps.bind("resume", moves.resume_round)
steps.bind("open", moves.open_round, guard=preflight.before_opening)
steps.bind("cancel", moves.cancel_round)
steps.bind("record_attendance", moves.record_attendance)

acts.add(
    "round.freeze",
    _("Freeze the round"),
    Round,
    run=lambda round_, actor: moves.freeze_round(round_id=round_.pk, actor=actor),
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
    "account.change",
    _("Change how a person logs in, during a vote"),
    User,
    run=lambda account, actor, **fields: change_login(account=account, actor=actor, **fields),
    look=approving.login_of,
    lock=lock_accounts,
    labels=approving.LOGGING_IN,
)
