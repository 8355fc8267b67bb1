"""Large requests are taken at the addresses with fields for files, and nowhere else."""

import re
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from rounds.dossier_forms import PapersForm
from secretariat.admin.officials import PostForm
from secretariat.list_forms import ListFileForm
from secretariat.plan_forms import SignedPlanForm
from secretariat.views.plan_pages import STEPS
from tests.access.addresses import fill, routes
from tests.roles import make_user
from tinnhiem.middleware import takes_files

pytestmark = pytest.mark.django_db
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# All routes with a field for files; of the steps of a plan, one has it.
WITH_FILES = {
    "admin/officials/dossier/add/",
    "admin/officials/dossier/<path:object_id>/change/",
    "admin/officials/official/add/",
    "admin/officials/official/<path:object_id>/change/",
    "dossiers/<int:pk>/upload",
    "lists/<slug:name>/",
    "plans/<int:pk>/<slug:step>",
}


def an_address(route: str) -> str:
    """Return an address of the route; every step is that of a signed plan."""
    parts = {name: "sign" if name == "step" else "7" for name in PLACE.findall(route)}
    return fill(route, **parts)


def has_file_field(form: Any) -> bool:
    return any(isinstance(field, forms.FileField) for field in form.base_fields.values())


@pytest.fixture
def request_of_superuser(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.user = make_user(is_superuser=True, is_staff=True)
    return request


def test_forms_of_the_admin(request_of_superuser: HttpRequest) -> None:
    request = request_of_superuser
    for model, pages in admin.site._registry.items():
        inlines = [inline.get_formset(request).form for inline in pages.get_inline_instances(request)]
        wanted = any(has_file_field(form) for form in [pages.get_form(request), *inlines])
        for page, arguments in (("add", []), ("change", [1])):
            path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)
            assert takes_files(path) == wanted, path


def test_upload_of_a_list() -> None:
    assert has_file_field(ListFileForm)
    assert takes_files(reverse("secretariat:list_kind", args=["rolls"]))


def test_upload_into_a_dossier() -> None:
    assert has_file_field(PapersForm)
    assert takes_files("/dossiers/7/upload")


def test_steps_of_a_plan() -> None:
    for step, chosen in STEPS.items():
        wanted = bool(chosen.form and has_file_field(chosen.form))
        assert takes_files(reverse("secretariat:plan_step", args=[7, step])) == wanted, step


def test_no_other_address_takes_files() -> None:
    """An asterisk stands for one part of a path, here as in the proxy."""
    assert {route for route in routes() if takes_files(an_address(route))} == WITH_FILES
    assert not takes_files("/lists/import/7/")


def test_no_other_class_has_a_file_field() -> None:
    """A new form with files must be added to the addresses above."""

    def below(kind: type[Any]) -> set[type[Any]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    ours = {
        kind.__name__
        for kind in below(forms.BaseForm)
        if not kind.__module__.startswith(("django.", "tests.", "allauth")) and has_file_field(kind)
    }
    expected = {kind.__name__ for kind in (ListFileForm, PapersForm, PostForm, SignedPlanForm)}
    assert {name for name in ours if "Document" not in name} <= expected
