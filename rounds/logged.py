"""What the log keeps of this room: its tables and its acts.

Login cards are not watched, because the log would tell when each was used.
"""

from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from rounds.models import LateCard

watch(LateCard, owner="user", round="round_id")

register("roll.import", _("Roll imported from a file"))
register("card.print", _("Login cards printed"))
