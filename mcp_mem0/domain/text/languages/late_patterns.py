"""Patterns that are compiled when a text first needs them: most stores have a few languages."""

import re
from functools import lru_cache
from typing import Final

PATTERNS_KEPT: Final = 256
"""More than all such patterns."""


@lru_cache(maxsize=PATTERNS_KEPT)
def compile_late(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern; each is compiled once, and none at start."""
    return re.compile(pattern)
