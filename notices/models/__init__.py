"""Notices to people, the texts of a campaign, the mail server, and what people were told of a meeting."""

from notices.models.mail_server import MailServer
from notices.models.meetings import Invitation
from notices.models.notice import Notice
from notices.models.replies import InvitationReply
from notices.models.texts import NoticeText

__all__ = ["Invitation", "InvitationReply", "MailServer", "Notice", "NoticeText"]
