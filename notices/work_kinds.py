"""Notices about long work that a worker has ended; they belong to a unit, so no campaign words them."""

from django.utils.translation import gettext_lazy as _

from common.refusals import Text
from notices.kinds import NoticeKind, Wording

WORDS = ("name", "act", "outcome", "link")


def _kind(code: str, label: Text, *, vi: Wording, en: Wording) -> NoticeKind:
    """Return a kind that presses, belongs to no round and leads to the page of the work."""
    return NoticeKind(
        code=code,
        label=label,
        words=WORDS,
        needed=("link",),
        is_pressing=True,
        has_round=False,
        texts={"vi": vi, "en": en},
    )


WORK_KINDS = (
    _kind(
        "work_done",
        _("work of the system that is done"),
        vi=Wording(
            "Đã thực hiện xong: {việc}",
            "Kính gửi ông/bà {họ tên},\n\n"
            "Việc ông/bà giao hệ thống thực hiện đã xong.\n"
            "Việc: {việc}.\n"
            "{kết quả}\n\n"
            "Xem chi tiết tại địa chỉ sau:\n{liên kết}",
        ),
        en=Wording(
            "Done: {act}",
            "Dear {name},\n\n"
            "What you left to the system is done.\n"
            "What: {act}.\n"
            "{outcome}\n\n"
            "The details are at this address:\n{link}",
        ),
    ),
    _kind(
        "work_stopped",
        _("work of the system that was stopped"),
        vi=Wording(
            "Đã dừng: {việc}",
            "Kính gửi ông/bà {họ tên},\n\n"
            "Việc sau đã dừng theo yêu cầu.\n"
            "Việc: {việc}.\n"
            "{kết quả}\n\n"
            "Xem chi tiết tại địa chỉ sau:\n{liên kết}",
        ),
        en=Wording(
            "Stopped: {act}",
            "Dear {name},\n\n"
            "The following was stopped, as asked.\n"
            "What: {act}.\n"
            "{outcome}\n\n"
            "The details are at this address:\n{link}",
        ),
    ),
    _kind(
        "work_failed",
        _("work of the system that failed"),
        vi=Wording(
            "Chưa thực hiện được: {việc}",
            "Kính gửi ông/bà {họ tên},\n\n"
            "Việc ông/bà giao hệ thống thực hiện chưa xong.\n"
            "Việc: {việc}.\n"
            "{kết quả}\n\n"
            "Xin xem cách xử lý tại địa chỉ sau:\n{liên kết}",
        ),
        en=Wording(
            "Could not be done: {act}",
            "Dear {name},\n\n"
            "What you left to the system could not be done.\n"
            "What: {act}.\n"
            "{outcome}\n\n"
            "What to do next is said at this address:\n{link}",
        ),
    ),
)
