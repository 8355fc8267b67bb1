"""Notices about settled places; they belong to the authority, so no campaign words them."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import NoticeKind, Wording

ABOUT = ("name", "unit", "places", "period", "reason", "contact")

PLACE_KINDS = (
    NoticeKind(
        code="places_settled",
        label=_("settled places of an official"),
        words=(*ABOUT, "official", "link"),
        needed=("official", "places", "link"),
        has_round=False,
        texts={
            "vi": Wording(
                "Đã xác định nơi lấy phiếu: {cán bộ}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} đã xác định nơi lấy phiếu tín nhiệm đối với {cán bộ}, là người giữ chức vụ ở nhiều nơi.\n"
                "Nơi được lấy phiếu: {nơi lấy phiếu}.\n"
                "Thời gian áp dụng: {thời gian áp dụng}.\n"
                "Lý do: {lý do}\n\n"
                "Xem các nơi đang giữ chức vụ tại địa chỉ sau:\n{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Places settled: {official}",
                "Dear {name},\n\n"
                "{unit} settled which places vote on {official}, who holds posts at several places.\n"
                "Places that count: {places}.\n"
                "Period: {period}.\n"
                "Reason: {reason}\n\n"
                "All places of the official are at this address:\n{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="own_places_settled",
        label=_("settled places, told to the official"),
        words=ABOUT,
        needed=("places",),
        has_round=False,
        texts={
            "vi": Wording(
                "Nơi lấy phiếu tín nhiệm đối với ông/bà",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Ông/bà giữ chức vụ ở nhiều nơi. {đơn vị} đã xác định nơi lấy phiếu tín nhiệm đối với ông/bà.\n"
                "Nơi được lấy phiếu: {nơi lấy phiếu}.\n"
                "Thời gian áp dụng: {thời gian áp dụng}.\n"
                "Lý do: {lý do}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Places that vote on you",
                "Dear {name},\n\n"
                "You hold posts at several places. {unit} settled which of them vote on you.\n"
                "Places that count: {places}.\n"
                "Period: {period}.\n"
                "Reason: {reason}\n\n"
                "{contact}",
            ),
        },
    ),
)
