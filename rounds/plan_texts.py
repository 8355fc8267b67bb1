"""The texts with which a new plan begins; every one is edited in the plan (docs/domain.md §3.1)."""

from rounds.models import RuleSet

PURPOSE = """\
1. Đánh giá uy tín và kết quả thực hiện chức trách, nhiệm vụ của cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý; giúp \
cán bộ tự soi, tự sửa, tiếp tục phấn đấu, rèn luyện.
2. Làm cơ sở để cấp có thẩm quyền đánh giá, đào tạo, bồi dưỡng, quy hoạch, bố trí và sử dụng cán bộ.
3. Lấy phiếu tín nhiệm là một khâu quan trọng của công tác đánh giá cán bộ, được tiến hành định kỳ."""
PRINCIPLES = """\
1. Bảo đảm sự lãnh đạo của Đảng; thực hiện nguyên tắc tập trung dân chủ, tự phê bình và phê bình.
2. Phát huy tinh thần trách nhiệm của người ghi phiếu; bảo đảm dân chủ, khách quan, công tâm, công khai, minh bạch.
3. Người giữ nhiều chức danh, chức vụ được lấy phiếu ở nhiều nhất {places} nơi, gồm nơi công tác và nơi tham gia sinh \
hoạt.
4. Kết quả được báo cáo cấp có thẩm quyền quản lý cán bộ và công khai theo quy định.
5. Người có tín nhiệm thấp được kịp thời xem xét đưa ra khỏi quy hoạch, cho từ chức, miễn nhiệm hoặc bố trí chức vụ thấp \
hơn, không chờ hết nhiệm kỳ, thời hạn bổ nhiệm."""
PROHIBITED = """\
1. Nghiêm cấm làm sai lệch mức độ tín nhiệm.
2. Nghiêm cấm lợi dụng việc lấy phiếu tín nhiệm để hạ uy tín người khác, gây chia rẽ, mất đoàn kết nội bộ.
3. Tổ chức, cá nhân vi phạm bị xem xét, xử lý theo quy định của Đảng và pháp luật của Nhà nước."""
SCHEDULE = """\
1. Chậm nhất {dossier} ngày trước ngày tổ chức hội nghị: người được lấy phiếu gửi hồ sơ gồm báo cáo tự đánh giá, bản kê \
khai tài sản, thu nhập và báo cáo giải trình (nếu có) đến bộ phận tổ chức, cán bộ.
2. Chậm nhất {sent} ngày trước ngày tổ chức hội nghị: thông báo triệu tập, gửi hồ sơ đến người ghi phiếu.
3. Chậm nhất {questions} ngày trước ngày tổ chức hội nghị: người ghi phiếu và cấp có thẩm quyền gửi nội dung cần làm rõ.
4. Chậm nhất {answers} ngày trước ngày tổ chức hội nghị: người được lấy phiếu gửi giải trình.
5. Tại hội nghị: phát phiếu, bỏ phiếu, kiểm phiếu, lập biên bản và công bố kết quả kiểm phiếu.
6. Sau hội nghị: niêm phong, bàn giao phiếu; báo cáo kết quả đến cấp có thẩm quyền quản lý cán bộ."""


def initial_texts(rules: RuleSet) -> dict[str, str]:
    """Return the texts of a new plan by field, with the days and places that the rule set asks for."""
    return {
        "purpose": PURPOSE,
        "principles": PRINCIPLES.format(places=f"{rules.max_places:02d}"),
        "prohibited": PROHIBITED,
        "schedule": SCHEDULE.format(
            dossier=rules.dossier_due_days,
            sent=rules.dossier_sent_days,
            questions=f"{rules.questions_due_days:02d}",
            answers=f"{rules.answers_due_days:02d}",
        ),
    }
