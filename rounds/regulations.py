"""The three regulations shipped as data (docs/domain.md §5); editable in the admin.

What docs/domain.md calls unknown has the default of the model and is a
setting of the rule set. Migration `rounds.0003` installs them once; later edits are kept.
"""

from typing import Any

RULE_SETS: dict[str, dict[str, Any]] = {
    "96-qd-tw": {
        "name": "Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023",
        "legal_basis": (
            "Căn cứ Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023 về việc lấy phiếu tín nhiệm"
        ),
        "committee_label": "Ban kiểm phiếu",
        "thresholds": [
            (1, 2, True, "Đưa ra khỏi quy hoạch; xem xét cho thôi giữ chức vụ, bố trí công tác khác"
             " hoặc từ chức; hoặc bỏ phiếu tín nhiệm"),
            (2, 3, False, "Miễn nhiệm, bố trí chức vụ thấp hơn mà không chờ hết nhiệm kỳ"),
        ],
    },
    "96-2023-qh15": {
        "name": (
            "Nghị quyết số 96/2023/QH15 (Quốc hội, Hội đồng nhân dân; luật làm căn cứ đã thay đổi"
            " từ ngày 01 tháng 3 năm 2026)"
        ),
        "legal_basis": "Căn cứ Nghị quyết số 96/2023/QH15 của Quốc hội",
        "committee_label": "Ban kiểm phiếu",
        "thresholds": [
            (1, 2, True, "Có thể xin từ chức; nếu không xin từ chức thì trình bỏ phiếu tín nhiệm"),
            (2, 3, False, "Trình cơ quan có thẩm quyền xem xét, quyết định việc miễn nhiệm"),
        ],
    },
    "115-2020": {
        "name": "Viên chức: Nghị định số 115/2020, sửa đổi bởi Nghị định số 85/2023",
        "legal_basis": (
            "Căn cứ Nghị định số 115/2020/NĐ-CP\n"
            "Căn cứ Nghị định số 85/2023/NĐ-CP sửa đổi, bổ sung Nghị định số 115/2020/NĐ-CP"
        ),
        "committee_label": "Tổ kiểm phiếu",
        "thresholds": [(1, 2, True, "Từ chức"), (2, 3, True, "Miễn nhiệm")],
    },
}  # fmt: skip

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
        fields = {name: value for name, value in values.items() if name != "thresholds"}
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
