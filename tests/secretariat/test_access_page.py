"""The list of those who could read the dossiers of a round, on the page and on paper."""

import pytest
from django.test import Client

from officials import services as officials_services
from rounds.services import moves
from tests.dossiers import file_dossiers
from tests.results import pdf
from tests.roles import Role, make_draft_round, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_page_and_list_name_every_voter_and_paper(client: Client) -> None:
    draft = make_draft_round()
    (first, *_others) = file_dossiers(draft)
    round_ = moves.freeze_round(round_id=draft.pk, actor=None)
    secretary = officials_services.grant_role(user=make_user(), unit=round_.unit, role=Role.SECRETARIAT).user
    client.force_login(secretary, backend="officials.accounts.backends.OneCheckBackend")
    page = client.get(f"/desk/{round_.pk}/access/").content.decode()
    printed = pdf.text(client.post(f"/desk/{round_.pk}/lists/print", {"list": "access"}).content)
    for elector in round_.electors.all():
        assert elector.name in page
        assert elector.name in printed
    assert first.sha256[:16] in printed.replace("\n", "")
