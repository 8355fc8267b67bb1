"""The voter's page and its requests with the voter's session (docs/protocol.md §4.2)."""

import functools
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ballots import addresses, selectors, window
from ballots.announced_page import announced_page
from ballots.errors import BallotError, HostUnable, PaperChanged, RequestUnreadable
from ballots.keys import KeysMissing
from ballots.papers import kinds, paper_for_voter, papers_of
from ballots.services import issuing
from ballots.views.answers import refusal
from ballots.vote_page import printed_ballot
from ballots.vote_sheets import sheets
from common.answers import json_refusal, uploaded_pdf
from common.bodies import json_body
from common.team_words import speak_of
from officials.models import User
from rounds.frozen import frozen_configuration, is_frozen, team_label
from rounds.models import Elector, Line, Round
from rounds.states import BY_STATE


@never_cache
@require_GET
def vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the voter's ballot: officials, the three choices, the receipt."""
    if not _is_known(request):
        return _entrance(request, pk)
    round_ = _round(request, pk)
    speak_of(team_label(round_))
    if not is_frozen(round_):
        return _announced(request, round_)
    paper = printed_ballot(round_)
    context = {
        "round": round_,
        "paper": paper,
        "sheets": sheets(round_, paper, round_.issuing_ended_at or round_.closes_at),
        "papers": None if round_.is_after else _papers(round_),
        "page": _page_data(request, round_),
        "was_published": round_.is_after and selectors.was_published(round_),
        "bundle_url": addresses.lent("bundle", pk),
    }
    return render(request, "ballots/vote.html", context)


def _announced(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show what a voter reads before the round is frozen: the list, the dossiers, date and place."""
    found = selectors.announced_round(user=_user(request), pk=round_.pk)
    context = {"round": found, "paper": announced_page(found)}
    return render(request, "ballots/vote_announced.html", context)


def _entrance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the way to the login. A redirect would drop the election code in the address's fragment."""
    return render(request, "ballots/entrance.html", {"login_url": _login_url(pk)})


def _login_url(pk: UUID) -> str:
    return f"{reverse('account_login')}?next={reverse('ballots:vote', args=[pk])}"


def _round(request: HttpRequest, pk: UUID) -> Round:
    try:
        return selectors.round_on_ballot(user=_user(request), pk=pk)
    except Round.DoesNotExist as error:
        raise Http404 from error


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def _page_data(request: HttpRequest, round_: Round) -> dict[str, Any]:
    """Return the data for the page's script; no marks and no names."""
    return {
        **_session(request, round_),
        "electionId": round_.election_id or "",
        "head": _head(round_),
        "status": _status(round_),
        "urls": _urls(round_.pk),
    }


@functools.lru_cache(maxsize=256)
def _urls(pk: UUID) -> dict[str, str]:
    names = ("issue", "status", "cast", "manifest", "find", "trial", "receipt")
    return {**{name: reverse(f"ballots:{name}", args=[pk]) for name in names}, "login": _login_url(pk)}


def _head(round_: Round) -> str:
    """Return the name of the team's head, whom the page names where something is wrong."""
    return frozen_configuration(round_).head.name


def _papers(round_: Round) -> dict[str, Any]:
    """Return the papers of each line for the page's script; for voters of the round only."""
    address = reverse("ballots:dossier", args=[round_.pk, 0])
    return {"address": address, "kinds": kinds(), "lines": papers_of(round_)}


def _session(request: HttpRequest, round_: Round) -> dict[str, str]:
    """Return the owner of the session and its CSRF token; both may change while a page is open."""
    return {
        # Separates the data of two voters in one browser; means nothing to anybody else.
        "slot": salted_hmac("ballots.slot", f"{round_.pk}{request.user.pk}").hexdigest()[:16],
        "csrf": get_token(request),
    }


def _status(round_: Round) -> dict[str, Any]:
    """Return the state of the round by the server's clock; times in milliseconds since 1970."""
    now, end = timezone.now(), window.casting_ends_at(round_)
    return {
        "state": round_.state,
        "phase": "void" if round_.is_void else BY_STATE[round_.state].voting,
        "now": _milliseconds(now.timestamp()),
        "issuing": window.issues(round_, now),
        "casting": window.takes_ballots(round_, now),
        "castingEndsAt": end and _milliseconds(end.timestamp()),
        "paused": round_.is_paused,
        "restored": round_.is_paused or round_.resumed_at is not None,
        "issued": bool(getattr(round_, "was_issued", False)),
        "fingerprint": round_.fingerprint,
    }


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


@never_cache
@require_GET
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the state of the round for a page that is already open."""
    if not _is_known(request):
        return _log_in(request)
    round_ = _round(request, pk)
    return JsonResponse({**_status(round_), **_session(request, round_)})


@require_POST
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """POST `{"blinded": hex}`; answers `{"evaluated", "proof"}` or a refusal."""
    if not _is_known(request):
        return _log_in(request)
    try:
        row = issuing.issue(user=_user(request), round_id=pk, blinded=_blinded(request))
    except Elector.DoesNotExist as error:
        raise Http404 from error
    except BallotError as error:
        return refusal(error)
    except KeysMissing:
        return refusal(HostUnable())
    return JsonResponse({"evaluated": row.evaluated, "proof": row.proof})


def _blinded(request: HttpRequest) -> str:
    try:
        blinded = json_body(request)["blinded"]
    except (ValueError, KeyError, TypeError) as error:
        raise RequestUnreadable from error
    if not isinstance(blinded, str):
        raise RequestUnreadable
    return blinded


def _is_known(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _log_in(request: HttpRequest) -> JsonResponse:
    sentence = _("You are logged out. Log in again; your marks are kept on this device.")
    return json_refusal("login", sentence, status=401)


@never_cache
@login_required
@require_GET
def dossier(request: HttpRequest, pk: UUID, document: int) -> HttpResponse:
    """Send a paper of a dossier as it was frozen, to voters of the round only; the reader is not recorded."""
    try:
        paper = paper_for_voter(user=_user(request), round_id=pk, pk=document)
    except (Line.DoesNotExist, FileNotFoundError) as error:
        raise Http404 from error
    except PaperChanged as error:
        return refusal(error)
    return uploaded_pdf(paper.content, paper.file_name, is_saved=False)
