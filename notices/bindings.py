"""What rooms below announce, and what is told then."""

from common.happenings import listen
from notices import kinds, reminders
from notices.announcing_kinds import ANNOUNCING_KINDS
from notices.card_kinds import CARD_KINDS
from notices.dossier_kinds import DOSSIER_KINDS
from notices.place_kinds import PLACE_KINDS
from notices.request_kinds import REQUEST_KINDS
from notices.services import (
    about_dossiers,
    announcing,
    ending,
    inviting,
    links,
    reminding,
    requesting,
    settled_places,
)
from notices.work_kinds import WORK_KINDS

kinds.add(*ANNOUNCING_KINDS, *REQUEST_KINDS, *CARD_KINDS, *DOSSIER_KINDS, *PLACE_KINDS, *WORK_KINDS)
listen("round.save", inviting.meeting_saved)
listen("round.announce", announcing.meeting_announced)
listen("round.unannounced", announcing.announcement_withdrawn)
listen("round.changed", announcing.round_changed)
listen("round.cancel", inviting.meeting_cancelled)
listen("round.remove", inviting.meeting_removed)
listen("account.link", links.link_made)
listen("approval.ask", requesting.request_made)
listen("approval.decide", requesting.request_decided)
listen("batch.end", ending.batch_ended)
listen("dossiers.asked", about_dossiers.dossiers_asked)
listen("dossiers.owed", about_dossiers.dossiers_owed)
listen("dossiers.listed", about_dossiers.lists_sent)
listen("dossier.explain", about_dossiers.explanation_asked)
listen("matter.asked", about_dossiers.matter_asked)
listen("places.settle", settled_places.places_settled)
reminders.add(reminding.remind_of_replies)
