"""Texts that stand in for ids that the library cannot take as the client sent them.

JSON-RPC allows numbers with a fraction, like 2.0; the library does not. And in a session of
streamable HTTP it mixes up two requests under way whose ids read alike, like 1 and "1".

Inside, such an id is a text that only this process can have made. On the way out, wherever it
stands in a message, it becomes again what the client sent.
"""

import json
import math
import re
import secrets
from typing import Final

_MARK: Final = f"id-{secrets.token_hex(16)}:"
_MARK_BYTES: Final = _MARK.encode()
_MARKED: Final = re.compile(rb'"' + _MARK_BYTES + rb'\d+:([0-9a-f]+)"')


def mark_number(number: float) -> str | float:
    """Return the text that stands for a number; one that JSON cannot write stays as it is."""
    return mark_id(number) if math.isfinite(number) else number


def mark_id(given_id: str | float, serial: int = 0) -> str:
    """Return the text that stands for an id: the same for the same serial number."""
    return f"{_MARK}{serial}:{json.dumps(given_id).encode().hex()}"


def restore_ids(message: bytes) -> bytes:
    """Return JSON with the ids that texts stand for."""
    # One of two ids that read alike may itself be a number that was marked.
    while _MARK_BYTES in message:
        restored = _MARKED.sub(lambda match: bytes.fromhex(match[1].decode()), message)
        if restored == message:
            break
        message = restored
    return message
