"""Addresses of the pages of this room."""

from django.urls import URLPattern, URLResolver, path

from notices.views import reply_page

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [path("reply/<uuid:key>/", reply_page.reply, name="reply")]
