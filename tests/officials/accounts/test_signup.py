"""Nobody registers: accounts come from the secretariat."""

from django.test import Client

from officials.models import User

FORM = {"username": "moi", "email": "moi@example.test", "password1": "hoa-sen-98", "password2": "hoa-sen-98"}


def test_page_tells_where_accounts_come_from(client: Client, db: None) -> None:
    assert "Tài khoản do bộ phận giúp việc cấp" in client.get("/accounts/signup/").content.decode()


def test_posting_the_sign_up_form_creates_no_account(client: Client, db: None) -> None:
    client.post("/accounts/signup/", FORM)
    assert not User.objects.filter(username="moi").exists()
