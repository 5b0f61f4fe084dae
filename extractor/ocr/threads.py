"""How many threads the recognisers may use."""

from __future__ import annotations

import os

_VARIABLE = "OMP_NUM_THREADS"


def processors() -> int:
    """What OMP_NUM_THREADS says, as the numeric libraries understand it; else the processors that the process may use.

    A batch starts a process for each core and gives each of them one thread this way.
    """
    wanted = os.environ.get(_VARIABLE, "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
