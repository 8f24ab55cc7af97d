r"""Standard streams that take every character, and that never stop a command in the middle.

A stream in a code page cannot hold every character: a mark of typography becomes its plain form,
any other character its escape, such as `\u0158`. Once a stream cannot be written any more, the
rest is dropped and the command goes on: what it does is worth more than what it says.
"""

import codecs
import errno
import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO, cast

from mcp_mem0.domain.text.escapes import escape_character

_HANDLER: Final = "mcp_mem0.spell_out"

_PLAIN: Final = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("‐‑‒–—―−─", "-"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("├└┌┐┘┤┬┴┼", "+"),
    **dict.fromkeys("•·", "*"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    "…": "...",
    "→": "->",
    "←": "<-",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
}
"""Marks of typography, which mean the same in plain form."""

_CLOSED: Final = {errno.EPIPE, errno.ESHUTDOWN, *({errno.EINVAL} if os.name == "nt" else ())}
"""Errors of a pipe whose reader has gone; Windows says that an argument is invalid."""


def spell_out(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for the characters that a stream cannot hold, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(char) or escape_character(char) for char in lost), error.end


codecs.register_error(_HANDLER, spell_out)


def can_hold(text: str, stream: TextIO) -> bool:
    """Whether a stream can hold each character of a text."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def spell_for(text: str, stream: TextIO) -> str:
    """Return a text as a stream will show it."""
    if can_hold(text, stream):
        return text
    return text.encode(stream.encoding, _HANDLER).decode(stream.encoding)


class LenientStream:
    """A stream that drops what comes after its first failure to write.

    Attributes:
        failure: That failure.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def write(self, text: str) -> int:
        """Write a text; return its length."""
        if self.failure is None:
            try:
                self._stream.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Write out what is buffered."""
        if self.failure is None:
            try:
                self._stream.flush()
            except OSError as error:
                self._give_up(error)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)

    def _give_up(self, error: OSError) -> None:
        self.failure = error
        # Else Python fails once more when it ends, with what is still buffered.
        with suppress(OSError):
            discard_output(self._stream.fileno())


def discard_output(descriptor: int) -> None:
    """Let everything that is written to a descriptor vanish."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


@dataclass(frozen=True, slots=True)
class StandardStreams:
    """The standard streams during one command."""

    output: LenientStream

    def find_loss(self) -> OSError | None:
        """Return why the output was not written; None if it was, or nobody reads it any more."""
        self.output.flush()
        failure = self.output.failure
        return None if failure is None or failure.errno in _CLOSED else failure


@contextmanager
def open_streams() -> Generator[StandardStreams]:
    """Make the standard streams lenient during a block; a closed one is empty."""
    before = sys.stdin, sys.stdout, sys.stderr
    with ExitStack() as opened:
        stdin, stdout, stderr = (
            # None where a process was started with closed streams.
            cast("TextIO | None", stream) or opened.enter_context(_open_nowhere(mode))
            for stream, mode in zip(before, "rww", strict=True)
        )
        output, errors = _make_lenient(stdout), _make_lenient(stderr)
        sys.stdin = stdin
        sys.stdout, sys.stderr = cast("TextIO", output), cast("TextIO", errors)
        try:
            yield StandardStreams(output)
        finally:
            output.flush()
            errors.flush()
            sys.stdin, sys.stdout, sys.stderr = before


def _open_nowhere(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def _make_lenient(stream: TextIO) -> LenientStream:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_HANDLER)
    return LenientStream(stream)
