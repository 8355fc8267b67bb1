"""Admin of dossiers and their documents; once a round is frozen with them, documents are only added."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.file_fields import FilesButton, FilesField
from common.refusals import Text
from officials import selectors, services
from officials.labels import label_of
from officials.models import Dossier, DossierDocument, Official, User
from officials.receiving import ACCEPTED, as_papers
from rounds import filings, paper_access
from rounds.selectors import rounds_keeping
from rounds.services import keeping_papers
from secretariat.admin_base import PartInline, SecretaryAdmin, account_of
from secretariat.fields import FileButton
from secretariat.listing.list_filters import DossierUnitFilter
from secretariat.official_field import OfficialField
from secretariat.people_field import limit_choices
from secretariat.stale.parts import InlineRows

KEPT = _(
    "The round “%(title)s” is frozen with these documents, so they are neither changed nor deleted. Add a "
    "correction as a new document: voters see it with its date, and the log of the round notes it."
)


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form that tells that an uploaded paper is kept, since browsers show an empty field.

    An empty row takes several files of one kind; those after the first are `more`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.more: list[Any] = []
        file = self.instance.file
        if not self.instance.pk:
            label = self.fields["file"].label
            self.fields["file"] = FilesField(label=label, widget=FilesButton(attrs={"accept": ACCEPTED}))
        elif file and file.storage.exists(file.name):
            text = gettext("A file is kept (%(size)s). Choose another only to replace it.")
            self.fields["file"].help_text = text % {"size": filesizeformat(file.size)}

    def clean_file(self) -> Any:
        """Return the first paper of an empty row; pictures of pages become one."""
        if self.instance.pk:
            return self.cleaned_data["file"]
        first, *self.more = as_papers(self.cleaned_data["file"])
        return first

    def documents(self) -> list[DossierDocument]:
        """Return the papers of this row, the first of which is that of the form."""
        of = {"dossier": self.instance.dossier, "kind": self.instance.kind, "name": self.instance.name}
        return [self.instance, *(DossierDocument(file=file, **of) for file in self.more)]


class PaperFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Formset that only adds once a round is frozen with the documents."""

    is_kept = False

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_kept and form.instance.pk:
            del form.fields["file"], form.fields["DELETE"]
            form.fields["kind"].disabled = form.fields["name"].disabled = True


class DocumentInline(PartInline):
    model = DossierDocument
    form = DocumentForm
    formset = PaperFormSet
    new_row = _("Another document")
    take_out = _("Delete this document")
    why: Text = _(
        "Voters read them in this order: self-assessment, assets, explanation. A row takes several files of one kind: "
        "PDF, or pictures of the pages, which become one PDF."
    )
    fields = ("kind", "file", "name")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        kept = rounds_keeping(dossier=obj).first() if obj else None
        if kept:
            formset.is_kept, self.why = True, KEPT % {"title": kept.title}
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "file":
            kwargs["widget"] = FileButton(attrs={"accept": "application/pdf"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DossierForm(forms.ModelForm):  # type: ignore[type-arg]
    official = OfficialField(queryset=Official.objects.none(), label=_("official"))

    class Meta:
        model = Dossier
        fields = ("official", "title", "filed_on", "sent_on")


@admin.register(Dossier)
class DossierAdmin(SecretaryAdmin):
    form = DossierForm
    purpose = _("What voters read: self-assessment, assets, explanation.")
    fields = ("official", "title", "filed_on", "sent_on")
    list_display = ("title", "person", "filed_on", "sent_on")
    list_display_links = ("title",)
    list_filter = (DossierUnitFilter,)
    bulk_fields = ("filed_on", "sent_on")
    search_fields = ("search_key", "official__search_key", "official__posts__search_key")
    inlines = (DocumentInline,)
    parts: ClassVar[Mapping[Any, InlineRows]] = {DossierDocument: InlineRows()}

    def rows(self, user: User) -> QuerySet[Dossier]:
        return paper_access.dossiers_kept(user=user).prefetch_related("official__posts__unit")

    @admin.display(description=_("official"), ordering="official__sort_key")
    def person(self, dossier: Dossier) -> str:
        return label_of(dossier.official)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        limit_choices(form, "official", selectors.officials_for_secretary(user=account_of(request)))
        return form

    def write(self, request: HttpRequest, obj: Dossier) -> None:
        services.save(row=obj)

    def delete_model(self, request: HttpRequest, obj: Dossier) -> None:
        services.remove(row=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = {id(row.instance): row for row in formset.forms}
        for saved in formset.save(commit=False):
            for document in rows[id(saved)].documents():
                keeping_papers.save_document(document=document, actor=account_of(request))
        for document in formset.deleted_objects:
            keeping_papers.remove_document(document=document)

    def get_readonly_fields(self, request: HttpRequest, obj: Dossier | None = None) -> tuple[str, ...]:
        """The official of a dossier is read-only once papers came in: each opens to those who keep that official."""
        is_filled = obj is not None and (
            filings.papers_of(obj).exists() or rounds_keeping(dossier=obj).exists()
        )
        return ("official",) if is_filled else ()
