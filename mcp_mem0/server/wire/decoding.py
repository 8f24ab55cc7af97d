"""The bytes of a message as text, whichever encoding its client mixed up."""

import codecs
import logging
import re
from typing import Final

log = logging.getLogger(__name__)

_UNKNOWN: Final = "\ufffd"
_UNKNOWN_ESCAPE: Final = r"\ufffd"
_HALF_CHARS: Final = 6
# Pairs and escaped backslashes match first, so what matches alone is a lone surrogate.
_ESCAPES: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|\\."
)


class WideEncodingError(ValueError):
    """The bytes are UTF-16 or UTF-32."""


def repair_escapes(text: str) -> str:
    r"""Return JSON with `\ufffd` for each escaped lone surrogate.

    A client that cuts a text in the middle of an emoji sends one.
    """
    return _ESCAPES.sub(
        lambda match: _UNKNOWN_ESCAPE if len(match[0]) == _HALF_CHARS else match[0], text
    )


def decode_message(raw: bytes) -> str:
    """Return the text of a message without its byte order mark.

    Bytes that are not UTF-8 are read as Windows-1252, which is what Western Windows programs write
    and includes Latin-1. Where most of the message is UTF-8, a damaged character becomes U+FFFD.

    Raises:
        WideEncodingError: It is UTF-16 or UTF-32, so its lines cannot be told apart.
    """
    body = raw.removeprefix(codecs.BOM_UTF8)
    # JSON has no NUL byte, and ASCII in a wider encoding has many.
    # Programs in C send the one that ends their texts.
    body = body.rstrip(b"\0")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body:
        raise WideEncodingError
    try:
        return body.decode()
    except UnicodeDecodeError:
        return _decode_damaged(body)


def _decode_damaged(body: bytes) -> str:
    try:
        # Some programs write each half of an emoji as a character.
        halves = body.decode(errors="surrogatepass").encode("utf-16-le", errors="surrogatepass")
        return halves.decode("utf-16-le", errors="replace")
    except UnicodeDecodeError:
        pass
    if _is_windows_1252(body):
        log.info("a message is not UTF-8: it was read as Windows-1252")
        return body.decode("cp1252", errors="replace")
    log.info("a message is damaged UTF-8: each damaged character became U+FFFD")
    return body.decode(errors="replace")


def _is_windows_1252(body: bytes) -> bool:
    """Return whether single bytes are wrong, and more of them than there are UTF-8 characters."""
    intact = body.decode(errors="ignore")
    wrong_bytes = len(body) - len(intact.encode())
    wrong_runs = body.decode(errors="replace").count(_UNKNOWN) - intact.count(_UNKNOWN)
    # A character of UTF-8 that was cut off is one run of several bytes.
    return wrong_bytes == wrong_runs > sum(not char.isascii() for char in intact)
