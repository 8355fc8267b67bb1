"""Find a unit by the text that a list has for it: its name, its code, or its name below those of its superiors."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lists.errors import UnreadableCell
from lists.planned import UNDER, PlannedRow
from officials.models import Unit
from officials.names import folded

BELOW = " › "
SEPARATORS = re.compile(r"\s*[›>|]\s*|\s+/\s+")


class UnitFinder:
    """Looks texts up among units; `every` holds those above them too, for the names of superiors."""

    def __init__(self, units: Iterable[Unit], every: Iterable[Unit] | None = None) -> None:
        self.units = {unit.pk: unit for unit in units}
        self.every = {unit.pk: unit for unit in every} if every is not None else self.units
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.shortest: dict[int, str] = {}
        for unit in self.units.values():
            self.by_name[folded(unit.name)].append(unit)
            if unit.document_code:
                self.by_code[folded(unit.document_code)].append(unit)

    def find(self, text: str) -> Unit:
        """Return the unit that a text names. Raises `UnreadableCell` if there is none, or several."""
        found = self.all_named(text)
        if len(found) == 1:
            return found[0]
        if found:
            values = {"text": text, "path": self.path_of(found[0])}
            raise UnreadableCell(
                _("there are several units “%(text)s”; write the superior too, such as “%(path)s”") % values
            )
        raise UnreadableCell(_("there is no unit “%(text)s” among yours") % {"text": text})

    def of_row(self, row: PlannedRow, target: str) -> Unit | None:
        """Return the unit that a row names: in its cell, else in the title above it, else that of the import, `target`.

        Raises `UnreadableCell` as `find` does.
        """
        if text := row.value("unit"):
            return self.find(text)
        if len(titled := self.all_named(row.value(UNDER))) == 1:
            row.note(_("The unit is taken from the title “%(title)s” above.") % {"title": row.value(UNDER)})
            return titled[0]
        return self.units.get(int(target)) if target else None

    def all_named(self, text: str) -> list[Unit]:
        if not text:
            return []
        whole = self.by_name.get(folded(text)) or self.by_code.get(folded(text))
        if whole:
            return whole
        *above, last = SEPARATORS.split(text)
        if not above:
            return []
        return [unit for unit in self.by_name.get(folded(last), ()) if self._is_below(unit, above)]

    def _is_below(self, unit: Unit, names: list[str]) -> bool:
        """Return whether the superiors bear these names, from the top down; some may be left out."""
        wanted = [folded(name) for name in names]
        for name in self.names_above(unit):
            if wanted and folded(name) == wanted[-1]:
                wanted.pop()
        return not wanted

    def names_above(self, unit: Unit) -> Iterable[str]:
        seen: set[int] = set()
        above = unit.parent_id
        while above is not None and above not in seen and above in self.every:
            seen.add(above)
            yield self.every[above].name
            above = self.every[above].parent_id

    def path_of(self, unit: Unit) -> str:
        """Return the name with that of the superior."""
        above = next(iter(self.names_above(unit)), "")
        return f"{above}{BELOW}{unit.name}" if above else unit.name

    def text_of(self, unit: Unit) -> str:
        """Return the shortest text by which the unit is found again."""
        if unit.pk not in self.shortest:
            self.shortest[unit.pk] = self._text_of(unit)
        return self.shortest[unit.pk]

    def _text_of(self, unit: Unit) -> str:
        text = unit.name
        for above in self.names_above(unit):
            if self.all_named(text) == [unit]:
                break
            text = f"{above}{BELOW}{text}"
        return text
