"""Permission to open the papers of a dossier, for its official, the voters of the round and the secretariat.

Declarations of assets are for the official, the voters of the round and the secretaries who file them only: those of
the unit itself, and the person who took the paper in; never for superiors, readers, or the keeper of the system
(docs/domain.md §6.5). Who opened what is recorded nowhere.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from officials.models import Dossier, DossierDocument, Post, UnitRole, User
from officials.records import present
from officials.selectors import SECRETARIAT, dossiers_for_secretary, units_of
from rounds import states
from rounds.models import Filing, Line
from rounds.selectors import rounds_for_voter
from rounds.states import Actor

Kind = DossierDocument.Kind


def dossiers_kept(*, user: User) -> QuerySet[Dossier]:
    """Return the dossiers that a secretary keeps: of officials with a present post in the own units, those on ballots
    that voters of the own units know, and of the secretary's other officials those that no other unit uses.

    A unit that an official has left, or that only borrowed the person, reads nothing that was filed elsewhere.
    """
    dossiers = dossiers_for_secretary(user=user)
    if user.is_superuser:
        return dossiers
    mine = units_of(user, SECRETARIAT)
    held = Post.objects.filter(present(), official=OuterRef("official"), unit__any_of=mine)
    lines = Line.objects.filter(dossier=OuterRef("pk"))
    own_lines, other_lines = lines.filter(round__unit__any_of=mine), lines.exclude(round__unit__any_of=mine)
    asked = Filing.objects.filter(dossier=OuterRef("pk"))
    unused = ~Exists(other_lines) & (Exists(own_lines) | ~Exists(asked))
    return dossiers.filter(Exists(held) | Exists(_known(own_lines)) | unused)


def _known(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Return those of the lines that voters know of, so that nobody opens a paper by drafting a ballot."""
    return lines.filter(round__state__in=states.seen_by(Actor.VOTER), round__is_rehearsal=False)


def dossiers_to_file(*, user: User) -> QuerySet[Dossier]:
    """Return the dossiers into which the user files papers: the own ones, and those of the secretary's officials."""
    rows = Dossier.objects.select_related("official__user", "filing__campaign")
    return rows.filter(_own(user) | _of_secretary(user))


def dossier_to_file(*, user: User, pk: int) -> Dossier:
    """Return one of them. Raises `Dossier.DoesNotExist`."""
    return dossiers_to_file(user=user).get(pk=pk)


def dossier_of_secretary(*, user: User, pk: int) -> Dossier:
    """Return a dossier that was asked for, of one of the secretary's officials. Raises `Dossier.DoesNotExist`."""
    rows = Dossier.objects.select_related("official__user", "filing__campaign")
    return rows.filter(_of_secretary(user), filing__isnull=False).get(pk=pk)


def papers_to_open(*, user: User) -> QuerySet[DossierDocument]:
    """Return the papers, present and former, that the user may open outside the ballot's page."""
    rows = DossierDocument.objects.select_related("dossier__official")
    mine = Q(dossier__official__user=user)
    as_secretary = Q(dossier__in=dossiers_kept(user=user).order_by().values("pk"))
    return rows.filter(
        mine | _as_voter(user) | (as_secretary & (~Q(kind=Kind.ASSETS) | _files_declarations(user)))
    )


def paper_to_open(*, user: User, pk: int) -> DossierDocument:
    """Return one of them. Raises `DossierDocument.DoesNotExist` without telling whether it exists."""
    return papers_to_open(user=user).get(pk=pk)


def _own(user: User) -> Q:
    return Q(official__user=user, filing__isnull=False)


def _of_secretary(user: User) -> Q:
    return Q(pk__in=dossiers_kept(user=user).order_by().values("pk"))


def _as_voter(user: User) -> Q:
    """Return the condition for papers that stand on the ballot of one of the voter's rounds."""
    shown = rounds_for_voter(user=user).exclude(state__in=states.hiding_dossiers()).order_by()
    lines = Line.objects.filter(dossier=OuterRef("dossier"), round__in=shown.values("pk"))
    return Q(Exists(lines), replaced_by=None)


def _files_declarations(user: User) -> Q:
    """Return the condition for declarations that the user files: of the own unit itself, or taken in in person."""
    units = list(
        UnitRole.objects.in_force()
        .filter(user=user, role=UnitRole.Role.SECRETARIAT)
        .values_list("unit", flat=True)
    )
    held = Post.objects.filter(present(), official=OuterRef("dossier__official"), unit__in=units)
    voted = _known(Line.objects.filter(dossier=OuterRef("dossier"), round__unit__in=units))
    return Q(filed_by=user) | Q(Exists(held)) | Q(Exists(voted))
