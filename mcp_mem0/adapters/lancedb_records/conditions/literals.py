"""Values as literals of a condition, which they cannot break out of.

LanceDB takes a condition as text and has no bound parameters, so a value that ends its literal
early could inject the rest of the condition. LanceDB's own `lit(…).to_sql()` allows that: it does
not double a quote after a backslash.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, NewType, assert_never

from mcp_mem0.domain.errors import RequestError, quote_value

Condition = NewType("Condition", str)
"""A condition that was built in this room; no other text is one."""

_WHOLE_NUMBER_BITS: Final = 63
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

MATCHES_NOTHING: Final = "kind = ''"


def format_literal(value: str | int | datetime) -> str:
    """Return a value as a literal that it cannot break out of.

    Raises:
        RequestError: No row can hold the value.
    """
    match value:
        case str():
            return _format_text(value)
        case datetime():
            microseconds = (value - EPOCH) // timedelta(microseconds=1)
            return f"CAST({microseconds:d} AS TIMESTAMP(6))"
        case int():
            if value.bit_length() > _WHOLE_NUMBER_BITS:
                raise RequestError(
                    f"the number has {value.bit_length():,} bits, and stored ones have at most"
                    f" {_WHOLE_NUMBER_BITS}: give a smaller one"
                )
            return f"{value:d}"
        case _:
            assert_never(value)


def _format_text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise RequestError(
            f"{quote_value(value)} has half of a character (a lone surrogate): send valid Unicode"
        ) from error
    # A backslash escapes nothing here, so a quote ends the literal unless it is doubled.
    return "'" + value.replace("'", "''") + "'"


def build_in_condition(column: str, values: Iterable[str]) -> str:
    """Return the condition that a column has one of some values; no values match nothing."""
    literals = ", ".join(format_literal(value) for value in values)
    return f"{column} IN ({literals})" if literals else MATCHES_NOTHING
