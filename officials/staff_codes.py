"""Staff codes: the key by which lists, units and sign-in match people, in one spelling."""

import unicodedata
from typing import Any

from django.db import models

LONGEST = 40


def staff_code_in(text: str) -> str:
    """Return the code in the spelling that is stored: in capitals, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


class StaffCodeField(models.CharField):  # type: ignore[type-arg]
    """Column of a staff code; what is written and what is looked for get the stored spelling."""

    def to_python(self, value: Any) -> Any:
        return staff_code_in(value) if isinstance(value, str) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
