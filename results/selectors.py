"""Reads of results; the scope of publication is part of the query (docs/domain.md §6.1)."""

import contextlib
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from ballots.models import HeadStatement
from common.numbers import whole_number
from officials.models import UnitRole, User
from officials.selectors import units_held, units_of
from results.models import Document, MinutesSignature, MissingSignatures, Publication
from rounds import selectors, states, steps
from rounds.eligibility import PERSON, lines_elsewhere
from rounds.entries import RoundEntry, last_entry
from rounds.frozen import FrozenMember, frozen_configuration
from rounds.models import CommitteeMember, Elector, Line, Round, RoundId
from rounds.states import Actor, Held, Voting

Scope = Round.Scope
Role = UnitRole.Role
Reader: TypeAlias = User | AnonymousUser
LATEST = 5  # results on the home page
BEYOND_THE_MEETING = (Scope.INTERNAL, Scope.PUBLIC)
REFUSED_EVENT = "numbers"


@dataclass(frozen=True)
class _Ties:
    """Conditions that relate a person to rounds; an anonymous reader has no relation."""

    staff: Q
    leads: Q
    leads_unit: Q
    governs: Q
    elector: Q
    official: Q


def results_for_reader(*, user: Reader) -> QuerySet[Round]:
    """Return the rounds whose result the user may read, newest meeting first.

    Once certified, the counting team, the secretariat, the auditors of the unit and the authorities; once
    published, each scope with the narrower ones in it. A result marked secret is never published here. That of a
    rehearsal is for the staff only.
    """
    ties = _relations(user)
    open_to = (
        Q(publication__scope=Scope.PUBLIC)
        | (Q(publication__scope__in=BEYOND_THE_MEETING) & (ties.official | ties.leads))
        | ties.elector
    )
    rounds = Round.objects.filter(state__in=states.seen_by(Actor.READER)).filter(
        ties.staff | (_real() & ((_not_secret() & ties.governs) | (_online() & open_to)))
    )
    return rounds.select_related("unit", "campaign", "publication").order_by("-opens_at", "title", "pk")


def latest_results(*, user: User) -> list[Round]:
    """Return the results that the user may read, the last certified first, at most `LATEST`; one query."""
    rounds = results_for_reader(user=user).filter(_real()).exclude(state__in=states.void())
    rounds = rounds.order_by("-certification__certified_at", "pk").select_related(None)
    return list(rounds.select_related("unit").only("title", "state", "unit__name")[:LATEST])


def awaited_results(*, user: User) -> list[Round]:
    """Return the rounds whose result the user will read once it is published, at most `LATEST`; one query.

    The planned scope decides; a result marked secret is not awaited here.
    """
    ties = _relations(user)
    mine = ties.elector | (Q(scope__in=BEYOND_THE_MEETING) & (ties.official | ties.leads)) | ties.governs
    rounds = Round.objects.filter(mine & _not_secret() & _real(), publication=None)
    rounds = rounds.filter(state__in=states.at(Voting.AFTER)).exclude(state__in=states.void())
    # Those of `results_for_reader` among them: nobody else reads a result that is not published.
    rounds = rounds.exclude(Q(state__in=states.seen_by(Actor.READER)) & (ties.staff | ties.governs))
    return list(
        rounds.only("title", "unit__name").select_related("unit").order_by("-closes_at", "pk")[:LATEST]
    )


def result_for_reader(*, user: Reader, pk: RoundId) -> Round:
    """Return the round, or raise `Round.DoesNotExist` without telling whether it exists."""
    return results_for_reader(user=user).get(pk=pk)


def documents_for_reader(*, user: Reader, round_: Round) -> QuerySet[Document]:
    """Return the documents of a readable round.

    Reports are for the staff and, once published, for leadership and authority; of several authorities each
    reads its own.
    """
    documents = Document.objects.filter(round=round_).order_by("kind", "authority_id", "-pk")
    ties = _relations(user)
    if Round.objects.filter(ties.staff | (_real() & _online() & ties.leads_unit), pk=round_.pk).exists():
        return documents
    allowed = Q(kind=Document.Kind.MINUTES)
    if Round.objects.filter(_online() & ties.governs, pk=round_.pk).exists():
        authorities = _authorities(user)
        allowed |= Q(authority__any_of=authorities) | Q(authority=None, round__authority__any_of=authorities)
    return documents.filter(allowed)


def opens_scans(*, user: Reader, round_: Round) -> bool:
    """Return whether the reader may open scans of documents on which exemptions of a readable round rest.

    Such a paper tells more of a person than the result does, so only the staff, the leadership of the unit and the
    authorities open it; others read its number.
    """
    ties = _relations(user)
    tied = ties.staff | (_real() & ((_not_secret() & ties.governs) | (_online() & ties.leads_unit)))
    return Round.objects.filter(tied, pk=round_.pk).exists()


def document_for_reader(*, user: Reader, pk: RoundId, kind: str) -> Document:
    """Return the newest document of a kind, or of a `Document.slug`.

    Raises `Round.DoesNotExist`, `Document.DoesNotExist`.
    """
    round_ = result_for_reader(user=user, pk=pk)
    kind, _hyphen, authority = kind.partition("-")
    documents = documents_for_reader(user=user, round_=round_).filter(kind=kind)
    if authority:
        documents = documents.filter(authority=whole_number(authority))
    document = documents.first()
    if document is None:
        raise Document.DoesNotExist
    return document


