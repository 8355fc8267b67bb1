"""The rank of a post by its title, for the order in which lines are proposed (docs/domain.md §4.5)."""

import re
from collections.abc import Iterable

from officials.models import Post

# From the head of a body to the head of its parts; a title begins with one of these words.
_HEADS = (
    r"bí thư|chủ tịch|bộ trưởng|(tổng )?cục trưởng|vụ trưởng|(tổng )?giám đốc|viện trưởng|hiệu trưởng|"
    r"chi cục trưởng|thủ trưởng|tổng thanh tra"
)
_PARTS = r"trưởng|chánh|kế toán trưởng"
_DEPUTY = re.compile(r"phó\b", re.IGNORECASE)
_ACTING = re.compile(r"(quyền|phụ trách)\s+", re.IGNORECASE)
OTHERS = 4


def rank_of(posts: Iterable[Post]) -> int:
    """Return the rank of the highest post: 0 head, 1 deputy, 2 head of a part, 3 deputy there, 4 others."""
    return min((_rank(post.title) for post in posts), default=OTHERS)


def _rank(title: str) -> int:
    if title.strip().lower().startswith("thứ trưởng"):
        return 1  # the deputy of a `Bộ trưởng`
    words = _ACTING.sub("", " ".join(title.split()), count=1)
    is_deputy = bool(_DEPUTY.match(words))
    bare = _DEPUTY.sub("", words, count=1).strip()
    for place, heads in enumerate((_HEADS, _PARTS)):
        if re.match(rf"(?:{heads})\b", bare, re.IGNORECASE):
            return 2 * place + is_deputy
    return OTHERS
