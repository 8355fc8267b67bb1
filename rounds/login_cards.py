"""Codes of login cards, people who need one, and the login with one."""

import datetime
import secrets

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from officials import mail
from officials.accounts.identity import is_identified
from officials.accounts.selectors import passkeys, with_directory_login
from officials.models import User
from rounds import states
from rounds.models import CommitteeMember, Elector, LoginCard, Round
from rounds.states import Voting

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: 5 bits a sign
LENGTH, GROUP = 16, 4
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
SHOWN_FOR = datetime.timedelta(days=60)
MOST_FAILURES = 5  # wrong digits after which the card ends, so that a finder cannot try a million of them


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


def before_closing() -> list[str]:
    """Return the states in which cards are printed and used."""
    return [*states.at(Voting.BEFORE), *states.at(Voting.DURING)]


def valid_cards() -> QuerySet[LoginCard]:
    """Return the cards with which their people can log in now."""
    in_time = Q(round=None) | Q(round__state__in=before_closing())
    cards = LoginCard.objects.filter(in_time, valid_until__gt=timezone.now(), is_over=False)
    return cards.filter(failures__lt=MOST_FAILURES, user__is_active=True).exclude(user__identity_hash="")


def used_cards() -> QuerySet[LoginCard]:
    """Return the cards with which somebody chose a password or passkey in the last weeks."""
    since = timezone.localdate() - SHOWN_FOR
    return LoginCard.objects.filter(used_on__gte=since, failures__lt=MOST_FAILURES).select_related("user")


def used_card_of(user: User) -> LoginCard | None:
    """Return the used card of a person."""
    return used_cards().filter(user=user).first()


def card_named(cards: QuerySet[LoginCard], *, login: str, code: str, fact: str) -> LoginCard | None:
    """Return the card with this user name, code and fact; a wrong fact beside the right code is counted."""
    if not code_in(code):
        return None
    named = Q(user__username__iexact=login) | Q(user__email__iexact=login)
    found = cards.filter(named, code_hash=hash_of(code)).select_related("user").first()
    if found and not is_identified(found.user, fact):
        LoginCard.objects.filter(pk=found.pk).update(failures=F("failures") + 1)
        return None
    return found


def card_of(account: User) -> LoginCard | None:
    """Return the card with which the person can log in now."""
    return valid_cards().filter(user=account).first()


def without_password(round_: Round) -> QuerySet[User]:
    """Return the people on the roll and in the counting team without a password, a passkey or a directory's login."""
    on_roll = Elector.objects.filter(user=OuterRef("pk"), round=round_)
    in_team = CommitteeMember.objects.filter(user=OuterRef("pk"), round=round_)
    found = User.objects.filter(Exists(on_roll) | Exists(in_team))
    found = found.filter(~Exists(passkeys().filter(user=OuterRef("pk"))))
    found = found.filter(~Exists(with_directory_login().filter(pk=OuterRef("pk"))))
    return found.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("sort_key", "pk")


def beyond_mail(people: QuerySet[User]) -> QuerySet[User]:
    """Return those of the people whom no mail reaches."""
    return people.filter(email="") if mail.leaves_machine() else people


def without_way_in(round_: Round) -> QuerySet[User]:
    """Return the people of a round who can log in by no means: no password, passkey, directory, mail or valid card."""
    return beyond_mail(without_password(round_)).exclude(Exists(valid_cards().filter(user=OuterRef("pk"))))


class LoginCardBackend(ModelBackend):
    """Log in with user name, the code of a card, and the fact that it does not print."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, *, card: str = "", fact: str = "", **credentials: str
    ) -> AbstractBaseUser | None:
        found = card_named(valid_cards(), login=credentials.get("username") or "", code=card, fact=fact)
        return found.user if found else None
