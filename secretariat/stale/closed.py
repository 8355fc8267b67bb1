"""The pages that answer what can no longer be saved: what happened, and what was typed."""

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.since import Since, changes_since
from secretariat.stale import words
from secretariat.stale.fixed import as_if_open, fixed_then
from secretariat.stale.kept import TypedGroup, group_of, raw_groups
from secretariat.stale.parts import InlineRows
from secretariat.stale.rows_before import row_before, rows_before
from secretariat.stale.typed import rows_sent, typed_fields

CONFLICT = 409


def gone_page(table: Any, request: HttpRequest) -> HttpResponse:
    """Answer a page whose row was removed, or is kept by others now: the same for both."""
    said = _("Another person removed this meanwhile, or it is kept by another secretariat now.")
    name = f"admin:{table.opts.app_label}_{table.opts.model_name}_changelist"
    about = {"title": capfirst(str(table.opts.verbose_name)), "back": reverse(name)}
    return _page(table, request, said=[said], groups=raw_groups(table.model, request.POST), **about)


def closed_page(table: Any, request: HttpRequest, obj: Any, number: int) -> HttpResponse:
    """Answer a page whose row takes no changes any more: who did what to it, and what can be done now."""
    since = changes_since(obj, number, table.tables_compared())
    deciding = table.closed_with(obj)
    about = since if deciding == obj else changes_since(deciding, number, [deciding._meta.db_table])  # noqa: SLF001
    said = [
        words.closed(about.entries),
        *words.of_row(row_before(deciding, about), deciding, _told(table, deciding)),
    ]
    why, back = table.why_closed(obj)
    groups = _Shown(table, request, obj, since).typed()
    return _page(table, request, title=str(obj), said=said, why=why, back=back or request.path, groups=groups)


def _told(table: Any, deciding: Any) -> list[str]:
    known = {field.name for field in deciding._meta.concrete_fields}  # noqa: SLF001 - documented by Django
    return [name for name in dict.fromkeys(("state", *table.also_told)) if name in known]


def _page(table: Any, request: HttpRequest, **context: Any) -> HttpResponse:
    known = {**table.admin_site.each_context(request), "over": table.opts.verbose_name, "opts": table.opts}
    known["has_files"] = bool(request.FILES)
    return TemplateResponse(request, "admin/not_saved.html", {**known, **context}, status=CONFLICT)


class _Shown:
    """The page as it was when it was opened, when its row still took changes."""

    def __init__(self, table: Any, request: HttpRequest, obj: Any, since: Since) -> None:
        self.table = as_if_open(table)
        self.request, self.since = request, since
        self.row = row_before(obj, since)

    def typed(self) -> list[TypedGroup]:
        """Return the fields that were typed into."""
        fieldsets = self.table.get_fieldsets(self.request, self.row)
        make = self.table.get_form(self.request, self.row, change=True, fields=flatten_fieldsets(fieldsets))
        data = self.request.POST
        names = typed_fields(make, data, self.row) - fixed_then(data)
        groups = [group_of("", make(data, instance=self.row), names)]
        for formset, inline in self.table.get_formsets_with_inlines(self.request, self.row):
            groups += self._rows(formset, inline)
        return [group for group in groups if group.fields]

    def _rows(self, formset: Any, inline: Any) -> list[TypedGroup]:
        prefix, rows = formset.get_default_prefix(), inline.get_queryset(self.request)
        now = formset(instance=self.row, prefix=prefix, queryset=rows)
        before = rows_before([form.instance for form in now.initial_forms], inline.model, self.since)
        part = self.table.parts.get(inline.model, InlineRows())
        old, new = rows_sent(self.request.POST, now)
        found = [
            group_of(
                part.called(before[row.pk]), row.form(before[row.pk]), row.changed(before[row.pk]) - {DELETE}
            )
            for row in old
            if row.pk in before
        ]
        what = str(inline.new_row or inline.model._meta.verbose_name)  # noqa: SLF001
        forms = [row.form() for row in new]
        return found + [
            group_of(capfirst(what), form, form.changed_data) for form in forms if form.has_changed()
        ]
