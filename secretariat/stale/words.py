"""What others changed, in sentences: from the rows as they were and the rows of now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import Entry
from officials.models import User
from secretariat.stale.kept import TypedGroup

LONGEST, MOST = 80, 20  # characters of a value, sentences


def headline(entries: Sequence[Entry], user: User) -> str:
    """Return the sentence that names who saved, and when last."""
    said = _names_and_time(entries)
    if all(entry.actor_id == user.pk for entry in entries):
        return (
            _(
                "You saved this at %(at)s in another window, after this page was opened. What you typed here is below and "
                "not saved yet; what was changed there stands beside it. Look through it and save."
            )
            % said
        )
    return (
        _(
            "%(names)s saved this at %(at)s, after you had opened the page. What you typed is below and not saved yet; "
            "what was changed meanwhile stands beside it. Look through it and save."
        )
        % said
    )


def closed(entries: Sequence[Entry]) -> str:
    """Return the sentence that names who ended the time of changes, and when."""
    if not entries:
        return _("Since you opened the page, this can no longer be changed here.")
    return _("%(names)s, at %(at)s: %(act)s. So this can no longer be changed here.") % {
        **_names_and_time(entries[-1:]),
        "act": entries[-1].words,
    }


def no_longer(group: TypedGroup) -> str:
    """Return the sentence about fields that were typed into and can no longer be changed."""
    names = ", ".join(label for label, _text in group.fields)
    told = {"what": f"{group.heading} – {names}" if group.heading else names}
    return (
        _(
            "Since you opened the page, this can no longer be changed here: %(what)s. Nothing is saved yet. What you typed "
            "there stands on this page, to read and copy; save to keep the rest."
        )
        % told
    )


def _names_and_time(entries: Sequence[Entry]) -> dict[str, str]:
    at = date_format(timezone.localtime(entries[-1].at), "SHORT_DATETIME_FORMAT")
    return {
        "at": at,
        "names": ", ".join(dict.fromkeys(str(entry.actor or _("the system")) for entry in entries)),
    }


def of_row(before: Any, now: Any, names: Iterable[str]) -> Iterator[str]:
    """Say of each of these fields what it was and what it is."""
    for name in names:
        field = now._meta.get_field(name)  # noqa: SLF001 - documented by Django
        was, is_ = _value(before, field), _value(now, field)
        if was != is_:
            yield _became(capfirst(str(field.verbose_name)), was, is_)


def of_rows(
    what: str,
    before: Mapping[Any, Any],
    now: Mapping[Any, Any],
    *,
    called: Any,
    names: Sequence[str],
    order: str = "",
) -> Iterator[str]:
    """Say which rows came, went and changed; both are name → row, and `called` returns the words for a row."""
    for key, row in now.items():
        if key not in before:
            yield _("%(what)s: added %(name)s") % {"what": what, "name": called(row)}
    for key, row in before.items():
        if key not in now:
            yield _("%(what)s: removed %(name)s") % {"what": what, "name": called(row)}
    both = [key for key in now if key in before]
    for key in both:
        for sentence in of_row(before[key], now[key], [name for name in names if name != order]):
            yield f"{called(now[key])}: {sentence}"
    if order and sorted(both, key=lambda key: getattr(before[key], order)) != both:
        yield _("%s: the order was changed") % what


def of_values(before: Mapping[Any, Any], now: Mapping[Any, Any], part: Any) -> Iterator[str]:
    """Say of which rows the values of many changed."""
    for key in [key for key in now if key in before]:
        had, has = ([*getattr(row, part.through).all()] for row in (before[key], now[key]))
        if {one.pk for one in had} != {one.pk for one in has}:
            label = capfirst(str((had or has)[0]._meta.verbose_name_plural))  # noqa: SLF001
            yield f"{part.called(now[key])}: {_became(label, _joined(had), _joined(has))}"


def shortened(sentences: Iterable[str]) -> list[str]:
    """Return the first sentences, and how many more there are."""
    found = [*sentences]
    more = len(found) - MOST
    if more < 1:
        return found
    return [*found[:MOST], ngettext("%d more change.", "%d more changes.", more) % more]


def _became(label: str, before: str, after: str) -> str:
    words = {"field": label, "before": _short(before), "after": _short(after)}
    if words["before"] == words["after"]:  # far inside a long text
        return _("%s: the text was changed") % label
    return _("%(field)s: “%(before)s” became “%(after)s”") % words


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST)


def _joined(rows: Iterable[Any]) -> str:
    return ", ".join(map(str, rows)) or "–"


def _value(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value in ("", []):
        return "–"
    if field.is_relation:
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return _told(value, field)


def _told(value: Any, field: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    values = value if isinstance(value, list) else [value]
    words = dict(getattr(getattr(field, "base_field", field), "flatchoices", None) or ())
    return ", ".join(str(words.get(one, one)) for one in values)
