"""A page that was sent after others had saved: what was typed on the rows of now, and what to say."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.since import Since
from secretariat.stale import words
from secretariat.stale.fixed import typed_where_fixed
from secretariat.stale.kept import LEFT_OVER, group_of
from secretariat.stale.parts import InlineRows, through_of
from secretariat.stale.rows_before import row_before, rows_before
from secretariat.stale.typed import keep_typed, keep_typed_rows, lost_rows, rows_sent, typed_fields


class Overtaken:
    """A page that was sent after others had saved."""

    def __init__(
        self, table: Any, request: HttpRequest, obj: Any, since: Since, closed: Collection[str] = ()
    ) -> None:
        self.table, self.request, self.obj, self.since = table, request, obj, since
        self.data: QueryDict = request.POST.copy()
        fieldsets = table.get_fieldsets(request, obj)
        self.form = table.get_form(request, obj, change=True, fields=flatten_fieldsets(fieldsets))
        self.before = row_before(obj, since)
        self.left: list[str] = []  # typed into rows that are gone
        # Typed where nothing can be changed any more.
        self.closed = typed_where_fixed(table, request, obj, self.before, closed) if closed else []
        typed = typed_fields(self.form, self.data, self.before)
        keep_typed(self.data, typed=typed, now=self.form(instance=obj))
        self.said = [*words.of_row(self.before, obj, [*table.also_told, *self._columns()])]
        for formset, inline in table.get_formsets_with_inlines(request, obj):
            self.said += self._part(formset, inline)
        kept = self.data.get(LEFT_OVER, "")
        self.data[LEFT_OVER] = "\n".join(
            [*kept.splitlines(), *(text for text in self._not_to_save() if text not in kept)]
        )

    def _not_to_save(self) -> list[str]:
        return [*self.left, *(group.as_text() for group in self.closed)]

    def _columns(self) -> list[str]:
        known = {field.name for field in self.obj._meta.concrete_fields}  # noqa: SLF001
        return [name for name in self.form.base_fields if name in known]

    def _part(self, formset: Any, inline: Any) -> list[str]:
        part = self.table.parts.get(inline.model, InlineRows())
        now = self._formset(formset, inline)
        rows = {part.key_of(form.instance): form.instance for form in now.initial_forms}
        before = self._rows_before(now, inline.model, rows)
        if part.through:
            self._give_parts(before, rows, inline.model, part)
        for lost in lost_rows(self.data, now=now, before=before, part=part):
            called = lost.key if isinstance(lost.key, str) else part.called(lost.key)
            self.left.append(group_of(called, lost.form, lost.names).as_text())
        keep_typed_rows(self.data, now=now, before=before, part=part)
        named = {part.key_of(row): row for row in before.values()}
        known = {field.name for field in inline.model._meta.concrete_fields}  # noqa: SLF001
        names = [name for name in (*inline.fields, *part.also) if name in known and name != part.key]
        what = capfirst(str(inline.model._meta.verbose_name_plural))  # noqa: SLF001
        said = [*words.of_rows(what, named, rows, called=part.called, names=names, order=part.order)]
        return said + ([*words.of_values(named, rows, part)] if part.through else [])

    def _rows_before(self, now: Any, model: type[Model], rows: Mapping[Any, Any]) -> dict[str, Any]:
        """Return key → row as it was; of those that are gone, only rows that the page had shown."""
        shown = {row.pk for row in rows_sent(self.data, now)[0]} | {str(row.pk) for row in rows.values()}
        found = rows_before(rows.values(), model, self.since)
        return {key: row for key, row in found.items() if key in shown}

    def _formset(self, formset: Any, inline: Any, data: QueryDict | None = None) -> Any:
        prefix = formset.get_default_prefix()
        return formset(data, instance=self.obj, prefix=prefix, queryset=inline.get_queryset(self.request))

    def _give_parts(
        self, before: Mapping[str, Any], rows: Mapping[Any, Any], model: Any, part: InlineRows
    ) -> None:
        """Give the rows as they were the values of `through` that they had."""
        through = through_of(model, part)
        now = [one for row in rows.values() for one in getattr(row, part.through).all()]
        had = rows_before(now, through, self.since).values()
        column = getattr(model, part.through).rel.field.attname
        for key, row in before.items():
            own = [one for one in had if str(getattr(one, column)) == key]
            row._prefetched_objects_cache = {  # noqa: SLF001
                **getattr(row, "_prefetched_objects_cache", {}),
                part.through: own,
            }

    def sentences(self) -> list[str]:
        """Return what to say; nothing where nothing is left to save, as after pressing the button twice."""
        if not (self.said or self.closed) or not self._is_anything_typed():
            return []
        said = [*self._of_others(), *(words.no_longer(group) for group in self.closed)]
        if self.left:
            said.append(
                _("You had typed in rows that are gone now. It stands on this page, to read and copy.")
            )
        if self.request.FILES:
            said.append(_("Files that you had chosen are not kept: choose them again."))
        return said

    def _of_others(self) -> list[str]:
        if not self.said:
            return []
        return [words.headline(self.since.entries, self.request.user), *words.shortened(self.said)]  # type: ignore[arg-type]

    def _is_anything_typed(self) -> bool:
        if self.request.FILES or self.left or self.closed:
            return True
        if not typed_fields(self.form, self.data, self.obj).isdisjoint(self._columns()):
            return True
        parts = self.table.get_formsets_with_inlines(self.request, self.obj)
        return any(self._formset(formset, inline, self.data).has_changed() for formset, inline in parts)
