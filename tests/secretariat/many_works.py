"""Test helpers: acts on many rows that are left to a worker."""

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.models import Work
from secretariat.work import carrying, services


def left_to_a_worker(monkeypatch: pytest.MonkeyPatch, above: int = 1) -> None:
    """Leave acts on more than this number of rows to a worker."""
    monkeypatch.setattr(services, "IN_REQUEST", above)


def carried_out() -> Work:
    """Do what a worker does with the last work."""
    work = Work.objects.order_by("-asked_at")[0]
    carrying.carry_out(work_id=work.pk)
    work.refresh_from_db()
    return work


def page_of(client: Client, work: Work) -> str:
    """Return the text of the page of a work, in English."""
    return client.get(address_of(work), headers={"accept-language": "en"}).text


def address_of(work: Work) -> str:
    return reverse("secretariat:work", args=[work.pk])
