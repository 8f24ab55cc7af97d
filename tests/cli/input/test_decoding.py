"""Bytes become the text that was meant, in whatever encoding they came, or are refused."""

import pytest

from mcp_mem0.cli.input.decoding import decode_text, decode_word
from mcp_mem0.domain.errors import RequestError
from tests.support.code_page_streams import type_in

WORDS = "Řehoř má psa"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250"],
)
def test_an_encoding_is_found(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding), "x", code_pages=("cp1250",)) == WORDS


@pytest.mark.parametrize(
    ("words", "code_page"),
    [
        ("Живёт в Осло", "cp1251"),
        ("東京に住む", "cp932"),
        ("서울에 산다", "cp949"),
        ("café", "cp850"),
    ],
)
def test_the_code_page_of_the_terminal_is_tried(words: str, code_page: str) -> None:
    with type_in(b"", code_page):
        assert decode_text(words.encode(code_page), "x") == words


def test_line_ends_of_windows_become_plain() -> None:
    assert decode_text(b"a\r\nb\rc\n", "x") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"a\ncaf\xe9", "x is not UTF-8 (line 2 has the byte 0xe9)"),
        ("é".encode("utf-16") + b"\x01", "x is no text, or no whole text in UTF-16"),
        (b"\x89PNG\x00\x00\xd8", "x is no text"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(RequestError) as caught:
        decode_text(raw, "x", code_pages=())

    assert problem in str(caught.value)


def test_a_word_that_the_machine_could_not_decode_is_utf_8() -> None:
    # As a machine with LC_ALL=C hands it over.
    assert decode_word(WORDS.encode().decode("ascii", "surrogateescape")) == WORDS


def test_a_word_may_be_in_the_terminals_code_page() -> None:
    word = "café".encode("cp1252").decode("ascii", "surrogateescape")

    with type_in(b"", "cp1252"):
        assert decode_word(word) == "café"
    with type_in(b"", "utf-8"), pytest.raises(RequestError, match="the argument 'caf"):
        decode_word(word)
