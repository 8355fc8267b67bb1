"""The round in whose dossiers an official, a voter and a secretary work on their phones."""

import datetime

from django.utils import timezone

from rounds.models import Round
from tests.roles import make_campaign, make_draft_round, make_official, make_unit, make_user


def round_in_a_month() -> Round:
    """Return a draft that meets in thirty days, with one official who has an account."""
    unit = make_unit("Cục Công nghiệp địa phương", authority=make_unit("Bộ Công Thương"))
    official = make_official(unit, "Nguyễn Thị Hạnh", user=make_user("Nguyễn Thị Hạnh"))
    day = timezone.localtime() + datetime.timedelta(days=30)
    opens = day.replace(hour=8, minute=0, second=0, microsecond=0)
    return make_draft_round(
        unit,
        officials=[official],
        title="Hội nghị cán bộ chủ chốt",
        campaign=make_campaign(unit, name=f"Đợt lấy phiếu năm {opens.year}"),
        opens_at=opens,
        closes_at=opens + datetime.timedelta(hours=3),
    )
