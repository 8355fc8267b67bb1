"""Two people with one page of the admin: their browsers, and what a browser sends for a page as it stands."""

from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from secretariat.stale.typed import as_sent

Form = dict[str, Any]


def address(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def fields_of(page: Any) -> Form:
    """Return what a browser sends for the page as it stands, with the number that it carries."""
    forms = [page.context["adminform"].form]
    for group in page.context["inline_admin_formsets"]:
        forms += [group.formset.management_form, *group.formset.forms]
    fields = {field.html_name: as_sent(field) for form in forms for field in form}
    own = {name: page.context[name] for name in ("seen", "fixed")}
    return {**{name: values for name, values in fields.items() if values}, **own}


def opened(client: Client, row: Model) -> Form:
    return fields_of(client.get(address(row)))


def sent(client: Client, row: Model, form: Form, **changes: Any) -> Any:
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    answer = client.post(address(row), {**form, **changed})
    row.refresh_from_db()
    return answer


def again(client: Client, row: Model, page: Any) -> Any:
    """Send the page that came back as it stands."""
    return sent(client, row, fields_of(page))


def errors(page: Any) -> list[str]:
    return [str(one) for one in page.context["adminform"].form.non_field_errors()]
