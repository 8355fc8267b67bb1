"""Lists in and out: the kinds with their templates and present lists, and uploads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from common.answers import file_to_keep
from common.sheets import SheetForm
from lists import kinds, selectors
from lists.errors import ImportRefused
from lists.kinds import ListKind
from lists.services import uploading
from officials.models import User
from secretariat.admin_base import secretary_of
from secretariat.list_forms import ListFileForm
from secretariat.listing.services import note_export

IMPORTS = 20
FORMS = ("xlsx", "csv")


@never_cache
@login_required
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """List the kinds, with their templates and present lists, and the own imports."""
    user = secretary_of(request)
    imports = Paginator(selectors.imports_of(user=user), IMPORTS).get_page(request.GET.get("page"))
    usable = [kind for kind in kinds.every() if kind.may_use(user, "")]
    words = {kind.name: kind.words for kind in kinds.every()}
    context = {
        "kinds": usable,
        "page": imports,
        "imports": [(found, words.get(found.kind, found.kind)) for found in imports],
    }
    return render(request, "secretariat/lists/lists.html", context)


def kind_named(name: str) -> ListKind:
    try:
        return kinds.named(name)
    except KeyError:
        raise Http404 from None


def _usable(request: HttpRequest, name: str) -> tuple[User, ListKind, str]:
    """Return person, kind and target of a request; answer 404 if the person may not use the list there."""
    user, kind = secretary_of(request), kind_named(name)
    target = (request.POST.get("target") or request.GET.get("target") or "")[:60]
    if "\0" in target or not kind.may_use(user, target):
        raise Http404
    return user, kind, target


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_kind(request: HttpRequest, name: str) -> HttpResponse:
    """Show how a list is written; POST uploads one."""
    user, kind, target = _usable(request, name)
    form = ListFileForm(request.POST, request.FILES) if request.method == "POST" else ListFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = uploading.upload(
                kind=name, target=target, name=file.name, content=file.read(), actor=user
            )
            return redirect("secretariat:list_import", pk=found.pk)
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"kind": kind, "target": target, "about": kind.label(target) if target else "", "form": form}
    return render(request, "secretariat/lists/list_kind.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_GET
def list_template(request: HttpRequest, name: str) -> HttpResponse:
    """Return the template of a list."""
    from lists import writing_files  # noqa: PLC0415 - imports openpyxl

    _user, kind, _target = _usable(request, name)
    return file_answer(writing_files.template(kind), f"mau-{kind.file_name}.xlsx")


@require_POST
@never_cache
@login_required
def list_current(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """Return the present list, which can be imported again unchanged, and note that it left the product."""
    from lists import writing_files  # noqa: PLC0415 - imports openpyxl

    user, kind, target = _usable(request, name)
    if form not in FORMS:
        raise Http404
    rows = list(kind.export_rows(user, target))
    about = f" {kind.label(target)}" if target else ""
    note_export(user=user, text=f"{kind.words}{about} ({form.upper()}): {len(rows)}")
    content = writing_files.list_of(kind, rows, form)
    return file_answer(content, f"{kind.file_name}.{form}")


def file_answer(content: bytes, name: str) -> HttpResponse:
    """Return a file to keep; its form is the end of its name."""
    form = SheetForm(name.rpartition(".")[2])
    return file_to_keep(content, name, form.content_type)
