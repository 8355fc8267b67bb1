"""The three regulations shipped as data (docs/domain.md §5); editable in the admin.

What docs/domain.md calls unknown has the default of the model and is a setting of the rule set.
Migration `rounds.0003` installs them once, `rounds.0007` renews the texts that nobody has edited.
"""

from typing import Any

RULE_SETS: dict[str, dict[str, Any]] = {
    "96-qd-tw": {
        "name": (
            "Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023 của Bộ Chính trị về việc lấy phiếu tín nhiệm"
            " đối với chức danh, chức vụ lãnh đạo, quản lý trong hệ thống chính trị"
        ),
        "legal_basis": (
            "Căn cứ Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023 của Bộ Chính trị về việc lấy phiếu"
            " tín nhiệm đối với chức danh, chức vụ lãnh đạo, quản lý trong hệ thống chính trị"
        ),
        "committee_label": "Ban kiểm phiếu",
        "thresholds": [
            (1, 2, True, "Đưa ra khỏi quy hoạch chức vụ cao hơn; xem xét cho thôi giữ chức vụ đang đảm nhiệm,"
             " bố trí công tác khác, cho từ chức; hoặc bỏ phiếu tín nhiệm"),
            (2, 3, False, "Miễn nhiệm chức vụ đang đảm nhiệm, bố trí công tác khác thấp hơn,"
             " không chờ hết nhiệm kỳ, thời hạn bổ nhiệm"),
        ],
    },
    "96-2023-qh15": {
        "name": (
            "Nghị quyết số 96/2023/QH15 của Quốc hội về việc lấy phiếu tín nhiệm, bỏ phiếu tín nhiệm đối với"
            " người giữ chức vụ do Quốc hội, Hội đồng nhân dân bầu hoặc phê chuẩn"
        ),
        "note": "Luật làm căn cứ đã thay đổi từ ngày 01 tháng 3 năm 2026; cần kiểm tra hiệu lực trước khi dùng.",
        "legal_basis": (
            "Căn cứ Nghị quyết số 96/2023/QH15 ngày 23 tháng 6 năm 2023 của Quốc hội về việc lấy phiếu"
            " tín nhiệm, bỏ phiếu tín nhiệm đối với người giữ chức vụ do Quốc hội, Hội đồng nhân dân bầu"
            " hoặc phê chuẩn"
        ),
        "committee_label": "Ban kiểm phiếu",
        "thresholds": [
            (1, 2, True, "Có thể xin từ chức; nếu không xin từ chức thì trình bỏ phiếu tín nhiệm"),
            (2, 3, False, "Trình cơ quan có thẩm quyền xem xét, quyết định việc miễn nhiệm"),
        ],
    },
    "115-2020": {
        "name": (
            "Nghị định số 115/2020/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 85/2023/NĐ-CP)"
            " về tuyển dụng, sử dụng và quản lý viên chức"
        ),
        "legal_basis": (
            "Căn cứ Nghị định số 115/2020/NĐ-CP ngày 25 tháng 9 năm 2020 của Chính phủ quy định về tuyển dụng,"
            " sử dụng và quản lý viên chức\n"
            "Căn cứ Nghị định số 85/2023/NĐ-CP ngày 07 tháng 12 năm 2023 của Chính phủ sửa đổi, bổ sung một số"
            " điều của Nghị định số 115/2020/NĐ-CP"
        ),
        "committee_label": "Tổ kiểm phiếu",
        "thresholds": [(1, 2, True, "Xem xét cho từ chức"), (2, 3, True, "Xem xét miễn nhiệm")],
    },
}  # fmt: skip
# Texts that earlier releases installed under the same code; `renew` replaces them unless they were edited.
FORMER: dict[str, dict[str, Any]] = {
    "96-qd-tw": {
        "name": "Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023",
        "legal_basis": ("Căn cứ Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023 về việc lấy phiếu tín nhiệm"),
        "consequences": [
            "Đưa ra khỏi quy hoạch; xem xét cho thôi giữ chức vụ, bố trí công tác khác hoặc từ chức;"
            " hoặc bỏ phiếu tín nhiệm",
            "Miễn nhiệm, bố trí chức vụ thấp hơn mà không chờ hết nhiệm kỳ",
        ],
    },
    "96-2023-qh15": {
        "name": (
            "Nghị quyết số 96/2023/QH15 (Quốc hội, Hội đồng nhân dân; luật làm căn cứ đã thay đổi"
            " từ ngày 01 tháng 3 năm 2026)"
        ),
        "legal_basis": "Căn cứ Nghị quyết số 96/2023/QH15 của Quốc hội",
        "consequences": [],
    },
    "115-2020": {
        "name": "Viên chức: Nghị định số 115/2020, sửa đổi bởi Nghị định số 85/2023",
        "legal_basis": (
            "Căn cứ Nghị định số 115/2020/NĐ-CP\n"
            "Căn cứ Nghị định số 85/2023/NĐ-CP sửa đổi, bổ sung Nghị định số 115/2020/NĐ-CP"
        ),
        "consequences": ["Từ chức", "Miễn nhiệm"],
    },
}

# The note came with `renew`.
INSTALLED = ("name", "legal_basis", "committee_label")
COMMON = {
    "base": "returned",
    "quorum_numerator": 2,
    "quorum_denominator": 3,
    "dossier_due_days": 20,
    "dossier_sent_days": 15,
    "questions_due_days": 10,
    "answers_due_days": 3,
    "max_places": 2,
    "exempt_retiring": True,
    "exempt_new": True,
    "bad_line_voids_ballot": False,
}


def install(rule_set_model: Any, threshold_model: Any) -> None:
    """Create the regulations that are missing; takes models, so that a migration can pass its own."""
    for code, values in RULE_SETS.items():
        fields = {name: value for name, value in values.items() if name in (*COMMON, *INSTALLED)}
        rule_set, created = rule_set_model.objects.get_or_create(code=code, defaults={**COMMON, **fields})
        if created:
            threshold_model.objects.bulk_create(
                threshold_model(
                    rule_set=rule_set,
                    numerator=numerator,
                    denominator=denominator,
                    strict=strict,
                    consequence=consequence,
                )
                for numerator, denominator, strict, consequence in values["thresholds"]
            )


def renew(rule_set_model: Any, threshold_model: Any) -> None:
    """Replace the texts of earlier releases by today's, except those that were edited.

    Frozen rounds keep their copy.
    """
    for code, former in FORMER.items():
        rule_sets, today = rule_set_model.objects.filter(code=code), RULE_SETS[code]
        rule_sets.filter(note="").update(note=today.get("note", ""))
        for name in ("name", "legal_basis"):
            rule_sets.filter(**{name: former[name]}).update(**{name: today[name]})
        for old, (*_share, new) in zip(former["consequences"], today["thresholds"], strict=False):
            threshold_model.objects.filter(rule_set__code=code, consequence=old).update(consequence=new)