def bundles_for_reader(*, user: Reader) -> QuerySet[Round]:
    """Return the rounds whose bundle the user may download.

    Once certified: counting team, secretariat and auditors. Once published, in every scope: voters and
    the authority too, but never for a result marked secret.
    """
    ties = _relations(user)
    rounds = Round.objects.filter(state__in=states.seen_by(Actor.READER))
    return rounds.filter(ties.staff | (_real() & _online() & (ties.elector | ties.governs)))


def _online() -> Q:
    return Q(Exists(Publication.objects.filter(round=OuterRef("pk")))) & _not_secret()


def _real() -> Q:
    return Q(is_rehearsal=False)


def _not_secret() -> Q:
    return ~Q(marking=Round.Marking.SECRET)


def _relations(user: Reader) -> _Ties:
    if not isinstance(user, User):
        never = Q(pk__in=[])
        return _Ties(staff=never, leads=never, leads_unit=never, governs=never, elector=never, official=never)
    keeps = units_of(user, Role.SECRETARIAT, Role.AUDITOR)
    leads = units_of(user, Role.LEADERSHIP)
    authorities = _authorities(user)
    managed = Line.objects.filter(round=OuterRef("pk"), managed_by__any_of=authorities)
    # As frozen; entering another in the unit or in a post changes nothing.
    governs = Q(authority__any_of=authorities) | Q(Exists(managed))
    in_team = Exists(CommitteeMember.objects.filter(round=OuterRef("pk"), user=user))
    everything = ~Q(pk__in=[]) if user.is_superuser else Q(pk__in=[])
    return _Ties(
        staff=everything | Q(unit__any_of=keeps) | Q(in_team),
        leads=Q(unit__any_of=leads) | governs,
        leads_unit=Q(unit__any_of=leads),
        governs=governs,
        elector=Q(Exists(Elector.objects.filter(round=OuterRef("pk"), user=user))),
        official=Q(Exists(Line.objects.filter(_about(user), round=OuterRef("pk")))),
    )


def _authorities(user: Reader) -> set[int]:
    """Return ids of the units whose leadership the user is."""
    return units_held(user, Role.LEADERSHIP) if isinstance(user, User) else set()


def _about(user: User) -> Q:
    """Return the condition that a line is about the user, also where the record was merged since."""
    return Q(official__user=user) | Q(official__merged_into__user=user)


def round_to_sign(*, user: User, pk: RoundId) -> Round:
    """Return a round for its counting team or secretariat, which sign or follow the minutes.

    Raises `Round.DoesNotExist` without telling whether the round exists.
    """
    for find in (selectors.round_for_committee, selectors.round_for_secretary):
        with contextlib.suppress(Round.DoesNotExist):
            return find(user=user, pk=pk)
    raise Round.DoesNotExist


def signers(round_: Round) -> list[int]:
    """Return the indexes of the members who have signed the minutes, in order."""
    signed = MinutesSignature.objects.filter(round=round_).order_by("member__index")
    return list(signed.values_list("member__index", flat=True))


def unsigned_members(round_: Round) -> list[FrozenMember]:
    """Return the members who have not signed the minutes, as frozen, in order."""
    signed = signers(round_)
    return [member for member in frozen_configuration(round_).team if member.index not in signed]


def present_before(round_: Round) -> int | None:
    """Return the number of people present before it was corrected after closing; None if it was not."""
    first = HeadStatement.objects.filter(round=round_, kind=HeadStatement.Kind.PRESENT).order_by("pk").first()
    return int(first.content["from"]) if first else None


def missing_signatures(round_: Round) -> dict[str, Any]:
    """Return reasons and signature of the head as the bundle holds them; empty where all have signed."""
    found = MissingSignatures.objects.filter(pk=round_.pk).first()
    return {
        "missing": dict(found.reasons) if found else {},
        "missing_signature": found.signature if found else "",
    }


def other_places(round_: Round) -> dict[int, list[str]]:
    """Return official id → names of other units that vote on the official in the same period; two queries."""
    here = dict(
        Line.objects.filter(round=round_).annotate(person=PERSON).values_list("person", "official_id")
    )
    configured = states.holding(Held.CONFIGURATION)
    others = lines_elsewhere(round_).annotate(person=PERSON)
    others = others.filter(person__in=list(here), round__state__in=configured)
    found: dict[int, list[str]] = {}
    names = others.order_by("round__unit__name").values_list("person", "round__unit__name")
    for person, unit in names.distinct():
        found.setdefault(here[person], []).append(unit)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CountProgress:
    """How far the count of a round is."""

    signed: list[int]  # indexes of the members who have signed
    documents: list[Document]  # the newest of each kind, of reports the newest to each authority


def count_progress(round_: Round) -> CountProgress:
    """Return how far the count is. For callers that hold the permission to see the round."""
    if not round_.is_after:  # nothing is counted yet
        return CountProgress(signed=[], documents=[])
    signed = MinutesSignature.objects.filter(round=round_).values_list("member__index", flat=True)
    documents = Document.objects.filter(round=round_).select_related("authority")
    documents = documents.order_by("kind", "authority_id", "-pk").distinct("kind", "authority_id")
    return CountProgress(signed=sorted(signed), documents=list(documents))


def is_opened(round_: Round) -> bool:
    """Return whether the box has been opened and the count stands, certified or not."""
    return steps.takes_place("certify", round_) or round_.state in states.seen_by(Actor.READER)


def last_refusal(round_: Round) -> RoundEntry | None:
    """Return the last time the numbers disagreed, as long as the box is not opened."""
    if not steps.takes_place("open_box", round_):
        return None
    return last_entry(round_, REFUSED_EVENT)
