"""The limits of a process, on open files, memory and threads: reaching one looks like other faults.

Whoever reaches one gets whatever the library at hand makes of it: a damaged file, a package that
cannot be loaded, a server that does not answer. So it is looked for among an error's causes, where
all work is handed in, and wherever a failure would be taken for damage.
"""

import errno
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final, cast

from mcp_mem0.adapters.system.file_limit import (
    OutsideFaultError,
    build_files_error,
    is_out_of_files,
)
from mcp_mem0.domain.errors import Mem0Error

_NO_MEMORY: Final = (
    "cannot allocate memory",
    "failed to map segment",
    "failed to allocate memory",
    "bad_alloc",
    "can't start new thread",
    "can't spawn worker thread",
)
"""What libraries say in words of their own; "out of memory" may be what a model server answers."""

_CAUSES_MAX: Final = 20
_MEGABYTE: Final = 1_048_576


@contextmanager
def explain_limits() -> Generator[None]:
    """Name the limit that made a block fail, if one did, instead of what that looked like.

    Raises:
        OutsideFaultError: This process reached a limit.
    """
    try:
        yield
    except Exception as error:
        fault = find_limit_error(error)
        if fault is None:
            raise
        raise fault from error


def find_limit_error(error: BaseException) -> OutsideFaultError | None:
    """Return the error to tell instead of one, if a limit of this process is among its causes."""
    for cause in _walk_causes(error):
        if isinstance(cause, OutsideFaultError):
            return None if cause is error else cause
        # The words of our own errors may be a caller's.
        if isinstance(cause, Mem0Error):
            continue
        if is_out_of_files(cause):
            return build_files_error()
        if is_out_of_memory(cause):
            return build_memory_error()
    return None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether something failed because this process gets no more memory, or no more threads."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    return any(words in str(error).lower() for words in _NO_MEMORY)


def build_memory_error() -> OutsideFaultError:
    """Return the error of a process that gets no more memory."""
    limit = _read_memory_limit()
    at = f", its limit is {limit:,} MB of addresses" if limit else ""
    return OutsideFaultError(
        f"this process gets no more memory or threads{at}: raise its limits (`ulimit -v`, `ulimit"
        " -u`, or those of its container), or end other programs, and start it again; the store"
        " itself is not damaged"
    )


def _walk_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, outermost first."""
    waiting: list[BaseException] = [error]
    for _ in range(_CAUSES_MAX):
        if not waiting:
            return
        each = waiting.pop(0)
        yield each
        if isinstance(each, BaseExceptionGroup):
            waiting += cast("BaseExceptionGroup[BaseException]", each).exceptions
        if each.__cause__ is not None:
            waiting.append(each.__cause__)


def _read_memory_limit() -> int:
    """Return how many megabytes of addresses this process may have; 0 if nobody set a limit."""
    if sys.platform == "win32":
        return 0
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        # There is no memory left to load it.
        return 0
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return 0 if limit == resource.RLIM_INFINITY else limit // _MEGABYTE
