"""Ask officials for their dossiers, take the papers in, and remind those who owe them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act, note
from common.happenings import happened
from officials import services as officials_services
from officials.models import Dossier, DossierDocument, Official, User
from rounds import filings, states
from rounds.errors import RoundError
from rounds.locks import lock_round
from rounds.models import Campaign, Filing, Line
from rounds.selectors import rounds_keeping
from rounds.services.keeping_papers import lock_rounds_of, save_document
from rounds.services.reasons import allowed
from rounds.states import Part

Kind = DossierDocument.Kind


@dataclass(frozen=True, slots=True)
class AskedOfficials:
    """What one act of asking did: officials asked now, and those of them without an account, who are not told."""

    number: int
    without_account: list[str]


@transaction.atomic
def ask_for_dossiers(
    *, campaign: Campaign, officials: Collection[int], actor: User, collector: User | None = None
) -> AskedOfficials:
    """Ask these officials (ids) on ballots of the campaign for their dossiers; who was asked already is left out.

    Each gets a dossier, which stands on every line of a draft that has none. Without `collector` a secretary of the
    unit of the first meeting is in charge. Those who have an account are told.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    wanted = list(filings.officials_to_ask(campaign).filter(pk__any_of=set(officials)))
    if not wanted:
        return AskedOfficials(0, [])
    with act("dossier.ask", actor=actor, subject=campaign):
        dossiers = _dossiers(campaign, wanted)
        in_charge = {} if collector else filings.secretary_of_each(campaign, [one.pk for one in wanted])
        made = Filing.objects.bulk_create(
            Filing(
                campaign=campaign,
                official=official,
                dossier=dossiers[official.pk],
                collector_id=collector.pk if collector else in_charge.get(official.pk),
            )
            for official in wanted
        )
        _put_on_lines(campaign, [one.pk for one in wanted])
    happened("dossiers.asked", filings=made, actor=actor)
    return AskedOfficials(len(made), [str(one) for one in wanted if one.user_id is None])


def _dossiers(campaign: Campaign, officials: Sequence[Official]) -> dict[int, Dossier]:
    """Return the dossier of each official: the one on a line of the campaign, else a new one."""
    found = filings.dossiers_on_lines(campaign, [one.pk for one in officials])
    title = _("Dossier for %(campaign)s") % {"campaign": campaign.name}
    new = [Dossier(official=one, title=title[:200]) for one in officials if one.pk not in found]
    same = {row.official_id: row for row in Dossier.objects.filter(official__in=officials, title=title[:200])}
    made = Dossier.objects.bulk_create(row for row in new if row.official_id not in same)
    return {**found, **same, **{row.official_id: row for row in made}}


def _put_on_lines(campaign: Campaign, officials: Collection[int]) -> None:
    """Put the dossiers asked for on the lines that have none, where lines may change freely."""
    free = [state for state in states.changing(Part.LINES) if not states.needs_reason(state, Part.LINES)]
    lines = Line.objects.filter(round__campaign=campaign, round__state__in=free, dossier=None)
    asked = Filing.objects.filter(campaign=campaign, official=OuterRef("official"))
    dossier = Subquery(asked.values("dossier")[:1])
    lines.filter(official__any_of=set(officials)).update(dossier=dossier)
    # People know of these rounds already: the papers that come in are what they were promised.
    told = Line.objects.filter(round__campaign=campaign, round__state__in=states.announced(), dossier=None)
    told = told.filter(official__any_of=set(officials))
    for pk in sorted(set(told.values_list("round", flat=True))):
        with allowed(lock_round(pk), _("Dossiers asked for")):
            told.filter(round=pk).update(dossier=dossier)


@transaction.atomic
def receive(
    *,
    dossier: Dossier,
    kind: int,
    files: Sequence["File[Any]"],
    actor: User,
    is_replacing: bool = False,
    name: str = "",
) -> list[DossierDocument]:
    """Take in papers of one kind, which `officials.receiving` has checked; return them.

    With `is_replacing` they stand in the place of the earlier papers of that kind, which are kept. Raises `Frozen`
    if a frozen round is held with those.
    """
    lock_rounds_of(dossier)
    former = list(dossier.documents.filter(kind=kind, replaced_by=None)) if is_replacing else []
    if former and rounds_keeping(dossier=dossier).exists():
        former = []  # a correction after freezing is a paper of its own, which voters see with its date
    made = [
        save_document(
            document=DossierDocument(dossier=dossier, kind=kind, file=file, name=name, filed_by=actor),
            actor=actor,
        )
        for file in files
    ]
    if former and made:
        officials_services.replace_documents(documents=former, by=made[0])
    _note_filed(dossier)
    happened("dossier.received", dossier=dossier, documents=made, actor=actor)
    return made


def _note_filed(dossier: Dossier) -> None:
    """Note the day of filing once the papers that everybody files are there."""
    if dossier.filed_on is None and filings.is_complete(dossier):
        dossier.filed_on = timezone.localdate()
        officials_services.save(row=dossier)


@transaction.atomic
def remind(*, campaign: Campaign, officials: Collection[int], actor: User) -> list[Filing]:
    """Remind those of these officials who were asked and have not filed; return whom. Nobody twice on one day."""
    today = timezone.localdate()
    owed = filings.owed(campaign).filter(official__any_of=set(officials), official__user__isnull=False)
    rows = list(owed.exclude(reminded_on=today).select_for_update(of=("self",)))
    if not rows:
        return []
    for row in rows:
        row.reminded_on, row.reminders = today, row.reminders + 1
    with act("dossier.remind", actor=actor, subject=campaign):
        Filing.objects.bulk_update(rows, ["reminded_on", "reminders"])
    happened("dossiers.owed", filings=rows, actor=actor)
    return rows


@transaction.atomic
def send_lists(*, campaign: Campaign, officials: Collection[int], link: str, actor: User) -> int:
    """Send to each person in charge the list of those of these officials who owe a dossier; return to how many.

    `link` is the page of the campaign's dossiers.
    """
    by_person: dict[User, list[Filing]] = {}
    for row in (
        filings.owed(campaign).filter(official__any_of=set(officials)).order_by("official__sort_key", "pk")
    ):
        if row.collector:
            by_person.setdefault(row.collector, []).append(row)
    if by_person:
        note("dossier.lists", actor=actor, subject=campaign, data={"number": len(by_person)})
        happened("dossiers.listed", lists=by_person, link=link, actor=actor)
    return len(by_person)


@transaction.atomic
def put_in_charge(*, campaign: Campaign, officials: Collection[int], collector: User, actor: User) -> int:
    """Let this person see to the dossiers of these officials; return how many."""
    rows = Filing.objects.filter(campaign=campaign, official__any_of=set(officials))
    with act("dossier.charge", actor=actor, subject=campaign):
        return rows.exclude(collector=collector).update(collector=collector)


@transaction.atomic
def ask_explanation(*, filing: Filing, text: str, actor: User) -> Filing:
    """Ask the official for an explanation (the third paper), or take this back with an empty text; tell the official."""
    if filing.explanation_wanted == text:
        return filing
    filing.explanation_wanted = text
    with act("dossier.explain", actor=actor, subject=filing.dossier):
        filing.save(update_fields=["explanation_wanted"])
    if text:
        happened("dossier.explain", filing=filing, actor=actor)
    return filing


def require_kind(kind: int) -> int:
    """Return the kind of paper. Raises `RoundError` for any other number."""
    if kind not in Kind.values:
        raise RoundError(_("Choose what kind of paper this is."))
    return kind
