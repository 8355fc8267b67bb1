"""What the members of a counting team are told of a rehearsal in which they take part."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import NoticeKind, Wording

TAKE_PART = NoticeKind(
    code="rehearsal_asked",
    label=_("invitation of the counting team to a rehearsal"),
    words=("name", "meeting", "unit", "link", "contact"),
    needed=("name", "link"),
    is_pressing=True,
    is_of_rehearsals=True,
    texts={
        "vi": Wording(
            "Mời tham gia diễn tập: {hội nghị}",
            "Kính gửi ông/bà {họ tên},\n\n"
            "{đơn vị} đang diễn tập việc lấy phiếu và mời ông/bà tham gia với vai trò người kiểm phiếu, trên thiết bị "
            "của mình, tại địa chỉ sau:\n{liên kết}\n\n"
            "Người ghi phiếu do chương trình đóng vai. Mọi số liệu của buổi diễn tập đều không có giá trị và sẽ được xóa.\n\n"
            "{liên hệ}",
        ),
        "en": Wording(
            "Please take part in a rehearsal: {meeting}",
            "Dear {name},\n\n"
            "{unit} rehearses the vote and asks you to take part as a member of the counting team, on your own device, "
            "at this address:\n{link}\n\n"
            "The voters are played by a program. No number of the rehearsal has any validity, and all of it is deleted "
            "afterwards.\n\n"
            "{contact}",
        ),
    },
)
