"""The pages that notice when somebody else saved their row after they were made.

A page carries the number of the last entry of the log about its row. When it is sent, later entries tell what others
changed; then nothing is saved, and the page comes back with what was typed on the rows of now.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from audit.since import changes_since, hold_row, last_number
from common.numbers import whole_number
from secretariat.stale.closed import closed_page, gone_page
from secretariat.stale.fixed import FIXED, fill_in, fixed_now, fixed_on, fixed_then
from secretariat.stale.kept import LEFT_OVER
from secretariat.stale.overtaken import Overtaken
from secretariat.stale.parts import InlineRows, through_of

SEEN = "seen"  # the field with the number


class StalePages(admin.ModelAdmin):  # type: ignore[type-arg]
    """Mixin of a table whose row two people may have open at once."""

    parts: ClassVar[Mapping[type[Model], InlineRows]] = {}
    also_told: ClassVar[tuple[str, ...]] = ()  # columns that are told though the form does not show them
    # Locks what a key stands for, where its row is not enough.
    hold: ClassVar[Callable[..., Any] | None] = None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        key = self._key(object_id) if object_id else None
        if key is not None and request.method == "POST":
            closed = self._compare(request, key, str(object_id))
            if closed is not None:
                return closed
        if key is not None:
            # Read before the row: an older number shows a change once too often, a newer one would hide it.
            extra_context = {**(extra_context or {}), SEEN: last_number(self.model(pk=key))}
            extra_context[LEFT_OVER] = request.POST.get(LEFT_OVER, "")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context[FIXED] = fixed_on(context)
        return super().render_change_form(request, context, *args, **kwargs)

    def takes_changes(self, request: HttpRequest, obj: Any) -> bool:
        """Return whether the page of a row can be saved now."""
        return bool(self.has_change_permission(request, obj))

    def why_closed(self, obj: Any) -> tuple[str, str]:
        """Return what can be done about a row that takes no changes now, and the address that leads on."""
        return "", ""

    def closed_with(self, obj: Any) -> Any:
        """Return the row whose state says whether this one takes changes."""
        return obj

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, which refuses while there is something to look through."""
        form = super().get_form(request, obj, change=change, **kwargs)
        said: list[str] = getattr(request, "changed_meanwhile", [])
        if not said:
            return form

        class Refusing(form):  # type: ignore[misc, valid-type]
            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(None, [*said])
                return cleaned

        return Refusing

    def _key(self, object_id: str) -> Any:
        try:
            return self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None

    def _compare(self, request: HttpRequest, key: Any, object_id: str) -> HttpResponse | None:
        """Put what was typed onto the rows of now if others changed them, and remember what to say.

        Returns the page to answer with where nothing can be saved any more. A page without the number is saved as it is.
        """
        number = whole_number(request.POST.get(SEEN, ""))
        if number is None:
            return None
        obj = self.get_object(request, object_id)
        if obj is None:
            return gone_page(self, request) if self.has_view_permission(request) else None
        (self.hold or self._hold_row)(key)
        obj = self.get_object(request, object_id)
        if obj is None or not self.takes_changes(request, obj):
            return self._closed(request, obj, number)
        since = changes_since(self.model(pk=key), number, self.tables_compared())
        closed = self._fill_in(request, obj)
        if since.rows or closed:
            overtaken = Overtaken(self, request, obj, since, closed)
            request.POST = overtaken.data  # type: ignore[assignment]
            request.changed_meanwhile = overtaken.sentences()  # type: ignore[attr-defined]
            request.is_only_closed = not since.rows  # type: ignore[attr-defined]
        return None

    def _fill_in(self, request: HttpRequest, obj: Any) -> set[str]:
        """Put values of the row into fields that the page showed read-only; return what became read-only since then."""
        if FIXED not in request.POST:
            return set()
        then, now = fixed_then(request.POST), fixed_now(self, request, obj)
        if then - now:
            request.POST = fill_in(self, request, obj, then - now)  # type: ignore[assignment]
        return now - then

    def _closed(self, request: HttpRequest, obj: Any, number: int) -> HttpResponse | None:
        if obj is None:
            return gone_page(self, request)
        if not self.has_view_permission(request, obj):
            return None
        return closed_page(self, request, obj, number)

    def _hold_row(self, key: Any) -> None:
        hold_row(self.model(pk=key))

    def tables_compared(self) -> set[str]:
        """Return the tables whose changes are told."""
        models = [self.model, *self.parts]
        models += [through_of(model, part) for model, part in self.parts.items() if part.through]
        return {model._meta.db_table for model in models}  # noqa: SLF001 - documented by Django
