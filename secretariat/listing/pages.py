"""The addresses that every list of the administration has besides its own: export, choosing rows, saved filters."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.numbers import whole_number
from common.refusals import Refusal
from common.sheets import SheetForm
from officials.models import User
from secretariat.listing import columns, editing_page, selectors, services
from secretariat.listing.exporting import saved_as_file
from secretariat.listing.rows import ManyRows
from secretariat.models import SavedFilter, Selection

EDIT = "edit"
MOST_ROWS, MOST_CHANGED = 20_000, 2_000  # of one act
PAGE = "p"  # the page of a list, in its address


class ListPages(ManyRows):
    """Mixin of a table of the administration."""

    not_exported: ClassVar[tuple[str, ...]] = ()  # columns with nothing but a link
    may_save_filters = True
    choose_form = "chosen"  # the id of the form to which the boxes of the rows belong

    @property
    def place(self) -> str:
        """The name under which the list keeps what people save and choose."""
        return str(self.opts.label_lower)  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            found: URLPattern = path(address, self.admin_site.admin_view(view), name=self._name(name))  # type: ignore[attr-defined]
            return found

        both = require_http_methods(["GET", "HEAD", "POST"])
        return [
            page("export/<slug:form>/", require_POST(self.export_view), "export"),
            page("chosen/", require_POST(self.choose_view), "choose"),
            page("chosen/<uuid:pk>/", both(self.edit_view), "edit"),
            page("filters/", require_POST(self.filters_view), "filters"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"  # type: ignore[attr-defined]

    def address(self, page: str, *args: Any) -> str:
        """Return the address of one of these pages."""
        return reverse(f"admin:{self._name(page)}", args=args)

    # --- what the page of the list shows ---

    def list_context(self, request: HttpRequest, user: User) -> dict[str, Any]:
        """Return what the list needs to offer all this; one query."""
        return {
            "exports": [(form.upper(), self.address("export", form)) for form in SheetForm],
            "choose_url": self.address("choose"),
            "filters_url": self.address("filters"),
            "list_query": query_of(request),
            "may_save_filters": self.may_save_filters,
            "saved_filters": self._saved(user),
            "may_edit_many": self.may_edit_many(request),
        }

    def _saved(self, user: User) -> list[SavedFilter]:
        return list(selectors.saved_filters(user=user, place=self.place)) if self.may_save_filters else []

    def may_edit_many(self, request: HttpRequest) -> bool:
        """Return whether the list has fields that this user changes for many rows."""
        return bool(self.bulk_fields) and self.has_change_permission(request)  # type: ignore[attr-defined]

    def is_narrowed(self, request: HttpRequest) -> bool:
        """Return whether the request names what the list belongs to; a list of its own needs nothing."""
        return True

    # --- export ---

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """Save all rows that the list shows with this query, on all its pages, as a file."""
        if form not in [*SheetForm]:
            raise Http404
        return self._on_list(request, lambda rows: self.as_file(request, rows, SheetForm(form)))

    def as_file(self, request: HttpRequest, rows: QuerySet[Any], form: SheetForm) -> HttpResponse:
        """Return these rows as the list shows them."""
        return saved_as_file(
            user=request.user,  # type: ignore[arg-type]
            form=form,
            name=capfirst(str(self.opts.verbose_name_plural)),  # type: ignore[attr-defined]
            headings=columns.headings(self, request),
            rows=columns.cells(self, request, rows),
            query=query_of(request),
        )

    def _on_list(self, request: HttpRequest, then: Callable[[QuerySet[Any]], HttpResponse]) -> HttpResponse:
        """Call `then` with the rows that fit the query, in its order; an unreadable query leads to the list."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        whole = self.address("changelist")
        if not self.is_narrowed(request):
            return HttpResponseRedirect(whole)
        try:
            return then(self.get_changelist_instance(request).queryset)  # type: ignore[attr-defined]
        except IncorrectLookupParameters:
            return HttpResponseRedirect(whole)

    # --- choosing rows ---

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """Fix the rows that are ticked, or all that match, and begin the act that was pressed."""
        return self._on_list(request, lambda rows: self._choose(request, rows))

    def _choose(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        back, act = self._list_address(request), request.POST.get("act", "")
        try:
            keys = self._chosen(request, rows)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(back)
        if act in [*SheetForm]:
            return self.as_file(request, rows.filter(pk__in=keys), SheetForm(act))
        if act != EDIT or not self.may_edit_many(request):
            raise PermissionDenied
        if len(keys) > MOST_CHANGED:
            messages.error(request, too_many(MOST_CHANGED))
            return HttpResponseRedirect(back)
        chosen = services.fix_selection(user=_account(request), place=self.place, keys=keys, back=back)
        return HttpResponseRedirect(self.address("edit", chosen.pk))

    def _chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> list[Any]:
        """Return the keys of the chosen rows in the order of the list. Raises `Refusal`."""
        if counted := request.POST.get("everything", ""):
            keys = list(rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
            if str(len(keys)) != counted:
                raise Refusal(rows_came_or_went(len(keys)))
        else:
            ticked = [key for text in request.POST.getlist("row") if (key := self._key(text)) is not None]
            keys = list(rows.filter(pk__in=ticked[: MOST_ROWS + 1]).values_list("pk", flat=True))
        if not keys:
            raise Refusal(_("Tick at least one row."))
        if len(keys) > MOST_ROWS:
            raise Refusal(too_many(MOST_ROWS))
        return keys

    def _key(self, text: str) -> Any:
        try:
            return self.opts.pk.to_python(text)  # type: ignore[attr-defined]
        except ValidationError:
            return None

    def _list_address(self, request: HttpRequest) -> str:
        """Return the address of the list with its filters, or of the page that sent the rows."""
        back = request.POST.get("back", "")
        if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return back
        query = query_of(request)
        return self.address("changelist") + (f"?{query}" if query else "")

    # --- changing many ---

    def edit_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Change the chosen rows: form, preview, outcome."""
        if not self.may_edit_many(request):
            raise PermissionDenied
        try:
            chosen = selectors.selection_of(user=_account(request), place=self.place, pk=pk)
        except Selection.DoesNotExist:
            messages.error(request, _("Choose the rows in the list again; the choice is kept for a day."))
            return HttpResponseRedirect(self.address("changelist"))
        return editing_page.page(self, request, chosen)

    # --- saved filters ---

    def filters_view(self, request: HttpRequest) -> HttpResponse:
        """POST `name` saves the query of the address, `delete` deletes a saved filter."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        user, asked = _account(request), request.POST.get("delete", "")
        try:
            if (pk := whole_number(asked)) is not None:
                services.delete_filter(user=user, place=self.place, pk=pk)
            else:
                query, name = query_of(request), request.POST.get("name", "")
                services.save_filter(user=user, place=self.place, name=name, query=query)
                messages.success(request, _("The filter “%(name)s” is saved.") % {"name": name})
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self._list_address(request))


def query_of(request: HttpRequest) -> str:
    """Return search, filters and order of the address, without the page and without what is empty."""
    query = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        kept = [value for value in values if value and "\0" not in value]
        if kept and name not in (PAGE, "e"):
            query.setlist(name, kept)
    return query.urlencode()


def _account(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def too_many(most: int) -> str:
    """Return the refusal of an act on more rows than one act takes."""
    return _("One act takes at most %d rows. Filter the list first.") % most


def rows_came_or_went(number: int) -> str:
    """Return the refusal of an act on all rows that match, whose number has changed."""
    sentence = ngettext(
        "The list has changed meanwhile: now %d row matches. Nothing was done; look at it and choose again.",
        "The list has changed meanwhile: now %d rows match. Nothing was done; look at them and choose again.",
        number,
    )
    return sentence % number
