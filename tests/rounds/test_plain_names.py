"""Names hold no sign that cannot be seen, on every model that has one."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField

from officials.models import Official, User
from officials.names import plain_text

# User name and code have a stricter rule of Django's, the others are never entered.
OTHERS = {"User.username", "User.password", "User.email", "User.first_name", "User.last_name", "RuleSet.code"}
OTHERS |= {"LoginCard.code_hash", "LoginLink.code_hash", "StoredFile.name", "StoredFile.sha256"}
OTHERS |= {"DirectoryIdentity.issuer", "DirectoryIdentity.subject", "Login.device", "KnownDevice.cookie_hash"}
# Meetings are named in the plan, where the name is checked; the reason is a sentence of the product's own.
OTHERS |= {"Proposal.meeting", "BatchItem.meeting", "BatchItem.reason"}
# The hashes of a document and of what it says.
OTHERS |= {"PlanDocument.wanted", "PlanDocument.says", "PlanDocument.sha256"}
OTHERS |= {"WaitingMail.kind", "WaitingMail.detail", "WaitingMail.address"}
BAD = {
    "bidi": "An\u202eB",
    "isolate": "\u2066An",
    "zero width": "A\u200bn",
    "control": "A\x07n",
    "private": "A\ue000",
}


def test_every_text_that_people_enter_has_the_validator() -> None:
    lacking = [
        f"{model.__name__}.{field.name}"
        for app in ("officials", "rounds")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if isinstance(field, CharField) and field.editable and not field.choices
        if plain_text not in field.validators
    ]
    assert {*lacking} - OTHERS == set()


@pytest.mark.parametrize("name", BAD.values(), ids=BAD.keys())
def test_invisible_signs_are_refused_with_a_sentence(name: str) -> None:
    for row in (User(full_name=name), Official(full_name=name)):
        with pytest.raises(ValidationError) as refusal:
            row.clean_fields()
        assert "không nhìn thấy được" in str(refusal.value.message_dict["full_name"])


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "Nguye\u0302\u0303n", "Đỗ (Văn) A-B’C, 1"])
def test_vietnamese_names_pass(name: str) -> None:
    plain_text(name)
