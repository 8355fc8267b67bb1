"""Notices to the counting team about login cards after freezing. None of them names a person."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import MEETING, NoticeKind, Wording

CARD_KINDS = (
    NoticeKind(
        code="late_cards",
        label=_("login cards printed after freezing"),
        words=(*MEETING, "number", "link"),
        needed=("name", "link"),
        is_pressing=True,
        texts={
            "vi": Wording(
                "In giấy đăng nhập sau khi chốt nội dung: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Sau khi chốt nội dung của {hội nghị}, bộ phận giúp việc đã in {số lượng} giấy đăng nhập lần đầu "
                "cho người có tên trong danh sách. Xin ông/bà xem giấy in cho ai và do ai in, tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Login cards printed after freezing: {meeting}",
                "Dear {name},\n\n"
                "After {meeting} was frozen, the secretariat printed login cards for people of it: {number}. "
                "Please see at this address for whom, and who printed them:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="card_reported",
        label=_("report that somebody else used a login card"),
        words=(*MEETING, "day", "link"),
        needed=("name", "link"),
        is_pressing=True,
        texts={
            "vi": Wording(
                "Giấy đăng nhập bị người khác dùng: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Ngày {ngày}, một người tham gia {hội nghị} báo giấy đăng nhập lần đầu của mình đã bị người khác dùng. "
                "Xin ông/bà xem tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Somebody else used a login card: {meeting}",
                "Dear {name},\n\n"
                "On {day} a person of {meeting} reported that somebody else used the person’s login card. "
                "Please look at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
)
