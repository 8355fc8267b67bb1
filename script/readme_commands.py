"""Extract the commands of a document; `python3 script/readme_commands.py` prints those of the README."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
FENCED = re.compile(r"^```(?:sh|bash|console)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:script/|python3? )[^`\n]+)`")
ANYTHING = "…"  # stands for arguments of the reader's choice


def commands(text: str) -> list[str]:
    """Return each command once, in the order of the text, without comments."""
    blocks = [line for block in FENCED.findall(text) for line in block.splitlines()]
    typed = [re.sub(r"(^|\s)#.*", "", line).strip() for line in blocks]
    return list(dict.fromkeys(line for line in [*typed, *INLINE.findall(FENCED.sub("", text))] if line))


if __name__ == "__main__":
    print("\n".join(commands(README.read_text())))
