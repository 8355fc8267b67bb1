"""Write the texts of a campaign."""

from django.db import transaction

from audit.services import act
from notices import kinds, placeholders
from notices.errors import TextRefused
from notices.kinds import Wording
from notices.models import NoticeText
from officials.models import User
from rounds.models import Campaign


@transaction.atomic
def save_text(*, campaign: Campaign, kind: str, language: str, wording: Wording, actor: User) -> None:
    """Write the campaign's own text of a kind; the shipped text removes it. Raises `TextRefused`."""
    if faults := list(placeholders.problems(kinds.of(kind), wording)):
        raise TextRefused(faults)
    with act("notices.text", actor=actor, subject=campaign):
        if wording == kinds.of(kind).texts[language]:
            NoticeText.objects.filter(campaign=campaign, kind=kind, language=language).delete()
            return
        text = {"subject": wording.subject, "body": wording.body}
        NoticeText.objects.update_or_create(campaign=campaign, kind=kind, language=language, defaults=text)
