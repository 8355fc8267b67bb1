"""The secretariat's pages."""

from django.contrib import admin

from rounds.models import Round

admin.site.register(Round)
