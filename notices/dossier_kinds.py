"""The kinds of notices about dossiers and matters to clarify."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import NoticeKind, Wording

DOSSIER_KINDS = (
    NoticeKind(
        code="dossier_asked",
        label=_("request for a dossier"),
        words=("name", "meeting", "unit", "deadline", "link", "contact"),
        needed=("name", "link"),
        texts={
            "vi": Wording(
                "Nộp hồ sơ lấy phiếu tín nhiệm: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Ông/bà được lấy phiếu tín nhiệm tại {hội nghị} của {đơn vị}. Đề nghị ông/bà nộp hồ sơ lấy phiếu "
                "(báo cáo tự đánh giá; bản kê khai tài sản, thu nhập) chậm nhất ngày {thời hạn}, tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Please file your dossier: {meeting}",
                "Dear {name},\n\n"
                "You are voted on at {meeting} of {unit}. Please file your dossier (self-assessment report; "
                "declaration of assets and income) by {deadline}, at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="dossier_reminder",
        label=_("reminder of a dossier"),
        words=("name", "meeting", "unit", "deadline", "link", "contact"),
        needed=("name", "link"),
        texts={
            "vi": Wording(
                "Chưa nhận đủ hồ sơ lấy phiếu: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "{đơn vị} chưa nhận đủ hồ sơ lấy phiếu tín nhiệm của ông/bà cho {hội nghị}. "
                "Hạn nộp: ngày {thời hạn}. Đề nghị ông/bà nộp tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Your dossier is not complete yet: {meeting}",
                "Dear {name},\n\n"
                "{unit} has not received your whole dossier for {meeting} yet. The last day is {deadline}. "
                "Please file it at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="dossier_explanation",
        label=_("request for an explanation"),
        words=("name", "meeting", "unit", "reason", "link", "contact"),
        needed=("name", "link"),
        texts={
            "vi": Wording(
                "Đề nghị giải trình: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Đề nghị ông/bà nộp báo cáo giải trình cho {hội nghị} của {đơn vị} về nội dung sau:\n"
                "{lý do}\n\n"
                "Ông/bà nộp báo cáo tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Please explain: {meeting}",
                "Dear {name},\n\n"
                "You are asked to file an explanation for {meeting} of {unit}, about the following:\n"
                "{reason}\n\n"
                "Please file it at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="dossiers_owed",
        label=_("list of dossiers owed"),
        words=("name", "unit", "people", "link", "contact"),
        needed=("people", "link"),
        texts={
            "vi": Wording(
                "Hồ sơ lấy phiếu chưa nhận được",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Ông/bà phụ trách việc thu hồ sơ lấy phiếu tín nhiệm. Những người sau chưa nộp đủ hồ sơ, "
                "kèm hạn nộp:\n"
                "{danh sách}\n\n"
                "Danh sách đầy đủ có tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "Dossiers that are still owed",
                "Dear {name},\n\n"
                "You are in charge of collecting dossiers. These officials have not filed theirs, "
                "each with the last day:\n"
                "{list}\n\n"
                "The whole list is at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
    NoticeKind(
        code="matter_asked",
        label=_("matter to clarify"),
        words=("name", "meeting", "unit", "deadline", "link", "contact"),
        needed=("name", "link"),
        texts={
            "vi": Wording(
                "Có nội dung cần làm rõ: {hội nghị}",
                "Kính gửi ông/bà {họ tên},\n\n"
                "Có nội dung cần ông/bà làm rõ trước {hội nghị} của {đơn vị}. "
                "Đề nghị ông/bà giải trình chậm nhất ngày {thời hạn}, tại địa chỉ sau:\n"
                "{liên kết}\n\n"
                "{liên hệ}",
            ),
            "en": Wording(
                "A matter to clarify: {meeting}",
                "Dear {name},\n\n"
                "There is a matter that you are asked to clarify before {meeting} of {unit}. "
                "Please answer by {deadline}, at this address:\n"
                "{link}\n\n"
                "{contact}",
            ),
        },
    ),
)
