"""The answer that saves a list as a file."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.admin.views.main import ORDER_VAR
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.answers import file_to_keep
from common.sheets import SheetForm, written
from documents.files import plain
from officials.models import User
from secretariat.listing import services

MOST_OF_A_FILTER = 500  # characters in the log


def saved_as_file(
    *,
    user: User,
    form: SheetForm,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    query: str = "",
) -> HttpResponse:
    """Return a table as a file called by `name` and today, and note in the log that it left the product.

    The log names the number of rows, and the search and filters of the list, which stand in `query`.
    """
    table = list(rows)
    content = written(form, headings, table, title=name)
    services.note_export(user=user, text=f"{name} ({form.upper()}): {len(table)}{_narrowed(query)}")
    file = f"{plain(name)}_{timezone.localdate().isoformat()}.{form}"
    return file_to_keep(content, file, form.content_type)


def _narrowed(query: str) -> str:
    words = "; ".join(f"{name} = {value}" for name, value in parse_qsl(query) if name != ORDER_VAR)
    return f" ({_('Filter')}: {words[:MOST_OF_A_FILTER]})" if words else ""
