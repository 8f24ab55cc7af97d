"""Standard streams in an encoding of choice, in this process."""

import io
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """What was written to both streams."""

    out: io.BytesIO
    err: io.BytesIO
    encoding: str

    @property
    def text(self) -> str:
        return self.out.getvalue().decode(self.encoding)

    @property
    def complaint(self) -> str:
        return self.err.getvalue().decode(self.encoding)


@contextmanager
def write_in(encoding: str) -> Generator[Written]:
    """Let both streams be strict ones of an encoding, as on a pipe of Windows."""
    written = Written(io.BytesIO(), io.BytesIO(), encoding)
    out, err = (
        io.TextIOWrapper(each, encoding=encoding, newline="\n")
        for each in (written.out, written.err)
    )
    with redirect_stdout(out), redirect_stderr(err):
        yield written
        # Else the wrappers close what was written when they go.
        out.detach()
        err.detach()


@contextmanager
def type_in(raw: bytes, encoding: str = "utf-8") -> Generator[None]:
    """Let the standard input be some bytes."""
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(raw), encoding=encoding)
    try:
        yield
    finally:
        sys.stdin = before
