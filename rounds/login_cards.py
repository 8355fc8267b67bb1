"""Codes of login cards, people who need one, and the login with one."""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from officials import mail
from officials.models import User
from rounds import states
from rounds.models import CommitteeMember, Elector, LoginCard, Round
from rounds.states import Voting

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: 5 bits a sign
LENGTH, GROUP = 16, 4
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def new_code() -> str:
    """Return a code of 80 random bits in groups of four."""
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def code_in(text: str) -> str:
    """Return what was typed as the 16 signs of a code, or "" if it is no code."""
    signs = text.upper().translate(MISREAD)
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else ""


def hash_of(code: str) -> str:
    """Return the keyed hash that is stored; 80 random bits need no slow one."""
    return salted_hmac("rounds.LoginCard", code_in(code), algorithm="sha256").hexdigest()


def valid_cards() -> QuerySet[LoginCard]:
    """Return the cards with which their people can log in now."""
    taking = [*states.at(Voting.BEFORE), *states.at(Voting.DURING)]
    return LoginCard.objects.filter(valid_until__gt=timezone.now(), round__state__in=taking)


def without_password(round_: Round) -> QuerySet[User]:
    """Return the people on the roll and in the counting team who can log in by no own means.

    These have neither a password nor a passkey, and no mail reaches them.
    """
    on_roll = Elector.objects.filter(user=OuterRef("pk"), round=round_)
    in_team = CommitteeMember.objects.filter(user=OuterRef("pk"), round=round_)
    passkey = Authenticator.objects.filter(
        user=OuterRef("pk"),
        type=Authenticator.Type.WEBAUTHN,
        data__credential__clientExtensionResults__credProps__rk=True,
    )
    found = User.objects.filter(Exists(on_roll) | Exists(in_team), ~Exists(passkey))
    found = found.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if mail.leaves_machine():
        found = found.filter(email="")
    return found.order_by("sort_key", "pk")


def without_way_in(round_: Round) -> QuerySet[User]:
    """Return those of `without_password` who have no valid card either."""
    return without_password(round_).exclude(Exists(valid_cards().filter(user=OuterRef("pk"))))


class LoginCardBackend(ModelBackend):
    """Log in with user name and the code of a card, in place of a password.

    The middleware `own_password` then shows nothing but the page for choosing one, which ends the card.
    """

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, **credentials: str
    ) -> AbstractBaseUser | None:
        login = credentials.get("email") or credentials.get("username") or ""
        code = code_in(credentials.get("password") or "")
        if not code:
            return None
        named = Q(user__username__iexact=login) | Q(user__email__iexact=login)
        cards = valid_cards().filter(named, code_hash=hash_of(code), user__is_active=True)
        card = (
            cards.filter(user__password__startswith=UNUSABLE_PASSWORD_PREFIX).select_related("user").first()
        )
        return card.user if card else None
