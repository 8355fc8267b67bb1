"""The last six digits of the identity number, which the login with a card asks for and no card contains.

They are random; the digits before them encode province, sex and year of birth. Only a keyed hash for the person
is stored, and it is not shown anywhere.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from officials.models import User

LENGTH = 6


def digits_in(text: str) -> str:
    """Return the last six digits of what was typed, which may be the whole number; "" if there are fewer."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits[-LENGTH:] if re.fullmatch(r"[0-9]{6,12}", digits) else ""


def clean_digits(text: str) -> str:
    """Return the six digits. Raises `ValidationError` for anything else."""
    if digits := digits_in(text):
        return digits
    raise ValidationError(_("Enter the last six digits of the identity number."))


def identity_hash(account: User, digits: str) -> str:
    """Return the keyed hash of the digits for this person."""
    text = f"{account.pk}:{digits}"
    return salted_hmac("officials.identity", text, algorithm="sha256").hexdigest()


def is_identified(account: User, text: str) -> bool:
    """Return whether the digits are those recorded for the person."""
    digits = digits_in(text)
    return bool(digits) and constant_time_compare(account.identity_hash, identity_hash(account, digits))
