"""What on a Vietnamese page is still English: text without a single Vietnamese letter."""

import re
from html.parser import HTMLParser

LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# Without marks in Vietnamese as well, or not in Vietnamese on purpose.
AS_WRITTEN = {"English", "English (EN)", "EN", "–", "/", "Tín Nhiệm", "Trang sau", "nguoila"}
ADDRESS = re.compile(r"@|://|^[0-9a-f]{8}-[0-9a-f-]{27}$")
SILENT = ("script", "svg", "style", "code", "textarea", "kbd")
# Codes, and the words said for their letters: "Cam" and "An" have no mark.
SILENT_CLASSES = ("code code--long", "election-code__names")


class Texts(HTMLParser):
    """Collects what is read aloud: text outside scripts and codes, and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if name in ("aria-label", "title", "placeholder") and value
        ]
        silent = tag in SILENT or dict(attrs).get("class") in SILENT_CLASSES
        self.inside.append("silent" if silent else tag)
        if tag in ("meta", "link", "input", "img", "br", "hr", "path"):
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if "silent" not in self.inside and data.strip():
            self.found.append(" ".join(data.split()))


def english_in(page: str) -> list[str]:
    """Return the texts of this HTML that hold no Vietnamese letter."""
    parser = Texts()
    parser.feed(re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL))
    words = [text for text in parser.found if re.search(r"[a-z]{2}", text) and not ADDRESS.search(text)]
    return [text for text in words if not set(text.lower()) & set(LETTERS) and text not in AS_WRITTEN]
