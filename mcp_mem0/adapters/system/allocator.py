"""The C library's allocator, told to keep less memory.

glibc gives each of many threads an arena of its own, and what is freed in one is of no use to the
others: LanceDB's threads hold a quarter more than they need when a store is compacted now and
again. Two arenas cost no time that we could measure.
"""

import ctypes
import sys
from typing import Final

ARENAS_MAX: Final = 2
_M_ARENA_MAX: Final = -8


def keep_few_arenas() -> bool:
    """Bound the arenas of this process; call it before other threads start.

    Returns:
        Whether the C library took it; elsewhere than on glibc there is nothing to bound.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, ARENAS_MAX) == 1
