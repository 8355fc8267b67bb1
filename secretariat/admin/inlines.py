"""Lines and counting team, edited on the page of their round."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials import selectors as officials_selectors
from officials.models import Official, User
from officials.records import posts_with_units
from rounds import paper_access
from rounds.accounts import accounts_to_list
from rounds.models import CommitteeMember, Line
from rounds.states import Part, needs_reason
from rounds.team import members_of
from secretariat.admin_base import PartInline, account_of
from secretariat.official_field import OfficialField
from secretariat.people_field import PersonField, limit_choices
from secretariat.reasons import MISSING, NAME


def _number(value: Any) -> int | None:
    return int(value) if value else None


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form of a line; it offers only the official's own posts."""

    official = OfficialField(queryset=Official.objects.none(), label=gettext_lazy("official"))
    printed = forms.MultipleChoiceField(
        label=gettext_lazy("posts printed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    chosen_dossier = forms.TypedChoiceField(
        label=gettext_lazy("dossier"), required=False, coerce=_number, empty_value=None
    )

    class Meta:
        model = Line
        fields = ("position", "official", "block")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk:
            self._offer_what_the_official_has(self.instance)
        else:
            del self.fields["printed"], self.fields["chosen_dossier"]
            self.fields["position"].help_text = _("Empty: at the end.")

    def _offer_what_the_official_has(self, line: Line) -> None:
        self.fields.pop("official", None)
        # The inline prefetches all of this, so no line costs a query.
        posts = [(str(post.pk), str(post)) for post in line.official.posts.all()]
        self.fields["printed"].choices = posts  # type: ignore[attr-defined]
        self.fields["printed"].initial = [str(row.post_id) for row in line.linepost_set.all()]
        dossiers = {str(row.pk): row.title for row in line.official.dossiers.all()}
        if line.dossier:
            dossiers.setdefault(str(line.dossier_id), line.dossier.title)
        self.fields["chosen_dossier"].choices = [("", "—"), *dossiers.items()]  # type: ignore[attr-defined]
        self.fields["chosen_dossier"].initial = str(line.dossier_id or "")

    def _get_validation_exclusions(self) -> set[str]:
        # The order is checked over all lines at once, because two lines may swap places.
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"position"}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "chosen_dossier" in self.fields:
            self.instance.dossier_id = self.cleaned_data.get("chosen_dossier")

    @property
    def posts(self) -> list[int] | None:
        """Return the ids of the chosen posts, or None for a new line, which prints all."""
        chosen = self.cleaned_data.get("printed")
        return None if chosen is None else [int(pk) for pk in chosen]


class LineFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def validate_unique(self) -> None:
        """Do nothing: existing lines have no field for the official and would seem equal."""

    def clean(self) -> None:
        kept = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        taken = [getattr(form, "cleaned_data", {}).get("position") for form in kept]
        numbers = [number for number in taken if number]
        if len(numbers) != len(set(numbers)):
            raise ValidationError(_("Two lines of a ballot cannot have the same order."))
        if needs_reason(self.instance.state, Part.LINES) and self.is_changed() and not self._reason():
            raise ValidationError(str(MISSING))

    def is_changed(self) -> bool:
        """Return whether saving would change the ballot."""
        return any(form.has_changed() for form in self.forms)

    def _reason(self) -> str:
        return str(self.data.get(NAME, "")).strip()


class LineInline(PartInline):
    model = Line
    new_row = gettext_lazy("Add an official")
    take_out = gettext_lazy("Take off the ballot")
    form = LineForm
    formset = LineFormSet
    fields = ("position", "official", "printed", "chosen_dossier", "block")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Line]:
        lines = super().get_queryset(request).select_related("official", "dossier").order_by("position")
        kept = Prefetch("official__dossiers", paper_access.dossiers_kept(user=account_of(request)))
        held = Prefetch("official__posts", posts_with_units())
        return lines.prefetch_related("linepost_set", held, kept)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # `printed` and `chosen_dossier` are fields of the form; the model has other names for them.
        kwargs["fields"] = ("position", "official", "block")
        formset = super().get_formset(request, obj, **kwargs)
        mine = officials_selectors.officials_for_secretary(user=account_of(request))
        limit_choices(formset.form, "official", mine)
        return formset


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]
    user = PersonField(queryset=User.objects.none(), label=gettext_lazy("person"))

    class Meta:
        model = CommitteeMember
        fields = ("user", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["user"].help_text = ""  # shown once, at the row for a new member
            self.initial["user"] = self.instance.user  # already loaded: no query per member
            self.fields["user"].kept = self.instance.user  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        # The team is replaced as a whole, so members may move between rows.
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"round", "role"}


class MemberFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        rows = self.rows()
        heads = [row for row in rows if row["role"] == CommitteeMember.Role.HEAD]
        if len({row["user"].pk for row in rows}) != len(rows):
            raise ValidationError(_("This person is already in the counting team."))
        if rows and len(heads) != 1:
            raise ValidationError(_("The counting team needs one head, and only one."))

    def rows(self) -> list[dict[str, Any]]:
        """Return the filled rows that are not deleted, in the order of the page."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        data = [getattr(form, "cleaned_data", {}) for form in kept]
        return [row for row in data if row.get("user") and row.get("role")]

    def team(self) -> list[User]:
        """Return the members, the head first."""
        rows = sorted(self.rows(), key=lambda row: row["role"] != CommitteeMember.Role.HEAD)
        return [row["user"] for row in rows]


class CommitteeInline(PartInline):
    model = CommitteeMember
    new_row = gettext_lazy("Add a member")
    take_out = gettext_lazy("Remove from the team")
    form = MemberForm
    formset = MemberFormSet
    fields = ("user", "role")
    max_num = 9

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj and members_of(obj) else 3

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommitteeMember]:
        members = super().get_queryset(request).select_related("user__official", "user__unit")
        return members.prefetch_related("user__official__posts__unit").order_by("index")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        limit_choices(formset.form, "user", accounts_to_list(user=account_of(request)))
        return formset
