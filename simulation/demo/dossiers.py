"""Papers for the dossiers, invented and marked as such."""

import datetime as dt
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.utils import timezone

from documents.rendering import render_sheet
from officials import services
from officials.models import Dossier, DossierDocument, Official

Kind = DossierDocument.Kind
TITLES = {
    Kind.SELF_ASSESSMENT: "Báo cáo tự đánh giá",
    Kind.ASSETS: "Bản kê khai tài sản, thu nhập",
    Kind.EXPLANATION: "Báo cáo giải trình",
}
TEXTS = {
    Kind.SELF_ASSESSMENT: (
        "Về phẩm chất chính trị, đạo đức, lối sống: gương mẫu, giữ gìn đoàn kết nội bộ, chấp hành "
        "kỷ luật, kỷ cương; vợ (chồng), con chấp hành pháp luật và quy định nơi cư trú.",
        "Về kết quả thực hiện nhiệm vụ: hoàn thành các nhiệm vụ được giao trong kỳ, chủ động đổi "
        "mới cách làm, đưa ba quy trình nung tiết kiệm nhiên liệu vào sử dụng tại làng nghề.",
        "Hạn chế: tiến độ một số đề án còn chậm; sẽ rà soát và khắc phục trong năm.",
    ),
    Kind.ASSETS: (
        "Nhà, đất: một căn nhà ở tại Hà Nội. Phương tiện: một xe máy. Tiền gửi: theo sổ tiết kiệm "
        "kèm theo. Biến động trong năm: không.",
        "Người kê khai và người nhận bản kê khai đã ký ở từng trang.",
    ),
    Kind.EXPLANATION: (
        "Giải trình theo đề nghị của hội nghị về tiến độ đề án bảo tồn lò cổ: hồ sơ thiết kế phải "
        "điều chỉnh sau khảo sát, kinh phí không thay đổi, thời gian hoàn thành chậm một quý.",
    ),
}


def dossier_for(official: Official, kinds: Sequence[Kind], title: str) -> Dossier:
    """Return the official's dossier of that title with its papers, created at the first call."""
    found = Dossier.objects.filter(official=official, title=title).first()
    if found is not None:
        return found
    today = timezone.localdate()
    dossier = Dossier(official=official, title=title)
    dossier.filed_on, dossier.sent_on = today - dt.timedelta(days=20), today - dt.timedelta(days=15)
    services.save(row=dossier)
    for kind in kinds:
        paper = DossierDocument(dossier=dossier, kind=kind, name=TITLES[kind])
        paper.file = paper_of(official, kind)
        services.save_document(document=paper)
    return dossier


def paper_of(official: Official, kind: Kind) -> "ContentFile[bytes]":
    """Return a paper of the official as a PDF file."""
    return ContentFile(_pdf(official, kind), "paper.pdf")


def _pdf(official: Official, kind: Kind) -> bytes:
    posts = ", ".join(official.posts.values_list("title", flat=True))
    context = {
        "title": TITLES[kind],
        "name": official.full_name,
        "posts": posts,
        "paragraphs": TEXTS[kind],
    }
    return render_sheet("simulation/dossier.html", context)
