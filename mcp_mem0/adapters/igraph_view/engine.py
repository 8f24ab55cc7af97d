"""Imports igraph limited to one thread; the import is slow, so do it in a worker thread.

igraph runs on OpenMP, whose idle threads spin. On a busy machine with two cores that made a call
of half a millisecond take fifty. OpenMP reads its environment once, while igraph is
imported, so the variable is set only meanwhile, and the user's own setting wins.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

_THREADS: Final = "OMP_NUM_THREADS"


@contextmanager
def _limit_threads() -> Generator[None]:
    if _THREADS in os.environ:
        yield
        return
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        del os.environ[_THREADS]


with _limit_threads():
    from igraph import Graph

__all__ = ["Graph"]
