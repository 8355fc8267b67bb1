"""What rooms below announce, and what is told then."""

from common.happenings import listen
from notices import reminders
from notices.services import inviting, links, reminding

listen("round.save", inviting.meeting_saved)
listen("round.cancel", inviting.meeting_cancelled)
listen("round.remove", inviting.meeting_removed)
listen("account.link", links.link_made)
reminders.add(reminding.remind_of_replies)
