"""No document is made while it would print an address of the reader's own machine."""

import pytest
from pytest_django import Settings

from common.transport import leads_home
from results.models import Document
from results.services.rendering import AddressIsLocal, render_documents
from results.tasks import render_documents as task
from rounds.models import Round
from tests.entries import the_entry
from tests.results.factories import make_certified_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(settings: Settings) -> Round:
    settings.LOCAL_DOCUMENTS = False
    settings.SITE_URL = "http://localhost:8000"
    return make_certified_round(((4, 1, 1),))


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "https://127.0.0.1", "http://[::1]:8000", "http://a.localhost"]
)
def test_addresses_of_the_own_machine(address: str) -> None:
    assert leads_home(address)


@pytest.mark.parametrize("address", ["https://phieu.example.gov.vn", "http://10.0.0.5:8000"])
def test_addresses_that_others_can_open(address: str) -> None:
    assert not leads_home(address)


@pytest.mark.slow
def test_documents_wait_and_the_log_says_why(certified: Round, settings: Settings) -> None:
    with pytest.raises(AddressIsLocal, match="http://localhost:8000"):
        render_documents(round_id=certified.pk)
    task(str(certified.pk))
    assert "SITE_URL" in the_entry(certified, "documents").detail
    assert not Document.objects.exists()
    settings.SITE_URL = "https://phieu.example.gov.vn"
    assert len(render_documents(round_id=certified.pk)) == 2


@pytest.mark.slow
def test_a_demonstration_and_a_rehearsal_make_documents(certified: Round, settings: Settings) -> None:
    settings.LOCAL_DOCUMENTS = True
    assert len(render_documents(round_id=certified.pk)) == 2
