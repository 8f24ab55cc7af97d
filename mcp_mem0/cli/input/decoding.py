"""Turning bytes into text: UTF-8, UTF-16, or the code page of the terminal.

A byte order mark decides. Without one, zero bytes mean UTF-16, as some shells pipe it; then UTF-8
is tried, because text in a code page is hardly ever valid UTF-8; then the code page.
"""

import codecs
import locale
import os
import re
import sys
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_value

_MARKS: Final = (
    # That of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_UNIVERSAL: Final = {"utf-8", "ascii"}
"""Encodings that say nothing about bytes that are not UTF-8."""

_UNDECODED: Final = re.compile("[\udc80-\udcff]")
"""What Python makes of bytes in a word that it could not decode."""


def decode_text(raw: bytes, name: str, *, code_pages: tuple[str, ...] | None = None) -> str:
    """Return a text with plain line ends and without a byte order mark.

    Args:
        raw: Its bytes.
        name: What a person calls it, for the error.
        code_pages: The encodings to try on what is not UTF-8; by default the terminal's.

    Raises:
        RequestError: It is in no encoding that is known.
    """
    tried = list_code_pages() if code_pages is None else code_pages
    encodings = _list_encodings(raw, tried)
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise _build_error(raw, name, encodings)


def list_code_pages() -> tuple[str, ...]:
    """Return the encodings that the terminal and the machine use, if they are not UTF-8."""
    named = (getattr(sys.stdin, "encoding", None), locale.getpreferredencoding(do_setlocale=False))
    known = (codecs.lookup(name).name for name in named if name)
    return tuple(dict.fromkeys(name for name in known if name not in _UNIVERSAL))


def decode_word(word: str) -> str:
    """Return a word of the command line as text.

    Raises:
        RequestError: It is in no encoding that is known.
    """
    if not _UNDECODED.search(word):
        return word
    try:
        raw = os.fsencode(word)
    except UnicodeEncodeError:
        return word
    return decode_text(raw, f"the argument {quote_value(raw.decode(errors='replace'))}")


def _list_encodings(raw: bytes, code_pages: tuple[str, ...]) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (encoding,)
    if b"\0" in raw:
        # The first byte of a character is zero in big-endian text, the second in little-endian.
        first, second = raw[::2].count(0), raw[1::2].count(0)
        return ("utf-16-be",) if first > second else ("utf-16-le",)
    return ("utf-8", *code_pages)


def _build_error(raw: bytes, name: str, encodings: tuple[str, ...]) -> RequestError:
    if "utf-8" not in encodings:
        return RequestError(
            f"{name} is no text, or no whole text in {encodings[0].upper()}: save it as UTF-8"
        )
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start]
        return RequestError(
            f"{name} is not UTF-8 (line {line} has the byte 0x{byte:02x}): use UTF-8, or name its"
            " encoding in PYTHONIOENCODING, such as cp1252"
        )
    raise AssertionError("what is UTF-8 is decoded")
