"""A name that a template sets inside one block is unknown in the next: a link made of it leads nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock(?: \w+)? %}", re.DOTALL)
SET = re.compile(r"{% (?:url|translate|blocktranslate)[^%]* as(?:var)? (\w+)")


def lost(text: str) -> Iterator[tuple[str, str]]:
    """Yield block and name where a block uses a name that only another block of the template sets."""
    blocks = BLOCK.findall(text)
    for block, body in blocks:
        for name in set(SET.findall(body)):
            for other, used in blocks:
                if other != block and f"{{{{ {name} }}}}" in used and name not in SET.findall(used):
                    yield other, name


def test_no_block_uses_a_name_of_another() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    found = {path.name: names for path in folder.rglob("*.html") if (names := list(lost(path.read_text())))}
    assert set(found) <= {"notice_list.html"}  # there the name is that of a loop


def test_the_rule_finds_a_lost_name() -> None:
    text = "{% block a %}{% url 'home' as back %}{% endblock a %}{% block b %}{{ back }}{% endblock b %}"
    assert list(lost(text)) == [("b", "back")]
