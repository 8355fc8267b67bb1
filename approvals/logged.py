"""Tables and acts of this room that the log records."""

from django.utils.translation import gettext_lazy as _

from approvals.models import ApprovalObject, ApprovalRequest
from audit.acts import register
from audit.tables import watch

watch(ApprovalRequest)
watch(ApprovalObject, owner="request", unit="unit_id")

register("approval.ask", _("A second person asked to confirm"))
register("approval.alone", _("Done alone, without a second person"))
register("approval.confirm", _("Confirmed by a second person"))
register("approval.refuse", _("Refused by the second person"))
register("approval.withdraw", _("Request to a second person withdrawn"))
register("approval.expire", _("Request to a second person ended without an answer"))
