"""Admin of units and officials."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.file_fields import FilesButton, FilesField
from common.numbers import whole_number
from officials import records, selectors, services
from officials.labels import present_posts
from officials.members import groups_for_secretary
from officials.models import Official, Post, Unit, User
from officials.receiving import ACCEPTED, as_papers
from results.services import granting
from rounds.accounts import accounts_to_list
from secretariat.admin import official_accounts, official_acts
from secretariat.admin_base import (
    PartInline,
    SecretaryAdmin,
    account_of,
    choose_the_only_one,
)
from secretariat.constraint_sentences import CONSTRAINT_SENTENCES
from secretariat.letterhead import letterheads
from secretariat.listing.list_filters import BelowFilter, PostUnitFilter
from secretariat.people_field import PersonField, limit_choices
from secretariat.stale.parts import InlineRows

UNIT_FIELDS = (
    *("name", "parent", "superior_on_letterhead", "authority"),
    *("document_code", "drafting_code", "place"),
)


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form that refuses a unit below itself, before the database does."""

    class Meta:
        model = Unit
        fields = UNIT_FIELDS
        help_texts = {
            "name": _("In full, as documents print it."),
            "parent": _("Enter the superior first. Only the topmost unit has none."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and "parent" in cleaned:
            candidate = Unit(pk=self.instance.pk, parent=cleaned["parent"])
            services.refuse_cycle(candidate)
        return cleaned


@admin.register(Unit)
class UnitAdmin(SecretaryAdmin):
    purpose = _("Units, their superiors and managing authorities.")
    list_kind = "units"
    form = UnitForm
    change_form_template = "admin/officials/unit/change_form.html"
    fields = UNIT_FIELDS
    list_display = ("name", "parent", "authority", "place")
    list_filter = (BelowFilter,)
    bulk_fields = ("parent", "authority", "place", "superior_on_letterhead", "drafting_code")
    search_fields = ("search_key",)
    suggested_from = {"authority": "authorities"}

    def rows(self, user: User) -> QuerySet[Unit]:
        return selectors.units_for_secretary(user=user)

    def write(self, request: HttpRequest, obj: Unit) -> None:
        granting.save_unit(unit=obj, actor=account_of(request))

    def delete_model(self, request: HttpRequest, obj: Unit) -> None:
        services.remove(row=obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent" and not account_of(request).is_superuser:
            field.queryset = selectors.units_for_secretary(user=account_of(request))
            field.required = True  # a unit without a superior would belong to no secretary
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add the letterhead that the page shows beside the form."""
        context["letterheads"] = letterheads(kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        """Make the superior of a secretary's own topmost unit read-only."""
        if obj is None or account_of(request).is_superuser:
            return ()
        mine = selectors.units_for_secretary(user=account_of(request))
        return () if obj.parent_id is not None and mine.filter(pk=obj.parent_id).exists() else ("parent",)


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form that offers all units for a new post only; a list of them in each row would fill the page."""

    scan = FilesField(
        label=_("Scan of this document"),
        required=False,
        widget=FilesButton(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, or pictures of its pages. People who see the exemption can open it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "unit" in self.fields:
            self.fields["unit"].widget.choices = [(self.instance.unit_id, str(self.instance.unit))]
        if self.instance.pk and self.instance.managed_by:
            self.initial["managed_by"] = self.instance.managed_by  # already loaded: no query for each post
        if self.instance.pk:
            for field in self.fields.values():
                field.help_text = ""  # shown once, at the row for a new post
        if self.instance.file:
            self.fields["scan"].help_text = gettext("A scan is kept. Choose another only to replace it.")

    def clean_scan(self) -> Any:
        """Return one PDF file, made of pictures where pictures were chosen; None without a file."""
        papers = as_papers(self.cleaned_data["scan"])
        if len(papers) > 1:
            raise ValidationError(gettext("Choose one PDF file, or pictures of the pages of one document."))
        return papers[0] if papers else None


class PostInline(PartInline):
    model = Post
    form = PostForm
    new_row = _("Another post")
    take_out = _("Delete this post (entered by mistake)")
    why = _(
        "When an official leaves a post, enter the day on which it ended; earlier rounds still need the post."
    )
    fields = (
        *("unit", "title", "kind", "group", "rank", "managed_by"),
        *("appointed_on", "elected_on", "retirement_notice_on", "evidence", "scan", "ended_on"),
    )
    suggested_from = {"managed_by": "authorities"}
    choices_from = {
        "unit": selectors.units_for_secretary,
        "group": groups_for_secretary,
        "managed_by": records.authorities_to_name,
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        choose_the_only_one(formset.form, "unit")
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        units = selectors.units_for_secretary(user=account_of(request))
        return (
            super().get_queryset(request).filter(unit__in=units).select_related("unit", "managed_by__parent")
        )


class OfficialForm(forms.ModelForm):  # type: ignore[type-arg]
    user = PersonField(queryset=User.objects.none(), required=False, label=_("account (if there is one)"))

    class Meta:
        model = Official
        fields = ("full_name", "staff_code", "birth_date", "user")
        help_texts = {"user": _("Lets the official read the published result about themselves.")}

    def clean(self) -> dict[str, Any]:
        """Choose the account with the code that was just entered, and refuse one with another code."""
        cleaned = super().clean() or self.cleaned_data
        code, account = cleaned.get("staff_code"), cleaned.get("user")
        if code and account is None and "staff_code" in self.changed_data:
            field: Any = self.fields.get("user")
            free = field.queryset.filter(staff_code=code, official=None) if field else User.objects.none()
            cleaned["user"] = free.first()
        elif code and account and account.staff_code not in ("", code):
            self.add_error("staff_code", str(CONSTRAINT_SENTENCES["staff_code_of_one_person"]))
        return cleaned


@admin.register(Official)
class OfficialAdmin(SecretaryAdmin):
    purpose = _("Officials who may be voted on, with posts and their dates.")
    list_kind = "officials"
    form = OfficialForm
    list_display = ("full_name", "staff_code", "posts_held", "birth_date")
    list_filter = (PostUnitFilter,)
    search_fields = selectors.WHERE_OFFICIALS_ARE_FOUND
    inlines = (PostInline,)
    parts: ClassVar[Mapping[Any, InlineRows]] = {Post: InlineRows()}
    choices_from = {"user": accounts_to_list}
    change_form_template = "admin/officials/official/change_form.html"
    change_list_template = "admin/officials/official/change_list.html"

    def rows(self, user: User) -> QuerySet[Official]:
        return selectors.officials_for_secretary(user=user).prefetch_related("posts__unit")

    @admin.display(description=_("posts"))
    def posts_held(self, official: Official) -> str:
        return present_posts(official)

    def write(self, request: HttpRequest, obj: Official) -> None:
        granting.save_official(official=obj, actor=account_of(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Official | None = None) -> tuple[str, ...]:
        """Names are read-only for officials with posts in other units."""
        shared = obj and records.holds_posts_elsewhere(user=account_of(request), official=obj)
        return ("full_name", "staff_code", "birth_date", "user") if shared else ()

    def has_delete_permission(self, request: HttpRequest, obj: Official | None = None) -> bool:
        user = account_of(request)
        if obj and not user.is_superuser and records.posts_elsewhere(user=user, official=obj).exists():
            return False  # the posts would go too, also those that ended
        return super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Official) -> None:
        services.remove(row=obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take name and staff code of the account that `account` names."""
        found = super().get_changeform_initial_data(request)
        pk = whole_number(request.GET.get("account", ""))
        accounts = accounts_to_list(user=account_of(request)).filter(official=None)
        account = accounts.filter(pk=pk).first() if pk is not None else None
        if account is None:
            return found
        return {"full_name": account.full_name, "staff_code": account.staff_code, "user": account.pk, **found}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add posts elsewhere, settled places, and what can be done with the record."""
        if official := kwargs.get("obj"):
            context.update(official_acts.about(account_of(request), official))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            found: URLPattern = path(address, self.admin_site.admin_view(view), name=name)
            return found

        acts = (official_acts.merge, official_acts.move, official_acts.account)
        own = [
            page(f"<path:object_id>/{act.__name__}/", self._act(act), f"officials_official_{act.__name__}")
            for act in acts
        ]
        return [
            page("accounts/", self.accounts_view, "officials_official_accounts"),
            *own,
            *super().get_urls(),
        ]

    def _act(self, act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return the view of an act on one record, which is refused while others share the record."""

        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            official = self.get_object(request, unquote(object_id))
            if official is None:
                return HttpResponseRedirect(reverse("admin:index"))
            if records.holds_posts_elsewhere(user=account_of(request), official=official):
                raise PermissionDenied
            context = {**self.admin_site.each_context(request), "opts": self.opts}
            return act(request, official, context)

        return view

    def accounts_view(self, request: HttpRequest) -> HttpResponse:
        """Make or link the accounts of many officials."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return official_accounts.page(request, context)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = {id(row.instance): row for row in formset.forms}
        for post in formset.save(commit=False):
            services.save_post(post=post, scan=rows[id(post)].cleaned_data["scan"])
        for post in formset.deleted_objects:
            services.remove(row=post)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        limit_choices(form, "user", accounts_to_list(user=account_of(request)))
        choose_the_only_one(form, "unit")
        return form
