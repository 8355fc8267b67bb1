"""Checking of passwords with the same work for every name."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import get_hasher
from django.http import HttpRequest

from officials.accounts import hashers
from officials.accounts.selectors import former_hashes_exist


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

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super()._check_password(user, password)
        if user and not found:
            _spend_the_other_costs(password, stored=user.password)
        return found

    def _mitigate_timing_attack(self, password: str) -> None:
        super()._mitigate_timing_attack(password)
        _spend_the_other_costs(password, stored="")


def _spend_the_other_costs(password: str, *, stored: str) -> None:
    """While hashes with former costs are stored, let every failed attempt pay both costs.

    The time would otherwise tell that an account exists and has not logged in since the costs changed.
    """
    if former_hashes_exist():
        is_former = stored.startswith(hashers.FORMER_COSTS)
        hashers.spend(password, get_hasher() if is_former else hashers.FORMER)
