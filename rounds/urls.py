"""Addresses under `/accounts/card/`."""

from django.urls import path

from rounds.views.card_login import card_login

urlpatterns = [path("", card_login, name="card_login")]
