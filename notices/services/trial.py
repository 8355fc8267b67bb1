"""A test mail: when somebody asks for one, and by itself after a change of the mail server's settings."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.services import note
from notices import queue, smtp
from notices.errors import NoticeRefused
from notices.models import MailServer
from notices.selectors import operators, person
from notices.servers import fingerprint, name, sender
from notices.services.throttle import server_row
from officials import mail
from officials.models import User


@transaction.atomic
def ask_for_trial(*, actor: User) -> None:
    """Let a worker send a test mail to the account that asks. Raises `NoticeRefused` if none can be sent."""
    if not mail.leaves_machine():
        raise NoticeRefused(_("No mail server is configured, so no mail leaves this machine."))
    if not actor.email:
        raise NoticeRefused(_("Your account has no e-mail address to which a test mail could go."))
    note("notices.test", actor=actor)
    queue.try_server(actor.pk)


def try_after_change() -> None:
    """Send a test mail to the operators once for each change of the settings."""
    made = fingerprint()
    if not mail.leaves_machine() or MailServer.objects.filter(name=name(), tried=made).exists():
        return
    if server_row().exclude(tried=made).update(tried=made):
        for user in operators():
            try_server(user_id=user.pk)


def try_server(*, user_id: int) -> None:
    """Send a test mail and record whether the server accepted it; a second delivery sends a second one."""
    user, made = person(user_id), fingerprint()
    with translation.override(settings.LANGUAGE_CODE):
        body = _("This is a test mail. The mail server %(name)s accepted it.") % {"name": name()}
        message = EmailMessage(_("Test mail"), body, settings.DEFAULT_FROM_EMAIL, [user.email])
    envelope = smtp.Envelope(sender(), user.email)
    found = server_row()
    try:
        said = smtp.hand_over(message, envelope, before_data=lambda: None)
    except smtp.NotAccepted as problem:
        found.update(tried=made, tested="", said=str(problem))
    else:
        found.update(tried=made, tested=made, said=said)
