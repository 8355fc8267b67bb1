"""Django's list of rows, with links to rows that cost nothing to make."""

from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.functional import cached_property

ANY_KEY = "0"


class QuickChangeList(ChangeList):
    """A list whose links to rows keep its filters; Django would look up the address of each row for that."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.kept, self.preserved_filters = self.preserved_filters, ""

    def url_for_result(self, result: Any) -> str:
        """Return the address of a row's page, from which the way back leads to the filtered list."""
        start, end = self._around_key
        address = f"{start}{quote(result.pk)}{end}"
        return f"{address}?{self.kept}" if self.kept else address

    @cached_property
    def _around_key(self) -> tuple[str, str]:
        """The address of any row before and after its key."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        start, _key, end = reverse(
            name, args=[ANY_KEY], current_app=self.model_admin.admin_site.name
        ).rpartition(ANY_KEY)
        return start, end
