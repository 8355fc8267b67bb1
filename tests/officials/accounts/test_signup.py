"""Nobody registers: accounts come from the secretariat."""

from django.test import Client

from officials.models import User

FORM = {"username": "moi", "email": "moi@example.test", "password1": "hoa-sen-98", "password2": "hoa-sen-98"}


def test_page_says_who_opens_accounts(client: Client, db: None) -> None:
    assert "Tài khoản do bộ phận giúp việc cấp" in client.get("/accounts/signup/").content.decode()


def test_posting_the_form_creates_nobody(client: Client, db: None) -> None:
    client.post("/accounts/signup/", FORM)
    assert not User.objects.filter(username="moi").exists()
