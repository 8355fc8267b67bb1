"""What the log keeps of this room: certification, documents and publication; never the figures."""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from results.models import Certification, Document, MinutesSignature, MissingSignatures, Publication
from rounds.entries import code_of

watch(Certification, owner="round", round="round_id")
watch(Document, owner="round", round="round_id")
watch(Publication, owner="round", round="round_id")
watch(MinutesSignature, owner="round", round="round_id")
watch(MissingSignatures, owner="round", round="round_id")

register("minutes.sign", _("Minutes signed by a member"))
register("minutes.close", _("Minutes closed by the head without all signatures"))
register("minutes.certify", _("Certification written"))
register("result.publish", _("Scope of the publication written"))
register("document.make", _("Document of the round made"))
register(code_of("numbers"), _("Numbers do not add up"))
register(code_of("reader_added"), _("Another person can read the result"))
register(code_of("documents"), _("A document could not be made"))
