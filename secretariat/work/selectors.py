"""Reads of works; a person sees the own ones only."""

from uuid import UUID

from django.db.models import QuerySet

from approvals.models import ApprovalObject
from officials.models import Unit, User
from officials.selectors import SECRETARIAT, units_of
from rounds.models import Round
from secretariat.models import Selection, Work

SHOWN = 3


def work_of(*, user: User, pk: UUID) -> Work:
    """Return a work of the person, or raise `Work.DoesNotExist` for those of others."""
    return Work.objects.select_related("selection", "asked_by").get(asked_by=user, pk=pk)


def under_way(*, user: User) -> QuerySet[Work]:
    """Return the person's works that have not ended, the newest first."""
    return Work.objects.filter(asked_by=user, state=Work.State.RUNNING).order_by("-asked_at")[:SHOWN]


def same_under_way(work: Work) -> Work | None:
    """Return the running work of the same person that does the same, as after pressing a button twice, or None."""
    same = Work.objects.filter(asked_by=work.asked_by, kind=work.kind, values=work.values, selection=None)
    return same.filter(state=Work.State.RUNNING).first()


def last_of(chosen: Selection) -> Work | None:
    """Return the last work on the rows that were chosen, or None."""
    return Work.objects.filter(selection=chosen).order_by("-asked_at").first()


def is_stopping(pk: UUID) -> bool:
    """Return whether the person has stopped it meanwhile."""
    return Work.objects.filter(pk=pk, is_stopping=True).exists()


def ids_under_way() -> list[UUID]:
    """Return the ids of all works that have not ended, the oldest first."""
    return list(
        Work.objects.filter(state=Work.State.RUNNING).order_by("asked_at").values_list("pk", flat=True)
    )


def unit_of_asker(work: Work) -> Unit | None:
    """Return the unit whose secretariat sees whether the notice at the end arrived."""
    user = work.asked_by
    return user.unit or Unit.objects.filter(pk__in=units_of(user, SECRETARIAT)).order_by("pk").first()


def concerns_a_secret_round(work: Work) -> bool:
    """Return whether a round of the work is marked as secret, so that no mail may speak of it."""
    keys = work.values.get("rounds", [])
    if work.kind == Work.Kind.CONFIRM:
        named = ApprovalObject.objects.filter(request=work.values["request"], table=Round._meta.db_table)  # noqa: SLF001
        keys = list(named.values_list("row", flat=True))
    return Round.objects.filter(pk__in=keys, marking=Round.Marking.SECRET).exists()


def running(pk: UUID, *, lock: bool = False) -> Work | None:
    """Return a work that has not ended with the person who asked, or None; `lock` holds it until the transaction ends."""
    works = Work.objects.select_related("selection", "asked_by__unit").filter(pk=pk, state=Work.State.RUNNING)
    return (works.select_for_update(of=("self",)) if lock else works).first()
