"""Exit codes."""

from enum import IntEnum
from typing import Final

from mcp_mem0.domain.errors import (
    Mem0Error,
    ModelError,
    ReaderGoneError,
    RequestError,
    SettingsError,
    StoreError,
)


class Exit(IntEnum):
    """Why a command ended."""

    DONE = 0
    FAULT = 1
    """An internal error, or `check`, `doctor`, `demo` or `eval` found something broken."""
    REQUEST = 2
    """The command line or a setting is invalid; nothing was changed."""
    STORE = 3
    """The store cannot be opened, read or written."""
    MODEL = 4
    """A model could not be reached or did not answer in time, or `replay` or `pending --retry`
    decided nothing.
    """
    OUTPUT = 5
    """What was asked was done, but the standard output could not be written."""
    INTERRUPTED = 130
    """Ctrl-C."""
    CLOSED = 141
    """Whoever read an export stopped before it was whole."""


_BY_ERROR: Final[tuple[tuple[type[Mem0Error], Exit], ...]] = (
    (ReaderGoneError, Exit.CLOSED),
    (RequestError, Exit.REQUEST),
    (SettingsError, Exit.REQUEST),
    (StoreError, Exit.STORE),
    (ModelError, Exit.MODEL),
)


def choose_exit_code(error: Mem0Error) -> Exit:
    """Return the exit code for an error."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), Exit.FAULT)
