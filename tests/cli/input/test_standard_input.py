"""`-` is the standard input wherever a command asks for a text."""

import json
import os
import sys
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.code_page_streams import type_in
from tests.support.running import Terminal

TALK = '[{"role": "user", "content": "The blue bicycle is mine", "name": "Řehoř"}]'


def test_a_statement_and_a_question_come_from_stdin(terminal: Terminal) -> None:
    with type_in("Řehoř má psa.\r\n".encode("utf-16")):
        kept = terminal.answered("remember", "-")
    with type_in("Řehoř\n".encode()):
        related = terminal.answered("relate", "-", "lives in", "Brno")
    with type_in("Řehoř".encode("cp1250"), "cp1250"):
        found = terminal.answered("recall", "-")
    with type_in(b"\xef\xbb\xbfpsa"):
        listed = terminal.run("forget", "--query", "-")

    assert kept["operations"][0]["text"] == "Řehoř má psa."
    assert related["operations"][0]["text"] == "Řehoř lives in Brno"
    assert "Řehoř má psa." in [each["text"] for each in found["memories"]]
    assert "Řehoř má psa." in listed.out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_conversation_comes_from_a_file_in_any_encoding(
    terminal: Terminal, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "talk.json"
    file.write_bytes(TALK.encode(encoding))

    assert terminal.run("remember", "--messages", str(file)).code == Exit.DONE
    assert "Řehoř" in terminal.check_output("recall", "bicycle", "--full")


def test_a_conversation_comes_from_stdin(terminal: Terminal) -> None:
    with type_in(TALK.encode()):
        assert terminal.run("remember", "--messages", "-").code == Exit.DONE
    assert "blue bicycle" in terminal.check_output("recall", "bicycle")


@pytest.mark.parametrize(
    "arguments", [("remember", "-"), ("recall", "-"), ("remember", "--messages", "-")]
)
@pytest.mark.parametrize("raw", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_stdin_is_one_sentence(
    terminal: Terminal, arguments: tuple[str, ...], raw: bytes
) -> None:
    with type_in(raw):
        ended = terminal.run(*arguments)

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert "empty" in ended.err
    assert ended.err.count("\n") == 1
    assert not terminal.store.exists()


def test_a_zip_is_left_to_import(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(b"PK\x03\x04 and more")

    ended = terminal.run("remember", "--messages", str(file))

    assert ended.code == Exit.REQUEST
    assert "mcp-mem0 import" in ended.err


def test_a_word_that_the_machine_could_not_decode_is_text(terminal: Terminal) -> None:
    word = "Řehoř má psa.".encode().decode("ascii", "surrogateescape")

    kept = terminal.run("remember", word, "--tag", word, "--json")

    assert json.loads(kept.out)["operations"][0]["text"] == "Řehoř má psa."


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_person_at_a_terminal_is_told_what_is_awaited(terminal: Terminal) -> None:
    keys, screen = os.openpty()
    os.write(keys, b"Ana lives in Oslo\n\x04")
    before = sys.stdin
    try:
        with os.fdopen(screen, encoding="utf-8") as sys.stdin:
            kept = terminal.run("remember", "-")
    finally:
        sys.stdin = before
        os.close(keys)

    assert kept.code == Exit.DONE
    assert kept.err == "Type the statement, then press Ctrl-D on a line of its own:\n"
    assert "Ana lives in Oslo" in kept.out
