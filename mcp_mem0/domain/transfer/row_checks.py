"""Whether a row that comes from outside has the shape that this program gives its rows."""

import re
from typing import Final

from mcp_mem0.domain.dates import EARLIEST, LATEST
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import Prefix, format_revision_id
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import is_usable
from mcp_mem0.domain.spaces import check_space

NUMBER_MAX: Final = 2**53
"""The largest revision or position: more than any store has, and a number everywhere."""

_LETTERS: Final[dict[type[Row], str]] = {
    Episode: Prefix.EPISODE,
    # Older stores have another letter for messages.
    Excerpt: f"[{Prefix.EXCERPT}x]",
    Fact: Prefix.FACT,
    Relation: Prefix.RELATION,
    Change: Prefix.CHANGE,
    Summary: Prefix.SUMMARY,
    Attempt: Prefix.ATTEMPT,
    Fingerprint: Prefix.FINGERPRINT,
}
_DIGITS: Final = "_[0-9a-hjkmnp-tv-z]{9,14}"
_REVISION: Final = "[.][0-9]{1,9}"
_IDS: Final = {
    kind: re.compile(letter + _DIGITS + (_REVISION if kind is Fact else ""))
    for kind, letter in _LETTERS.items()
}


def check_row(row: Row | Head, *, dimensions: int) -> None:
    """Check a row, or a head, that is to be stored as it is.

    Raises:
        RequestError: Its space, id, numbers, times or vector are such as no row has.
    """
    check_space(row.space)
    if isinstance(row, Head):
        _check_number("revision", row.revision)
        return
    if _IDS[type(row)].fullmatch(row.id) is None:
        raise RequestError(f"its id {quote_value(row.id)} is not one of this program")
    if isinstance(row, Fact):
        _check_number("position", row.position)
        _check_number("revision", row.revision)
        if row.id != format_revision_id(row.lineage, row.revision):
            raise RequestError(f"its id {quote_value(row.id)} is not that of its revision")
    if isinstance(row, Excerpt):
        _check_number("position", row.position)
    if isinstance(row, Change):
        _check_number("revision", row.revision)
    vector = row.vector if isinstance(row, Excerpt | Fact | Relation) else None
    if vector is not None and not is_usable(vector, dimensions):
        raise RequestError(f"its vector is not {dimensions} finite numbers")
    if not EARLIEST <= row.recorded_at <= LATEST or not EARLIEST <= row.said_at <= LATEST:
        raise RequestError("its times are beyond the years 1 to 9999")


def _check_number(name: str, number: int) -> None:
    if not 0 <= number <= NUMBER_MAX:
        raise RequestError(f"its {name} {quote_value(number)} is no such number")
