"""Translates LanceDB's errors to ours; nothing else interprets them.

LanceDB raises generic classes whose message alone says what happened, and a broken file can make
it panic, in a class that it does not export. So everything it raises is caught, close around the
call, and becomes a StoreError with its cause.

Its messages quote the condition of a read, and so what a caller asked for. They stay in the cause;
the StoreError, which a caller sees, names the fault in our own words.
"""

import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio

from mcp_mem0.domain.errors import HeadMovedError, StoreError

T = TypeVar("T")

_REFUSED: Final = "divide by zero"
_CONTENDED: Final = ("commit conflict", "too many concurrent writers", "retryable commit")
_FULL: Final = ("no space left", "file too large", "quota exceeded")
_NAMED: Final = (
    "permission denied",
    "no such file or directory",
    "not found",
    "too many open files",
    "input/output error",
    "timed out",
    "connection refused",
    "access denied",
)
"""Faults that an administrator can fix."""
_CAUSE_CHARS_MAX: Final = 300
_ATTEMPTS_MAX: Final = 8
_RETRY_WAIT_S: Final = 0.02


async def read(answer: Awaitable[T]) -> T:
    """Return LanceDB's answer to a read.

    Raises:
        StoreError: It failed; the message names the fault.
    """
    try:
        return await answer
    except Exception as error:
        raise StoreError(
            f"the store could not be read ({name_error(error)}): try again, and if it fails again,"
            " run `mcp-mem0 check --repair`"
        ) from error


async def retry_write(write: Callable[[], Awaitable[T]]) -> T:
    """Try a write, and retry it while others win the race for the next version.

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
    raise AssertionError


def is_contended(error: Exception) -> bool:
    """Whether a write failed because others wrote too; a retry may succeed."""
    return any(words in str(error).lower() for words in _CONTENDED)


def translate_error(error: Exception) -> StoreError:
    """Return the error of a failed write."""
    text = str(error).lower()
    if _REFUSED in text:
        return HeadMovedError("the space changed while this was being decided: try again")
    if any(words in text for words in _FULL):
        return StoreError("the store's disk is full: free some space, then try again")
    return StoreError(
        f"the store could not be written ({name_error(error)}): run `mcp-mem0 doctor`"
    )


def name_error(error: Exception) -> str:
    """Return a short name for an error without quoting it: a known fault, or its class."""
    text = str(error).lower()
    return next((fault for fault in _NAMED if fault in text), type(error).__name__)


def describe_cause(error: Exception) -> str:
    """Return the message of an error without its location in LanceDB's source.

    Only for opening or checking a store: errors of reads and writes quote what was asked.
    """
    first = str(error).partition(", /")[0].partition("\n")[0].strip()
    return (first or type(error).__name__)[:_CAUSE_CHARS_MAX]
