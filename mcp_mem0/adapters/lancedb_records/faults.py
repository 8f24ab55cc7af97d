"""Translates LanceDB's errors to ours; nothing else interprets them.

LanceDB raises generic classes whose message alone says what happened, and a broken file can make
it panic, in a class that it does not export. So everything it raises is caught, close around the
call, and becomes a StoreError with its cause.

Its messages quote the condition of a read, and so what a caller asked for. They stay in the cause;
the StoreError, which a caller sees, names the fault in our own words.
"""

import random
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Final, TypeVar

import anyio

from mcp_mem0.adapters.system.file_limit import (
    OutsideFaultError,
    build_files_error,
    can_open_files,
    is_out_of_files,
)
from mcp_mem0.adapters.system.machine_limits import build_memory_error, is_out_of_memory
from mcp_mem0.domain.errors import HeadMovedError, StoreError

T = TypeVar("T")

_REFUSED: Final = "divide by zero"
_CONTENDED: Final = ("commit conflict", "too many concurrent writers", "retryable commit")
_FULL: Final = ("no space left", "file too large", "quota exceeded")
_NAMED: Final = (
    "permission denied",
    "no such file or directory",
    "not found",
    "input/output error",
    "timed out",
    "connection refused",
    "access denied",
)
"""Faults that an administrator can fix."""
_PANIC: Final = "PanicException"
"""LanceDB's own class for what went wrong beyond its control; it is no `Exception`."""

_FORBIDDEN: Final = "permission denied"
ANSWER_TIMEOUT_S: Final = 60.0
"""How long a single answer of LanceDB is waited for, as in a check of everything."""

_CAUSE_CHARS_MAX: Final = 300
_ATTEMPTS_MAX: Final = 8
_RETRY_WAIT_S: Final = 0.02


class SlowStoreError(OutsideFaultError):
    """The store did not answer a read within its deadline."""


@contextmanager
def deadline(seconds: float) -> Generator[None]:
    """Bound a block of reads.

    LanceDB can wait for ever: for a damaged index, or for a bucket that no longer answers.

    Raises:
        SlowStoreError: It took longer.
    """
    try:
        with anyio.fail_after(seconds):
            yield
    except TimeoutError as error:
        raise SlowStoreError(
            f"the store did not answer within {seconds:g} s: try again, and check that its disk or"
            " server responds; if it fails again, run `mcp-mem0 check --repair`"
        ) from error


async def read(answer: Awaitable[T], *, timeout_s: float = ANSWER_TIMEOUT_S) -> T:
    """Return LanceDB's answer to a read.

    Raises:
        StoreError: It failed, or took longer than that; the message names the fault.
    """
    try:
        with deadline(timeout_s):
            return await answer
    except OutsideFaultError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        if is_out_of_files(error) or not can_open_files():
            raise build_files_error() from error
        if is_out_of_memory(error):
            raise build_memory_error() from error
        if _FORBIDDEN in str(error).lower():
            raise build_forbidden_error() from error
        raise StoreError(
            f"the store could not be read ({name_error(error)}): try again, and if it fails again,"
            " run `mcp-mem0 check --repair`"
        ) from error


async def retry_write(
    write: Callable[[], Awaitable[T]], *, renew: Callable[[], Awaitable[None]] | None = None
) -> T:
    """Try a write, and retry it while others win the race for the next version.

    Args:
        write: The write.
        renew: Takes the table to its newest version before each retry, where it stays at one: an
            attempt with an unclear result may have been committed.

    Raises:
        HeadMovedError: The guard of a merge refused it; nothing was written.
        StoreError: It failed, or others won every time.
    """
    for attempt in range(1, _ATTEMPTS_MAX + 1):
        try:
            return await write()
        except Exception as error:
            if attempt == _ATTEMPTS_MAX or not is_contended(error):
                raise translate_error(error) from error
            jitter = 0.5 + random.random()  # noqa: S311 - nothing secret
            await anyio.sleep(_RETRY_WAIT_S * attempt * jitter)
            if renew is not None:
                await read(renew())
    raise AssertionError


def is_contended(error: Exception) -> bool:
    """Whether a write failed because others wrote too; a retry may succeed."""
    return any(words in str(error).lower() for words in _CONTENDED)


def translate_error(error: Exception) -> StoreError:
    """Return the error of a failed write."""
    text = str(error).lower()
    if _REFUSED in text:
        return HeadMovedError("the space changed while this was being decided: try again")
    if is_out_of_files(error):
        return build_files_error()
    if is_out_of_memory(error):
        return build_memory_error()
    if _FORBIDDEN in text:
        return build_forbidden_error()
    if any(words in text for words in _FULL):
        return StoreError("the store's disk is full: free some space, then try again")
    return StoreError(
        f"the store could not be written ({name_error(error)}): run `mcp-mem0 doctor`"
    )


def build_forbidden_error() -> OutsideFaultError:
    """Return the error of a file of the store that the system does not let this process use."""
    return OutsideFaultError(
        "the store could not be used (permission denied): make all of its folder readable and"
        " writable for the user of this process, then try again"
    )


def name_error(error: BaseException) -> str:
    """Return a short name for an error without quoting it: a known fault, or its class."""
    text = str(error).lower()
    return next((fault for fault in _NAMED if fault in text), type(error).__name__)


def describe_cause(error: Exception) -> str:
    """Return the message of an error of LanceDB, or of its cause, without a location in its source.

    Only for opening or checking a store: errors of reads and writes quote what was asked.
    """
    cause = error.__cause__ if isinstance(error, StoreError) else error
    first = str(cause or error).partition(", /")[0].partition("\n")[0].strip()
    return (first or type(error).__name__)[:_CAUSE_CHARS_MAX]
