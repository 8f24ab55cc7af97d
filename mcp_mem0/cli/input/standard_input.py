"""Reading the standard input, where a command says `-`."""

import sys
from typing import Final, overload

from mcp_mem0.cli.input.decoding import decode_text
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.domain.errors import RequestError

STDIN: Final = "-"
"""The word that stands for the standard input."""

STDIN_NAME: Final = "the standard input"

INPUT_BYTES_MAX: Final = 64 * 1024**2
"""The longest input: more than any request takes."""

_END: Final = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D on a line of its own"


@overload
def read_word(word: str, *, awaited: str) -> str: ...
@overload
def read_word(word: str | None, *, awaited: str) -> str | None: ...
def read_word(word: str | None, *, awaited: str) -> str | None:
    """Return a word of the command line; of `-`, the text on the standard input.

    Args:
        word: The word.
        awaited: What the text is, for a person at a terminal and for errors.

    Raises:
        RequestError: There is no text there, or it cannot be read.
    """
    if word != STDIN:
        return word
    text = decode_text(read_standard_input(awaited), STDIN_NAME).strip()
    if not text:
        raise _build_empty_error(awaited)
    return text


def read_standard_input(awaited: str) -> bytes:
    """Return what is on the standard input; a person at a terminal is told what is awaited.

    Raises:
        RequestError: Nothing is there, or it cannot be read.
    """
    if sys.stdin.isatty():
        write_error(f"Type {awaited}, then press {_END}:\n")
    try:
        raw = sys.stdin.buffer.read(INPUT_BYTES_MAX + 1)
    except OSError as error:
        raise RequestError(
            f"{STDIN_NAME} cannot be read ({error.strerror or error}): pipe {awaited} into the"
            " command"
        ) from error
    if len(raw) > INPUT_BYTES_MAX:
        raise RequestError(
            f"{STDIN_NAME} has more than {INPUT_BYTES_MAX:,} bytes: pipe {awaited} in parts"
        )
    if not raw.strip():
        raise _build_empty_error(awaited)
    return raw


def _build_empty_error(awaited: str) -> RequestError:
    return RequestError(f"{STDIN_NAME} is empty: pipe {awaited} into the command")
