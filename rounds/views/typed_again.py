"""The page of a text that was refused: the sentence, what was typed, and the way back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def typed_again(request: HttpRequest, form: forms.Form, **shown: Any) -> HttpResponse:
    """Answer 400 with the form as it was sent; `shown` holds title, quote, back and button of the page."""
    context = {"form": form, "dossier": request.POST.get("dossier", ""), **shown}
    return render(request, "rounds/typed_again.html", context, status=400)
