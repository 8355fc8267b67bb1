"""The history of a row in the admin, read from the one log."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from audit.history import history_page


class LoggedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Tables whose changes stand in the log; Django's own history is not written."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing: the log of the installation has the change already, with its values."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Write nothing, as above."""

    def acts_hidden(self, request: HttpRequest, obj: Any) -> tuple[str, ...]:
        """Return the codes of acts on the row of which this person does not read."""
        return ()

    def has_history_permission(self, request: HttpRequest) -> bool:
        """Return whether this person, who may see a row, reads its history too."""
        return True

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context["has_history_permission"] = self.has_history_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what the log holds about a row, to those who may see the row and read its history."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return super().history_view(request, object_id, extra_context)  # redirects with a message
        if not (self.has_view_or_change_permission(request, obj) and self.has_history_permission(request)):
            raise PermissionDenied
        page, lines = history_page(obj, request.GET.get("page", ""), without=self.acts_hidden(request, obj))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % obj,
            "page": page,
            "query": "",
            "lines": lines,
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)
