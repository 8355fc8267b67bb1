"""Looking at other processes and at what they wrote."""

from pathlib import Path


def is_running(pid: int, name: str) -> bool:
    """Whether the process exists, is not a zombie, and is the named program."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    program, state = text.partition("(")[2].rpartition(")")[::2]
    return program.startswith(name[:15]) and state.split()[0] != "Z"


def programs_in(folder: Path, name: str) -> list[int]:
    """Running processes of the named program that work in the folder, by number."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            inside = (process / "cwd").readlink() == folder
        except OSError:  # it has ended, or is another account's
            continue
        if inside and is_running(int(process.name), name):
            found.append(int(process.name))
    return found


def last_lines(*logs: Path, count: int = 3) -> str:
    """The last lines of the logs that exist, in one line for a sentence."""
    lines: list[str] = []
    for log in logs:
        if log.exists():
            lines += log.read_text(errors="replace").strip().splitlines()[-count:]
    return " | ".join(line.strip() for line in lines) or "no word from it"
