"""Import of a roll from a file: template, upload, preview, confirmation."""

from dataclasses import astuple
from typing import Any

import tablib
from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import XLSX

from rounds.errors import RoundError
from rounds.models import Round
from rounds.rollfile import COLUMNS, RollRow, read_roll
from rounds.services.importing import RollPlan, RollRefused, import_roll, plan_roll
from secretariat.admin.round_page import step_url
from secretariat.admin_base import account_of
from secretariat.fields import FileButton

MAX_AGE = 3600  # a preview is valid for an hour


class RollFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File with the roll"),
        help_text=gettext_lazy("XLSX or CSV, at most 2 MB."),
        allow_empty_file=True,  # the sentence of `read_roll` is plainer
        widget=FileButton(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> list[RollRow]:
        upload = self.cleaned_data["file"]
        try:
            return read_roll(upload.name, upload.read())
        except RoundError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def template(request: HttpRequest) -> HttpResponse:
    """Return an XLSX file with the headers and one example."""
    example = ["Nguyễn Văn A", "nguyenvana@example.vn", "Trưởng phòng", "CB-0012", "204618"]
    content = XLSX().export_data(tablib.Dataset(example, headers=list(COLUMNS.values())))
    response = HttpResponse(content, content_type=XLSX().get_content_type())
    response["Content-Disposition"] = 'attachment; filename="danh-sach-nguoi-ghi-phieu.xlsx"'
    return response


def page(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    """Show the upload, the preview of a file, or carry out a confirmed preview."""
    context["title"] = _("Roll of voters from a file")
    if request.method == "POST" and "confirmed" in request.POST:
        return _carry_out(request, round_, context)
    form = RollFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, round_, context, form.cleaned_data["file"])
    return TemplateResponse(request, "admin/rounds/round/roll.html", {**context, "form": form})


def _salt(request: HttpRequest, round_: Round) -> str:
    return f"rounds.roll:{round_.pk}:{request.user.pk}"


def _preview(
    request: HttpRequest, round_: Round, context: dict[str, Any], rows: list[RollRow]
) -> HttpResponse:
    plan = plan_roll(round_=round_, rows=rows, actor=account_of(request))
    if plan.errors:
        form = RollFileForm()
        return TemplateResponse(
            request, "admin/rounds/round/roll.html", {**context, "form": form, "plan": plan}
        )
    data = [astuple(row) for row in rows]
    context["confirmed"] = signing.dumps(data, salt=_salt(request, round_), compress=True)
    return TemplateResponse(request, "admin/rounds/round/roll_preview.html", {**context, "plan": plan})


def _carry_out(request: HttpRequest, round_: Round, context: dict[str, Any]) -> HttpResponse:
    here = reverse("admin:rounds_round_roll", args=[round_.pk])
    try:
        salt = _salt(request, round_)
        data = signing.loads(request.POST["confirmed"], salt=salt, max_age=MAX_AGE)
        plan = import_roll(
            round_id=round_.pk, rows=[RollRow(*row) for row in data], actor=account_of(request)
        )
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Choose the file once more."))
        return HttpResponseRedirect(here)
    except RollRefused as refusal:
        plan = RollPlan(errors=refusal.errors)
        context |= {"form": RollFileForm(), "plan": plan}
        return TemplateResponse(request, "admin/rounds/round/roll.html", context)
    except RoundError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(step_url(round_.pk, "electors", voters=len(plan.to_add)))
