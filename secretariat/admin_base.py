"""Base classes of the admin: permissions from roles, native inputs, writes through services."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal, Text
from officials import selectors
from officials.models import User
from officials.search import matching
from secretariat.admin_history import LoggedAdmin
from secretariat.constraint_sentences import CONCURRENT_CHANGE, sentence_for
from secretariat.deletion import what_goes
from secretariat.fields import DayField, MomentField
from secretariat.listing.change_list import QuickChangeList
from secretariat.listing.pages import ListPages
from secretariat.sought_fields import Read, RowField, RowOrText, first_rows
from secretariat.stale.compared_pages import StalePages

CHOOSE = _("Choose…")
NATIVE_INPUTS: dict[Any, dict[str, Any]] = {
    models.DateField: {"form_class": DayField, "widget": DayField.widget},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentField.widget},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})},
    models.CharField: {"widget": forms.TextInput},
    models.PositiveSmallIntegerField: {"widget": forms.NumberInput},
}


def account_of(request: HttpRequest) -> User:
    """Return the account of an authenticated request."""
    if not isinstance(request.user, User):
        raise TypeError("the site lets in accounts only")
    if request.method == "GET" and request.user.units_found is None:
        request.user.units_found = {}  # nothing changes during a GET request
    return request.user


def secretary_of(request: HttpRequest) -> User:
    """Return the account of a secretary, or answer 404."""
    if not isinstance(request.user, User) or not selectors.is_secretary(request.user):
        raise Http404
    return account_of(request)


def words_sought(request: HttpRequest) -> str:
    """Return what was typed into a field that searches."""
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:150]


class NativeFields:
    """Mixin: native date and time inputs, plain selects limited to the user's rows.

    A single choice is selected, and choices begin with a capital letter.
    """

    formfield_overrides = NATIVE_INPUTS
    choices_from: ClassVar[Mapping[str, Callable[..., QuerySet[Any]]]] = {}
    # The list of suggestions of a field, where it is not that of the field's table.
    suggested_from: ClassVar[Mapping[str, str]] = {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = (
                field.widget.widget
            )  # the pop-up windows need JavaScript and are hard to use by keyboard
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]
        field.choices = [(value, capfirst(label) if value else CHOOSE) for value, label in field.choices]
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", RowField)
        if db_field.name in self.choices_from:
            kwargs["queryset"] = self.choices_from[db_field.name](user=account_of(request))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RowOrText):
            field.widget.read = Read()  # for the rows of this page
            field.widget.source = self.suggested_from.get(db_field.name, field.widget.source)
        if field is not None and getattr(field, "empty_label", None) is not None:
            field.empty_label = CHOOSE if field.required else "–"
        return field


def choose_the_only_one(form: Any, *names: str) -> None:
    """Set the initial value of required fields that offer a single row."""
    for name in names:
        field = form.base_fields.get(name)
        rows = first_rows(field) if field else []
        if field and len(rows) == 1:
            field.initial = rows[0].pk


class SecretaryAdmin(NativeFields, ListPages, StalePages, LoggedAdmin):  # type: ignore[misc]
    """Base of the secretariat's tables: `rows` returns the rows that the user may see and change."""

    actions = None
    list_per_page = 25
    show_full_result_count = False
    view_on_site = False
    asked_by_links: ClassVar[list[str]] = []  # filters used by our links only
    empty_value_display = "–"
    list_kind = ""  # the kind of lists from which rows are imported (`lists/kinds.py`)
    purpose: Text = ""  # purpose of the table, shown on its page

    def rows(self, user: User) -> QuerySet[Any]:
        """Return the rows that the user may see and change."""
        raise NotImplementedError

    def one_row(self, user: User, pk: Any) -> QuerySet[Any]:
        """Return the row of this number, if the user may see it."""
        return self.rows(user).filter(pk=pk)

    def write(self, request: HttpRequest, obj: Any) -> None:
        """Save one row through its service."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.rows(account_of(request))
        return rows.order_by(*self.get_ordering(request)) if self.get_ordering(request) else rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QuickChangeList]:
        return QuickChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search without regard to diacritics and the order of words; no row comes twice."""
        return matching(queryset, search_term.replace("\0", ""), *self.get_search_fields(request)), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Accept the page's own filters only.

        Any other column could be read letter by letter: the hash of a password, the time of a login.
        """
        filters: Iterable[Any] = self.list_filter
        asked = [f"{one}__exact" if isinstance(one, str) else one.parameter_name for one in filters]
        return lookup in asked + self.asked_by_links and "\0" not in value

    def may_manage(self, request: HttpRequest, obj: models.Model | None) -> bool:
        """Return whether the user may change the row; without a row, any row of this table."""
        if not hasattr(request, "is_secretary"):
            request.is_secretary = selectors.is_secretary(account_of(request))  # type: ignore[attr-defined]
        if not request.is_secretary:  # type: ignore[attr-defined]
            return False
        return obj is None or self._holds(request, obj)

    def _holds(self, request: HttpRequest, obj: models.Model) -> bool:
        """Return whether the row is one of the user's."""
        if obj.pk in getattr(request, "rows_held", ()):
            return True  # just read from the user's rows and locked
        # A page asks ten times, and building the query takes longer than the answer.
        return self.once(request, self._row(obj), lambda: self.one_row(account_of(request), obj.pk).exists())

    def _row(self, obj: models.Model) -> str:
        """Return the question whether the row is one of the user's, for `once`."""
        return f"row {self.opts.label} {obj.pk}"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row, which is then known to be one of the user's while a page is shown."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            self.once(request, self._row(found), lambda: True)
        return found

    def once(self, request: HttpRequest, question: str, find: Callable[[], bool]) -> bool:
        """Return what `find` returns; asked once during a GET request, in which nothing changes."""
        if request.method != "GET":
            return find()
        known: dict[str, bool] = request.__dict__.setdefault("found_once", {})
        if question not in known:
            known[question] = find()
        return known[question]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_manage(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_manage(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_manage(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_manage(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """In a new installation, redirect from each first row to the next thing to enter."""
        following = getattr(self.admin_site, "after_adding", lambda _request: "")(request)
        if following:
            return HttpResponseRedirect(following)
        return super().response_post_save_add(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.write(request, obj)

    def why_refused(self, error: Exception) -> Text:
        """Return the sentence of a refusal by a service, a check or the database."""
        if isinstance(error, ValidationError):
            return " ".join(error.messages)
        if isinstance(error, IntegrityError):
            return sentence_for(error)
        return CONCURRENT_CHANGE if isinstance(error, ObjectDoesNotExist) else str(error)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return what_goes(objs, request, self.admin_site)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "purpose": self.purpose,
            "whole_list": request.path,
            "list_kind": self.list_kind,
            **(extra_context or {}),
        }
        if self.has_view_or_change_permission(request):
            context |= self.list_context(request, account_of(request))
        return super().changelist_view(request, context)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._report_refusal(
            request, lambda: super(SecretaryAdmin, self).changeform_view(request, *args, **kwargs)
        )

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._report_refusal(
            request, lambda: super(SecretaryAdmin, self).delete_view(request, *args, **kwargs)
        )

    def _report_refusal(self, request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        """Report a refusal by the database after the form was valid."""
        try:
            with transaction.atomic():
                return view()
        except (Refusal, ValidationError, IntegrityError, ObjectDoesNotExist) as refusal:
            # A row that is not there was deleted by another user, or together with its round.
            messages.error(request, str(self.why_refused(refusal)))
        return HttpResponseRedirect(request.get_full_path())


class PartInline(NativeFields, admin.TabularInline):  # type: ignore[type-arg, misc]
    """Inline rows with the permissions of their parent."""

    template = "admin/edit_inline/rows.html"
    extra = 1
    new_row: Text = ""  # heading of an empty row
    take_out: Text = _("Delete")  # label of the box that deletes the row on saving
    why: Text = ""  # shown above the rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        take_out = self.take_out

        class WithWords(formset):  # type: ignore[misc, valid-type]
            def add_fields(self, form: Any, index: int | None) -> None:
                super().add_fields(form, index)
                if "DELETE" in form.fields:
                    form.fields["DELETE"].label = take_out
                if index is not None and index > self.initial_form_count():
                    for field in form.fields.values():
                        field.help_text = ""  # shown once, at the first empty row

        return WithWords

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
