"""Ids: short, typed and time-ordered, because models miscopy long ones.

An id is a letter for its kind, an underscore and Crockford base-32 digits in lower case:
30 bits of seconds since 2026 (34 years), then 15 random bits for what callers copy (facts,
changes) and 40 for the rest. Short ids may collide; the store's commit refuses that
(see `docs/storage.md`), and the writer tries again with a new one.

A fact's id, `f_06w2q7k3d`, names its lineage; its row id adds the revision: `f_06w2q7k3d.2`.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

from mcp_mem0.domain.errors import RequestError, quote_value

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_SECONDS_DIGITS = 6
_SHORT_DIGITS = 3
_ID_CHARS_MAX = 40
_OLD_EXCERPT = "x_"
_LONG_DIGITS = 8
_LOOKALIKES = str.maketrans("OoIiLl", "001111")
_ID = re.compile(
    r"(?P<prefix>[a-z])_(?P<digits>[0-9a-hjkmnp-tv-z]{9,14})(?:\.(?P<revision>\d{1,9}))?"
)


class Prefix(StrEnum):
    """The letter that says what an id names; callers know an excerpt as a message."""

    EPISODE = "e"
    EXCERPT = "m"
    FACT = "f"
    RELATION = "r"
    CHANGE = "c"
    SUMMARY = "s"
    ATTEMPT = "a"
    FINGERPRINT = "h"


NewId: TypeAlias = Callable[[Prefix], str]
"""Makes an id of a kind."""

_SHORT = frozenset({Prefix.FACT, Prefix.CHANGE})


class IdMaker:
    """Makes ids that are unique within this process.

    Args:
        now: The clock.
        random_below: Returns a whole number from 0 to below its argument, such as
            `secrets.randbelow`.
    """

    def __init__(self, now: Callable[[], datetime], random_below: Callable[[int], int]) -> None:
        self._now = now
        self._random_below = random_below
        self._made: set[str] = set()
        self._second = -1

    def make_id(self, prefix: Prefix) -> str:
        """Return a new id, later than those of earlier seconds."""
        second = max(0, int((self._now() - _EPOCH).total_seconds()))
        if second != self._second:
            self._second = second
            self._made.clear()
        tail_digits = _SHORT_DIGITS if prefix in _SHORT else _LONG_DIGITS
        while True:
            tail = self._random_below(32**tail_digits)
            head = _encode_base32(second, _SECONDS_DIGITS)
            made = f"{prefix}_{head}{_encode_base32(tail, tail_digits)}"
            if made not in self._made:
                self._made.add(made)
                return made
            if len(self._made) >= 32**_SHORT_DIGITS // 2:
                tail_digits = _LONG_DIGITS


def derive_id(prefix: Prefix, *parts: str) -> str:
    """Return an id derived from a caller's key: the same parts give the same id."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    digits = _SECONDS_DIGITS + _LONG_DIGITS
    return f"{prefix}_{_encode_base32(int.from_bytes(digest) % 32**digits, digits)}"


def _encode_base32(number: int, digits: int) -> str:
    text = ""
    for _ in range(digits):
        number, digit = divmod(number, 32)
        text = _DIGITS[digit] + text
    return text


def parse_fact_id(text: str) -> tuple[str, int | None]:
    """Read a fact's id as a caller wrote it: the lineage, and the revision if one was given.

    Upper case, surrounding white space and look-alike letters (O, I, L) are forgiven.

    Raises:
        RequestError: It is not the id of a fact.
    """
    lineage, revision = _parse_text(text, Prefix.FACT, "a fact's id looks like f_06w2q7k3d")
    return lineage, revision


def parse_id(text: str, prefix: Prefix) -> str:
    """Read the id of a change or an episode as a caller wrote it.

    Raises:
        RequestError: It is not an id of that kind.
    """
    example = f"such an id looks like {prefix}_06w2q7k3d"
    parsed, revision = _parse_text(text, prefix, example)
    if revision is not None:
        raise RequestError(f"{quote_value(text)} has a revision, which only facts have; {example}")
    return parsed


def _parse_text(text: str, prefix: Prefix, example: str) -> tuple[str, int | None]:
    plain = text.strip()[:_ID_CHARS_MAX]
    head, underscore, tail = plain.partition("_")
    match = _ID.fullmatch(head.lower() + underscore + tail.translate(_LOOKALIKES).lower())
    if match is None or match["prefix"] != prefix:
        raise RequestError(
            f"{quote_value(text)} is not the id that is needed here: {example};"
            " copy it from a receipt or from recall"
        )
    revision = match["revision"]
    return f"{prefix}_{match['digits']}", int(revision) if revision else None


def format_message_id(excerpt_id: str) -> str:
    """Return the id of a message as callers see it; older stores have another letter."""
    if not excerpt_id.startswith(_OLD_EXCERPT):
        return excerpt_id
    return f"{Prefix.EXCERPT}_{excerpt_id.removeprefix(_OLD_EXCERPT)}"


def list_excerpt_ids(message_id: str) -> tuple[str, ...]:
    """Return the row ids that a message's id may stand for."""
    digits = message_id.removeprefix(f"{Prefix.EXCERPT}_")
    return (message_id, f"{_OLD_EXCERPT}{digits}")


def parse_message_id(text: str) -> str | None:
    """Read the id of a message as a caller wrote it; None if it is no such id."""
    plain = text.strip()[:_ID_CHARS_MAX]
    letter, _, rest = plain.partition("_")
    known = f"{Prefix.EXCERPT}_{rest}" if f"{letter.lower()}_" == _OLD_EXCERPT else plain
    try:
        return parse_id(known, Prefix.EXCERPT)
    except RequestError:
        return None


def parse_memory_id(text: str) -> tuple[Prefix, str, int | None]:
    """Read the id of a fact, a message, an episode or a change as a caller wrote it.

    Returns:
        Its kind, the id without a revision, and the revision, if one was given.

    Raises:
        RequestError: It is none of these.
    """
    message = parse_message_id(text)
    if message is not None:
        return Prefix.EXCERPT, message, None
    letter = text.strip()[:1].lower()
    if letter == Prefix.FACT:
        return Prefix.FACT, *parse_fact_id(text)
    for kind in (Prefix.EPISODE, Prefix.CHANGE):
        if letter == kind:
            return kind, parse_id(text, kind), None
    raise RequestError(
        f"{quote_value(text)} is not the id of a fact (f_), a message (m_), an episode (e_) or a"
        " change (c_): copy it from recall or a receipt"
    )


def format_revision_id(lineage: str, revision: int) -> str:
    """Return the row id of one revision of a fact."""
    return f"{lineage}.{revision}"


def count_seconds(unix_seconds: float) -> int:
    """Return a moment in the seconds that ids begin with."""
    return max(0, int(unix_seconds - _EPOCH.timestamp()))


def find_second(row_id: str) -> int | None:
    """Return the second in which an id was made; for a derived id it means nothing.

    Returns:
        None if it is not an id of ours.
    """
    match = _ID.fullmatch(row_id)
    if match is None:
        return None
    second = 0
    for digit in match["digits"][:_SECONDS_DIGITS]:
        second = second * len(_DIGITS) + _DIGITS.index(digit)
    return second
