"""The steps that the electronic box owns, and what rooms below it ask."""

from ballots import waiting
from ballots.services import (
    casting,
    closing,
    decrypting,
    gate,
    issuing,
    locking,
    stating,
    telling_team,
)
from common import questions
from common.happenings import listen
from notices import reminders, values
from rounds import steps

steps.bind("lock_box", locking.post)
steps.bind("confirm_empty", stating.state)
steps.bind("take_ballot", issuing.issue)
steps.bind("cast_ballot", casting.cast)
steps.bind("close", closing.close_round, guard=closing.before_closing)
steps.bind("end_issuing", closing.end_issuing, guard=closing.before_ending)
steps.bind("decrypt_share", decrypting.post_partial, guard=gate.before_opening)

values.lend(reading="ballots:vote")
listen("round.freeze", telling_team.ask_to_lock)
listen("round.late_cards", telling_team.tell_late_cards)
reminders.add(telling_team.remind_to_lock)
reminders.add(telling_team.tell_card_reports)
questions.answer("person.is_held", waiting.is_person_held)
