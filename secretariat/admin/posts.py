"""Admin of posts as a list of their own: to filter, save and change many; one post is entered with its official."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from officials import records, selectors, services
from officials.members import groups_for_secretary
from officials.models import Post, User
from secretariat.admin_base import SecretaryAdmin
from secretariat.listing.list_filters import HeldFilter, UnitFilter


@admin.register(Post)
class PostAdmin(SecretaryAdmin):
    purpose = _(
        "All posts of your units: filter them, and change rank, group, authority or dates of many at once."
    )
    list_display = (
        "holder",
        "title",
        "unit",
        "kind",
        "group",
        "rank",
        "managing",
        "appointed_on",
        "ended_on",
    )
    list_display_links = None
    list_filter = (HeldFilter, "kind", UnitFilter)
    search_fields = ("search_key", "official__search_key", "unit__search_key")
    suggested_from = {"managed_by": "authorities"}
    choices_from = {"group": groups_for_secretary, "managed_by": records.authorities_to_name}
    bulk_fields = (
        *("title", "kind", "group", "rank", "managed_by"),
        *("appointed_on", "elected_on", "retirement_notice_on", "evidence", "ended_on"),
    )

    def rows(self, user: User) -> QuerySet[Post]:
        return selectors.posts_for_secretary(user=user)

    @admin.display(description=_("official"), ordering="official__sort_key")
    def holder(self, post: Post) -> str:
        page = reverse("admin:officials_official_change", args=[post.official_id])
        return format_html('<a href="{}">{}</a>', page, post.official)

    @admin.display(description=_("managing authority"), ordering="managed_by__name")
    def managing(self, post: Post) -> str:
        return str(post.managed_by or post.unit.authority or "")

    def write(self, request: HttpRequest, obj: Post) -> None:
        services.save(row=obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect to the official, with whom a post is entered."""
        post = self.get_object(request, object_id)
        if post is None:
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(reverse("admin:officials_official_change", args=[post.official_id]))
