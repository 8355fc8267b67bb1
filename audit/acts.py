"""The acts that the log knows, each with its words; the room that owns an act registers it in `logged.py`."""

from django.utils.translation import gettext_lazy as _

from common.refusals import Text

_words: dict[str, Text] = {}


def register(code: str, words: Text) -> str:
    """Let the log know an act under a code such as `unit.change`; return the code."""
    if _words.setdefault(code, words) != words:
        raise ValueError(f"The act {code} is registered with other words.")
    return code


def words_of(code: str) -> Text:
    """Return the words of an act, or its code if it is an act of a former release that is no longer registered."""
    return _words.get(code, code)


def require(code: str) -> None:
    """Raise `LookupError` for an act that no room registered."""
    if code not in _words:
        raise LookupError(f"The act {code} is not registered: add it to logged.py of its room.")


UNSTATED = register("unstated", _("Changed without a stated act"))
register("log.destroy", _("Values of the log destroyed by decision"))
