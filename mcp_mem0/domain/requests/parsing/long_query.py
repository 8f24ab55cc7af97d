"""Shortening a question that is too long to search for, such as a message with a whole log."""

import re
from itertools import chain
from typing import Final

from mcp_mem0.domain.requests.intake_redaction import TakenSecret
from mcp_mem0.domain.requests.redaction import describe_question_secrets
from mcp_mem0.domain.secrets import redact
from mcp_mem0.domain.text.cleaning import split_text
from mcp_mem0.domain.visible_text import strip_invisible

READ_CHARS_MAX: Final = 8_000
"""How much of the beginning and of the end is looked at."""

PIECE_CHARS_MAX: Final = 500
"""A sentence that is longer counts as several."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…。！？؟।])\s+|(?<=[。！？])|\n+")
_ASKING: Final = re.compile(r"[?？؟⁇⁈\u037e][\s!?！？…)\]\"'»”’」』]*$")


def shorten_query(text: str, chars_max: int) -> tuple[str, tuple[str, ...]]:
    """Return what asks in a long text, and as much of its beginning and end as fits, with notes.

    Secrets are redacted before anything is cut, because half of one would not be recognised.
    """
    halves = [text]
    if len(text) > 2 * READ_CHARS_MAX:
        halves = [text[:READ_CHARS_MAX], text[-READ_CHARS_MAX:]]
    clean = [redact(half) for half in halves]
    pieces = [
        " ".join(piece.split())
        for half in clean
        for sentence in _SENTENCE_END.split(strip_invisible(half.text))
        for piece in split_text(sentence.strip(), PIECE_CHARS_MAX)
    ]
    short = _choose_pieces(pieces, chars_max)
    taken = [TakenSecret(kind, "query") for half in clean for kind in half.kinds]
    note = (
        f"the query of {len(text):,} characters was shortened to {len(short):,}: its questions, its"
        " beginning and its end were searched for"
    )
    return short, (note, *describe_question_secrets(taken))


def _choose_pieces(pieces: list[str], chars_max: int) -> str:
    """Return the questions, last first, then from both ends what fits, in the order of the text."""
    places = range(len(pieces))
    asking = [place for place in reversed(places) if _ASKING.search(pieces[place])]
    ends = chain.from_iterable(zip(places, reversed(places), strict=True))
    room = chars_max
    chosen: set[int] = set()
    for place in dict.fromkeys([*asking, *ends]):
        size = len(pieces[place]) + 1
        if size <= room:
            chosen.add(place)
            room -= size
    return " ".join(pieces[place] for place in sorted(chosen))
