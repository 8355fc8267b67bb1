"""Notices about an announced meeting: the summons, and what is changed or taken back afterwards."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import MEETING, Calendar, NoticeKind, Wording

ANNOUNCING_KINDS = (
    NoticeKind(
        code="summons",
        label=_("summons to the meeting, with the list and the dossiers"),
        words=(*MEETING, "link", "reply_link"),
        needed=("name", "time", "place", "link"),
        calendar=Calendar.REQUEST,
        texts={
            "vi": Wording(
                "Thông báo triệu tập: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} triệu tập ông/bà dự {hội nghị}.\n"
                "Thời gian: {thời gian}.\n"
                "Địa điểm: {địa điểm}.\n\n"
                "Danh sách và hồ sơ của những người được lấy phiếu, sau khi đăng nhập:\n{liên kết}\n\n"
                "Xin ông/bà cho biết có dự hay không tại địa chỉ sau:\n{liên kết phản hồi}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Summons: {meeting}",
                "Dear {name},\n\n"
                "{unit} summons you to {meeting}.\n"
                "Time: {time}.\n"
                "Place: {place}.\n\n"
                "The list of officials and their dossiers, after you log in:\n{link}\n\n"
                "Please say at this address whether you will come:\n{reply link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="meeting_moved",
        label=_("change of an announced meeting"),
        words=(*MEETING, "reason", "reply_link"),
        needed=("name", "time", "place", "reason"),
        calendar=Calendar.REQUEST,
        is_pressing=True,
        texts={
            "vi": Wording(
                "Thay đổi thời gian, địa điểm: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} xin thông báo thay đổi thời gian, địa điểm của {hội nghị}. Thông tin mới như sau.\n"
                "Thời gian: {thời gian}.\n"
                "Địa điểm: {địa điểm}.\n"
                "Lý do: {lý do}\n\n"
                "Xin ông/bà cho biết có dự hay không tại địa chỉ sau:\n{liên kết phản hồi}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "New time or place: {meeting}",
                "Dear {name},\n\n"
                "Time or place of {meeting} have changed. They are now:\n"
                "Time: {time}.\n"
                "Place: {place}.\n"
                "Reason: {reason}\n\n"
                "Please say at this address whether you will come:\n{reply link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="ballot_changed",
        label=_("change of the list of those who are voted on"),
        words=(*MEETING, "change", "reason", "link"),
        needed=("name", "change", "reason"),
        texts={
            "vi": Wording(
                "Thay đổi danh sách người được lấy phiếu: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Danh sách người được lấy phiếu tại {hội nghị} có thay đổi.\n"
                "{thay đổi}\n"
                "Lý do: {lý do}\n\n"
                "Danh sách mới và hồ sơ, sau khi đăng nhập:\n{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Change of the list: {meeting}",
                "Dear {name},\n\n"
                "The list of officials who are voted on at {meeting} has changed.\n"
                "{change}\n"
                "Reason: {reason}\n\n"
                "The new list and the dossiers, after you log in:\n{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="summons_ended",
        label=_("no longer on the roll of an announced meeting"),
        words=(*MEETING, "reason"),
        needed=("name", "reason"),
        calendar=Calendar.CANCEL,
        is_pressing=True,
        texts={
            "vi": Wording(
                "Không còn trong danh sách triệu tập: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} xin thông báo: ông/bà không còn trong danh sách triệu tập dự {hội nghị} vào {thời gian}.\n"
                "Lý do: {lý do}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "No longer summoned: {meeting}",
                "Dear {name},\n\n"
                "You are no longer on the list of people summoned to {meeting}, {time}.\n"
                "Reason: {reason}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="summons_withdrawn",
        label=_("withdrawal of an announcement"),
        words=(*MEETING, "reason"),
        needed=("name", "reason"),
        calendar=Calendar.CANCEL,
        is_pressing=True,
        texts={
            "vi": Wording(
                "Rút thông báo triệu tập: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} xin rút thông báo triệu tập dự {hội nghị} vào {thời gian}. "
                "Khi hội nghị được tổ chức, ông/bà sẽ nhận thông báo mới.\n"
                "Lý do: {lý do}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Summons withdrawn: {meeting}",
                "Dear {name},\n\n"
                "The summons to {meeting}, {time}, is withdrawn. "
                "You will be told again when the meeting is held.\n"
                "Reason: {reason}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="voted_on_moved",
        label=_("change of a meeting, for those who are voted on"),
        words=(*MEETING, "reason", "link"),
        needed=("name", "time", "reason"),
        is_pressing=True,
        texts={
            "vi": Wording(
                "Thay đổi thời gian, địa điểm: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{hội nghị} của {đơn vị}, tại đó ông/bà được lấy phiếu tín nhiệm, thay đổi thời gian, địa điểm.\n"
                "Thời gian: {thời gian}.\n"
                "Địa điểm: {địa điểm}.\n"
                "Lý do: {lý do}\n\n"
                "Thời hạn nộp hồ sơ và giải trình tính theo ngày mới; xin xem sau khi đăng nhập:\n{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "New time or place: {meeting}",
                "Dear {name},\n\n"
                "Time or place of {meeting} of {unit}, at which you are voted on, have changed.\n"
                "Time: {time}.\n"
                "Place: {place}.\n"
                "Reason: {reason}\n\n"
                "The last days for your dossier and your answers follow the new day; after you log in:\n{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="voted_on_ended",
        label=_("cancelling or withdrawal of a meeting, for those who are voted on"),
        words=(*MEETING, "reason"),
        needed=("name", "reason"),
        is_pressing=True,
        texts={
            "vi": Wording(
                "Không tổ chức như đã báo: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{hội nghị} của {đơn vị}, tại đó ông/bà được lấy phiếu tín nhiệm, không tổ chức vào {thời gian} "
                "như đã báo.\n"
                "Lý do: {lý do}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Not held as told: {meeting}",
                "Dear {name},\n\n"
                "{meeting} of {unit}, at which you are voted on, is not held at {time} as you were told.\n"
                "Reason: {reason}\n\n"
                "{contact}",
            ),
        },
    ),
)
