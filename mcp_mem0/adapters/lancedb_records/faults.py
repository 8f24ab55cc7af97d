"""What LanceDB raises, and what that means to a caller: told apart here and nowhere else.

LanceDB raises plain classes whose words alone say what happened, and a broken file can make it
panic, in a class that it does not export. So what it raises is caught whole, close around the
call, and becomes a StoreError with its cause.

Its words quote the condition of a read, and with it what somebody asked for. So they stay in the
cause, and the StoreError, which a caller is shown, names the fault in words of ours.
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
"""Faults that whoever looks after a store can do something about."""
_CAUSE_CHARS_MAX: Final = 300
_ATTEMPTS_MAX: Final = 8
_RETRY_WAIT_S: Final = 0.02


async def read(answer: Awaitable[T]) -> T:
    """Return what LanceDB answers to a read.

    Raises:
        StoreError: It cannot answer; the message names the fault.
    """
    try:
        return await answer
    except Exception as error:
        raise StoreError(
            f"the store could not be read ({name_error(error)}): try again, and if that stays so,"
            " run `mcp-mem0 check --repair`"
        ) from error


async def retry_write(write: Callable[[], Awaitable[T]]) -> T:
    """Try a write, and try it again while others win the race for the next version.

    Raises:
        HeadMovedError: The guard of a merge refused it; nothing was written.
        StoreError: It failed, or others were first every time.
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
    """Whether LanceDB gave up a write because others wrote too; trying again may succeed."""
    return any(words in str(error).lower() for words in _CONTENDED)


def translate_error(error: Exception) -> StoreError:
    """Return what a failed write means to the caller."""
    told = str(error).lower()
    if _REFUSED in told:
        return HeadMovedError("the space changed while this was being decided: try again")
    if any(words in told for words in _FULL):
        return StoreError("the store's disk is full: free some space, then try again")
    return StoreError(
        f"the store could not be written ({name_error(error)}): run `mcp-mem0 doctor`"
    )


def name_error(error: Exception) -> str:
    """Return a short name for an error that quotes nothing of it: a known fault, or its class."""
    told = str(error).lower()
    return next((fault for fault in _NAMED if fault in told), type(error).__name__)


def describe_cause(error: Exception) -> str:
    """Return the words of an error without the place in LanceDB's source that raised it.

    Only for what opens or checks a store: an error of a read or a write quotes what was asked.
    """
    first = str(error).partition(", /")[0].partition("\n")[0].strip()
    return (first or type(error).__name__)[:_CAUSE_CHARS_MAX]
