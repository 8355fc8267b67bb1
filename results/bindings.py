"""The steps from the opened box to the archive."""

from results.services import minutes, opening, publishing
from rounds import steps

steps.bind("open_box", opening.open_box, task="results.open_box")
steps.bind("sign_minutes", minutes.sign_minutes)
steps.bind("certify", minutes.certify, guard=minutes.before_certifying)
# Bound by its task only, since importing WeasyPrint would cost every web process half a second.
steps.bind("render_documents", task="results.render_documents")
steps.bind("publish", publishing.publish, guard=publishing.before_publishing)
steps.bind("archive", publishing.archive)
