"""A stream in a code page takes every character, and one that cannot be written stops nothing."""

import io
import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

from mcp_mem0.cli.output.streams import open_streams
from mcp_mem0.cli.output.terminal import build_console, write, write_error, write_json
from tests.support.code_page_streams import write_in

WORDS = "Řehoř said “yes – 東京…” 😀"
DOCUMENT = json.dumps({"text": WORDS}, ensure_ascii=False)
CODE_PAGES = ["cp437", "cp850", "cp932", "cp949", "cp1251", "cp1252", "ascii", "utf-8", "utf-16"]


@contextmanager
def full_disk() -> Generator[None]:
    with Path("/dev/full").open("w", encoding="utf-8") as full, redirect_stdout(full):
        yield


@contextmanager
def closed_pipe() -> Generator[None]:
    read, write_end = os.pipe()
    os.close(read)
    with os.fdopen(write_end, "w", encoding="utf-8") as pipe, redirect_stdout(pipe):
        yield


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_words_and_tables_are_written_in_any_code_page(encoding: str) -> None:
    with write_in(encoding) as written, open_streams():
        write(WORDS)
        write_error(WORDS)
        build_console(width=200).print(WORDS)

    assert "said" in written.text
    assert "said" in written.complaint


def test_marks_become_plain_and_letters_are_escaped() -> None:
    with write_in("ascii") as written, open_streams():
        write(WORDS)

    assert written.text == '\\u0158eho\\u0159 said "yes - \\u6771\\u4eac..." \\U0001f600'


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_json_means_the_same_in_any_code_page(encoding: str) -> None:
    with write_in(encoding) as written, open_streams():
        write_json(DOCUMENT)

    assert json.loads(written.text) == {"text": WORDS}


def test_what_a_stream_can_hold_stays_as_it_is() -> None:
    with write_in("cp1252") as written, open_streams():
        write("“yes” – café…")

    assert written.text == "“yes” – café…"


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="the system has no full disk to write to"
)
def test_a_full_disk_is_a_loss_and_the_rest_is_dropped() -> None:
    with full_disk(), open_streams() as streams:
        write("a")
        build_console().print("b")
        loss = streams.find_loss()

    assert loss is not None
    assert "No space left" in str(loss)


def test_a_reader_that_has_gone_is_no_loss() -> None:
    with closed_pipe(), open_streams() as streams:
        write("a")
        build_console().print("b")
        loss, failure = streams.find_loss(), streams.output.failure

    assert loss is None
    assert isinstance(failure, BrokenPipeError)


def test_closed_streams_are_empty_ones() -> None:
    before = sys.stdin, sys.stdout, sys.stderr
    try:
        # As Python starts a process whose streams are closed.
        for name in ("stdin", "stdout", "stderr"):
            setattr(sys, name, None)
        with open_streams() as streams:
            write("a")
            write_error("b")
            read = sys.stdin.read()
            loss = streams.find_loss()
    finally:
        sys.stdin, sys.stdout, sys.stderr = before

    assert (read, loss) == ("", None)


def test_a_stream_without_an_encoding_takes_all() -> None:
    with io.StringIO() as stream, redirect_stdout(stream), open_streams():
        write(WORDS)
        said = stream.getvalue()

    assert said == WORDS
