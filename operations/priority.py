"""Workers give way to the web server where both share a machine: voters wait for pages, nobody for a proof."""

import os
from typing import Any

# Beside web servers that need the whole machine, a worker still gets about a tenth of a core.
NICENESS = 10


def give_way(**_named: Any) -> None:
    """Lower the priority of a process of the worker."""
    os.nice(NICENESS)
