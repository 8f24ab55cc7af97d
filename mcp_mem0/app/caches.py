"""The texts that functions of this package remember, so that the same text is read only once."""

import functools
import sys
from types import ModuleType
from typing import Final

_PACKAGE: Final = "mcp_mem0."


@functools.cache
def _return_nothing() -> None:
    pass


_CACHED: Final = type(_return_nothing)
"""The class of functions with a cache, which has no public name."""


def forget_texts() -> None:
    """Empty the caches of all functions: they may hold words that were erased."""
    for name, module in [*sys.modules.items()]:
        if name.startswith(_PACKAGE):
            _empty_caches(module)


def _empty_caches(module: ModuleType) -> None:
    for value in [*vars(module).values()]:
        if isinstance(value, _CACHED):
            value.cache_clear()
