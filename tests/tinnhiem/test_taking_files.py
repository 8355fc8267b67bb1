"""Large requests are taken at the addresses with fields for files, and nowhere else."""

import fnmatch
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from secretariat.admin import roll_upload
from tests.roles import make_user
from tinnhiem.middleware import TAKING_FILES

pytestmark = pytest.mark.django_db
NOWHERE = "00000000-0000-0000-0000-000000000000"


def takes_files(path: str) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in TAKING_FILES)


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


def test_upload_of_a_roll() -> None:
    assert has_file_field(roll_upload.RollFileForm)
    assert takes_files(f"/admin/rounds/round/{NOWHERE}/roll/")


def test_no_other_class_has_a_file_field() -> None:
    """A new form with files must be added to the addresses above."""

    def below(kind: type[Any]) -> set[type[Any]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    ours = {
        kind.__name__
        for kind in below(forms.BaseForm)
        if not kind.__module__.startswith(("django.", "import_export", "tests.", "allauth"))
        and has_file_field(kind)
    }
    assert {name for name in ours if "Document" not in name} <= {"RollFileForm"}
