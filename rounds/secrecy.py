"""What the mark secret asks for before freezing (docs/domain.md §6.3)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from rounds.errors import Missing, Where
from rounds.models import Round


def missing(round_: Round) -> Iterator[Missing]:
    """Yield why a round marked secret cannot be frozen here; nothing for other rounds."""
    if round_.marking != Round.Marking.SECRET:
        return
    if round_.scope == Round.Scope.PUBLIC:
        yield Missing(
            _("A result marked secret cannot be published to everyone."),
            _("Choose another scope or another mark."),
            Where.GENERAL,
        )
    if not settings.ISOLATED_INSTALLATION:
        yield Missing(
            _(
                "A round marked secret cannot have an online ballot: this installation is not declared isolated."
            ),
            _(
                "Hold the vote on paper or choose another mark. The law asks for a network without any connection outside."
            ),
            Where.GENERAL,
        )
