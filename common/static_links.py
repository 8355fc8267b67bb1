"""Addresses of static files on pages that must be shown on a host where none were collected."""

from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

register = template.Library()


@register.simple_tag
def static_or_plain(path: str) -> str:
    """Return the address of a static file, without the hash in its name if the manifest lacks it.

    For the frame of error pages; elsewhere `{% static %}` reports a wrong name.
    """
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return urljoin(settings.STATIC_URL, path)
