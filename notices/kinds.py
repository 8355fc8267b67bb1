"""The kinds of notices as data: one row says what is told, in both languages, and how it is sent.

A room above adds its kinds with `add` in its module `bindings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Calendar(StrEnum):
    """What a notice asks the reader's calendar to do."""

    NONE = ""
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and text in one language; words in braces are filled in for each person."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """One kind: `words` are the placeholders that its texts may hold, `needed` those that they must hold.

    A kind without texts is worded by the room that asks for it.

    `is_pressing` kinds wait neither for the hours of sending nor for the mail of the next day. A text that is
    `is_private` holds a way to log in. The texts of a kind that `has_round` may be worded by a campaign. Of a
    rehearsal nothing is told but the kinds that are `is_of_rehearsals`.
    """

    code: str
    label: Text
    texts: Mapping[str, Wording]
    words: tuple[str, ...]
    needed: tuple[str, ...] = ()
    calendar: Calendar = Calendar.NONE
    is_pressing: bool = False
    is_private: bool = False
    has_round: bool = True
    is_of_rehearsals: bool = False

    @property
    def asks_for_reply(self) -> bool:
        """Whether its texts may hold the address at which the person replies."""
        return "reply_link" in self.words


_known: dict[str, NoticeKind] = {}


def add(*rows: NoticeKind) -> None:
    """Add kinds. Raises `ValueError` for a code that is taken."""
    for row in rows:
        if row.code in _known:
            raise ValueError(f"there are two notices of the kind {row.code!r}")
        _known[row.code] = row


def of(code: str) -> NoticeKind:
    """Return a kind. Raises `KeyError` for an unknown code."""
    return _known[code]


def every() -> Iterable[NoticeKind]:
    """Return all kinds, in the order in which they were added."""
    return _known.values()


def choices() -> list[tuple[str, Text]]:
    """Return code and label of all kinds, for the columns of models."""
    return [(row.code, row.label) for row in every()]


MEETING = ("name", "meeting", "unit", "time", "place", "contact")

add(
    NoticeKind(
        code="invitation",
        label=_("invitation to the meeting"),
        words=(*MEETING, "reply_link"),
        needed=("name", "time", "place"),
        calendar=Calendar.REQUEST,
        texts={
            "vi": Wording(
                "Giấy mời: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} kính mời ông/bà dự {hội nghị}.\n"
                "Thời gian: {thời gian}.\n"
                "Địa điểm: {địa điểm}.\n\n"
                "Xin ông/bà cho biết có dự hay không tại địa chỉ sau:\n{liên kết phản hồi}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Invitation: {meeting}",
                "Dear {name},\n\n"
                "{unit} invites you to {meeting}.\n"
                "Time: {time}.\n"
                "Place: {place}.\n\n"
                "Please say at this address whether you will come:\n{reply link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="meeting_changed",
        label=_("change of time or place of the meeting"),
        words=(*MEETING, "reply_link"),
        needed=("name", "time", "place"),
        calendar=Calendar.REQUEST,
        is_pressing=True,
        texts={
            "vi": Wording(
                "Thay đổi thời gian, địa điểm: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} xin thông báo thay đổi thời gian, địa điểm của {hội nghị}. Thông tin mới như sau.\n"
                "Thời gian: {thời gian}.\n"
                "Địa điểm: {địa điểm}.\n\n"
                "Xin ông/bà cho biết có dự hay không tại địa chỉ sau:\n{liên kết phản hồi}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "New time or place: {meeting}",
                "Dear {name},\n\n"
                "Time or place of {meeting} have changed. They are now:\n"
                "Time: {time}.\n"
                "Place: {place}.\n\n"
                "Please say at this address whether you will come:\n{reply link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="meeting_cancelled",
        label=_("the meeting is cancelled"),
        words=(*MEETING, "reason"),
        needed=("name",),
        calendar=Calendar.CANCEL,
        is_pressing=True,
        texts={
            "vi": Wording(
                "Không tổ chức: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} xin thông báo: {hội nghị}, dự kiến vào {thời gian}, sẽ không được tổ chức.\n"
                "Lý do: {lý do}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Cancelled: {meeting}",
                "Dear {name},\n\n"
                "{meeting}, planned for {time}, will not be held.\n"
                "Reason: {reason}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="reply_reminder",
        label=_("reminder to answer the invitation"),
        words=(*MEETING, "reply_link"),
        needed=("name", "reply_link"),
        texts={
            "vi": Wording(
                "Xin phản hồi giấy mời: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} đã mời ông/bà dự {hội nghị} vào {thời gian}, tại {địa điểm}, và chưa nhận được phản hồi. "
                "Xin ông/bà cho biết có dự hay không tại địa chỉ sau:\n{liên kết phản hồi}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Please answer the invitation: {meeting}",
                "Dear {name},\n\n"
                "{unit} invited you to {meeting}, {time}, {place}, and has no answer yet. "
                "Please say at this address whether you will come:\n{reply link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="lock_box",
        label=_("invitation to lock the box"),
        words=(*MEETING, "deadline", "link"),
        needed=("name", "link"),
        texts={
            "vi": Wording(
                "Khóa hòm phiếu: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Ông/bà tham gia kiểm phiếu tại {hội nghị}. Nội dung lấy phiếu đã được chốt. "
                "Đề nghị ông/bà cùng các thành viên khóa hòm phiếu trước {thời hạn}, tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Lock the box: {meeting}",
                "Dear {name},\n\n"
                "You are a member of the counting team of {meeting}, which is now frozen. "
                "Please lock the box together with the other members before {deadline}, at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="lock_box_reminder",
        label=_("reminder to lock the box"),
        words=(*MEETING, "deadline", "link"),
        needed=("name", "link"),
        is_pressing=True,
        texts={
            "vi": Wording(
                "Chưa khóa hòm phiếu: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Hòm phiếu của {hội nghị} chưa được khóa và còn thiếu phần của ông/bà. "
                "Đề nghị ông/bà thực hiện trước {thời hạn}, tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "The box is not locked yet: {meeting}",
                "Dear {name},\n\n"
                "The box of {meeting} is not locked yet; your part is missing. "
                "Please do it before {deadline}, at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="result_published",
        label=_("the result is published"),
        words=("name", "meeting", "unit", "link", "contact"),
        needed=("link",),
        texts={
            "vi": Wording(
                "Đã công khai kết quả: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Kết quả của {hội nghị} đã được công khai. Xin ông/bà đăng nhập để xem tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Result published: {meeting}",
                "Dear {name},\n\n"
                "The result of {meeting} is published. Please log in to read it at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="login_link",
        label=_("link for logging in"),
        words=(),
        texts={},
        has_round=False,
        is_pressing=True,
        is_private=True,
    ),
)
