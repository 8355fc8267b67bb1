"""Workers give way to the web server where both share a machine: voters wait for pages, nobody for a proof."""

import contextlib
import os
from pathlib import Path
from typing import Any

# Beside web servers that need the whole machine, a worker still gets about a tenth of a core.
NICENESS = 10
SESSION = Path("/proc/self/autogroup")


def give_way(**_named: Any) -> None:
    """Lower the priority of a process of the worker.

    Where Linux groups processes by session (`sched_autogroup_enabled`), niceness counts only inside
    a session, so the session of the worker is lowered too, unless it belongs to a terminal or a script.
    """
    os.nice(NICENESS)
    if os.getsid(0) in (os.getpid(), os.getppid()):
        with contextlib.suppress(OSError):  # the kernel has no such groups
            SESSION.write_text(str(NICENESS))
