"""What rooms below announce, and what is told then."""

from common.happenings import listen
from notices.services import inviting, links

listen("round.save", inviting.meeting_saved)
listen("round.cancel", inviting.meeting_cancelled)
listen("round.remove", inviting.meeting_removed)
listen("account.link", links.link_made)
