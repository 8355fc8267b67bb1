"""Before freezing, everybody on the roll and in the counting team can log in (afterwards nobody else can help)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import filled
from rounds.errors import Missing, Where
from rounds.login_cards import without_way_in
from rounds.models import Round

NAMED = 10  # of a long list of people; the page of the cards shows all


def missing(round_: Round) -> Iterator[Missing]:
    """Yield one item that names the people without a way to log in; one query.

    A program plays the people of a rehearsal, who never log in.
    """
    if round_.is_rehearsal:
        return
    names = list(without_way_in(round_).values_list("full_name", flat=True))
    if names:
        text = ngettext(
            "%(count)d person has no way to log in: %(names)s.",
            "%(count)d people have no way to log in: %(names)s.",
            len(names),
        )
        yield Missing(
            filled(text, {"count": len(names), "names": _listed(names)}),
            _("Print login cards for them, before the round is frozen."),
            Where.CARDS,
        )


def _listed(names: list[str]) -> str:
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return shown if more <= 0 else _("%(names)s and %(more)d more") % {"names": shown, "more": more}
