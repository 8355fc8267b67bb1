"""Name and telephone of the secretariat stand below every page once they are set."""

import pytest
from django.test import Client, override_settings

CONTACT = "Phòng Tổ chức cán bộ, điện thoại 024 3000 0000"


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/help/"])
def test_contact_of_the_secretariat(client: Client, db: None, path: str) -> None:
    assert CONTACT not in client.get(path, follow=True).text
    with override_settings(SECRETARIAT_CONTACT=CONTACT):
        assert CONTACT in client.get(path, follow=True).text
