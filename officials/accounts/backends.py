"""Checking of passwords with the same work for every name."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class OneCheckBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, which hashes once for a known and for an unknown name or address.

    allauth passes an address as name and as address and checks the password of its account twice,
    which takes longer than the answer for an unknown one.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: str) -> AbstractBaseUser | None:
        password = credentials["password"]
        if email := credentials.get("email"):
            found: AbstractBaseUser | None = self._authenticate_by_email(email, password)
        else:
            found = super()._authenticate(request, **credentials)
        return found
