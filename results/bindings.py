"""The steps from the opened box to the archive, and the acts of this room that take two people."""

from django.utils.translation import gettext_lazy as _

from approvals import acts
from officials.models import User
from results import approving
from results.services import granting, minutes, opening, publishing
from rounds import steps
from rounds.locks import lock_rounds
from rounds.models import Round

steps.bind("open_box", opening.open_box, task="results.open_box")
steps.bind("sign_minutes", minutes.sign_minutes)
steps.bind("certify", minutes.certify, guard=minutes.before_certifying)
# Bound by its task only, since importing WeasyPrint would cost every web process half a second.
steps.bind("render_documents", task="results.render_documents")
steps.bind("publish", publishing.publish, guard=publishing.before_publishing)
steps.bind("archive", publishing.archive)

acts.add(
    "round.publish",
    _("Publish the result"),
    Round,
    run=lambda round_, actor: publishing.publish(round_id=round_.pk, actor=actor),
    look=approving.published_round,
    lock=lock_rounds,
    labels=approving.PUBLISHING,
)
acts.add(
    "role.give",
    _("Give a role"),
    User,
    run=lambda user, actor, **values: granting.give_role(user=user, actor=actor, **values),
    look=approving.roles_of,
    labels=approving.ROLES,
)
