"""Addresses under `/accounts/card/`."""

from django.urls import path

from rounds.views.card_login import card_login, card_used

urlpatterns = [
    path("", card_login, name="card_login"),
    path("used/", card_used, name="card_used"),
]
