"""Notices about requests for a second person; they belong to a unit, so no campaign words them."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import NoticeKind, Wording

ABOUT = ("name", "act", "objects", "deadline", "link")

REQUEST_KINDS = (
    NoticeKind(
        code="request_waits",
        label=_("request that waits for a second person"),
        words=(*ABOUT, "asked_by"),
        needed=("link",),
        is_pressing=True,
        has_round=False,
        texts={
            "vi": Wording(
                "Đề nghị chờ duyệt: {việc}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{người đề nghị} đề nghị ông/bà duyệt việc sau.\n"
                "Việc: {việc}.\n"
                "Đối với: {đối tượng}.\n\n"
                "Xin ông/bà xem nội dung và phản hồi trước {thời hạn}, tại địa chỉ sau:\n"
                "{liên kết}",
            ),
            "en": Wording(
                "Waiting for you: {act}",
                "Dear {name},\n\n"
                "{asked by} asks you to confirm the following.\n"
                "What: {act}.\n"
                "For: {objects}.\n\n"
                "Please look at what will change, and confirm or refuse it before {deadline}, at this address:\n"
                "{link}",
            ),
        },
    ),
    NoticeKind(
        code="request_confirmed",
        label=_("request confirmed by a second person"),
        words=(*ABOUT, "decided_by"),
        needed=("link",),
        is_pressing=True,
        has_round=False,
        texts={
            "vi": Wording(
                "Đã duyệt: {việc}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{người duyệt} đã duyệt đề nghị của ông/bà, và việc này đã được thực hiện.\n"
                "Việc: {việc}.\n"
                "Đối với: {đối tượng}.\n\n"
                "Xem đề nghị tại địa chỉ sau:\n{liên kết}",
            ),
            "en": Wording(
                "Confirmed: {act}",
                "Dear {name},\n\n"
                "{decided by} confirmed what you asked for, and it is done.\n"
                "What: {act}.\n"
                "For: {objects}.\n\n"
                "The request is at this address:\n{link}",
            ),
        },
    ),
    NoticeKind(
        code="request_refused",
        label=_("request refused by a second person"),
        words=(*ABOUT, "decided_by", "reason"),
        needed=("link",),
        is_pressing=True,
        has_round=False,
        texts={
            "vi": Wording(
                "Không duyệt: {việc}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{người duyệt} không duyệt đề nghị của ông/bà. Chưa có nội dung nào thay đổi.\n"
                "Việc: {việc}.\n"
                "Đối với: {đối tượng}.\n"
                "Lý do: {lý do}\n\n"
                "Xem đề nghị tại địa chỉ sau:\n{liên kết}",
            ),
            "en": Wording(
                "Refused: {act}",
                "Dear {name},\n\n"
                "{decided by} refused what you asked for. Nothing was changed.\n"
                "What: {act}.\n"
                "For: {objects}.\n"
                "Reason: {reason}\n\n"
                "The request is at this address:\n{link}",
            ),
        },
    ),
    NoticeKind(
        code="request_ended",
        label=_("request that ended without an answer"),
        words=ABOUT,
        needed=("link",),
        has_round=False,
        texts={
            "vi": Wording(
                "Đề nghị đã hết hạn: {việc}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Đề nghị của ông/bà chưa được duyệt và đã hết hạn vào {thời hạn}. Chưa có nội dung nào thay đổi. "
                "Nếu vẫn cần, xin ông/bà đề nghị lại.\n"
                "Việc: {việc}.\n"
                "Đối với: {đối tượng}.\n\n"
                "Xem đề nghị tại địa chỉ sau:\n{liên kết}",
            ),
            "en": Wording(
                "Ended without an answer: {act}",
                "Dear {name},\n\n"
                "Nobody answered your request, and it ended at {deadline}. Nothing was changed; you can ask again.\n"
                "What: {act}.\n"
                "For: {objects}.\n\n"
                "The request is at this address:\n{link}",
            ),
        },
    ),
)
