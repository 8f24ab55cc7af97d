"""Limits the memory that the C library's allocator keeps.

glibc gives many threads an arena each, and memory freed in one is of no use to the others: with
regular compaction LanceDB's threads hold a quarter more than they need. Two arenas cost no
measurable time. It also keeps freed memory for the next call, up to fifty MB after a recall: when
no call has come for a while, it gives that back.
"""

import ctypes
import sys
from typing import Final

ARENAS_MAX: Final = 2
_M_ARENA_MAX: Final = -8


def keep_few_arenas() -> bool:
    """Limit the arenas of this process; call it before other threads start.

    Returns:
        Whether the C library accepted it; without glibc there is nothing to limit.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, ARENAS_MAX) == 1


def release_free_memory() -> bool:
    """Give memory that is free back to the system; takes some milliseconds, so call it when idle.

    Returns:
        Whether the C library could be asked for it; without glibc it cannot.
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return trim is not None
