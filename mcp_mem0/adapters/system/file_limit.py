"""The limit on a process's open files: reaching it looks like damage to whoever opens a file."""

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import StoreError, quote_path

_FILES_AT_ONCE: Final = 8
"""More than a database and its logs."""


class OutsideFaultError(StoreError):
    """The store is not damaged: a limit, a permission or a slow disk or server is at fault."""


def is_out_of_files(error: BaseException) -> bool:
    """Whether something failed because this process, or the system, has too many files open."""
    if isinstance(error, OSError) and error.errno in {errno.EMFILE, errno.ENFILE}:
        return True
    return "too many open files" in str(error).lower()


def can_open_files() -> bool:
    """Whether this process may open some more files; some libraries only say that they cannot."""
    opened: list[int] = []
    try:
        for _ in range(_FILES_AT_ONCE):
            opened.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401 - closed if one fails
    except OSError as error:
        return not is_out_of_files(error)
    finally:
        for descriptor in opened:
            os.close(descriptor)
    return True


@contextmanager
def explain_system_errors(folder: Path) -> Generator[None]:
    """Turn the system's own errors within a block into ones that say what to do.

    Args:
        folder: What the block reads or writes.

    Raises:
        OutsideFaultError: The system refused something.
    """
    try:
        yield
    except OSError as error:
        if is_out_of_files(error) or not can_open_files():
            raise build_files_error() from error
        raise OutsideFaultError(
            f"the store folder {quote_path(folder)} cannot be used ({error.strerror or error}):"
            " make all of it readable and writable for the user of this process, and check its"
            " disk"
        ) from error


def build_files_error() -> OutsideFaultError:
    """Return the error of a process that may open no more files."""
    limit = _read_limit()
    at = f", its limit is {limit:,}" if limit else ""
    return OutsideFaultError(
        f"this process has too many open files{at}: raise the limit, such as with `ulimit -n 4096`,"
        " and start it again; the store itself is not damaged"
    )


def _read_limit() -> int:
    if sys.platform == "win32":
        return 0
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        # It is a file, too.
        return 0
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
