"""Telling which excerpts may answer a question about another moment: by the facts drawn from them.

An excerpt has no validity of its own, but what it says is what its facts say.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from mcp_mem0.domain.dates import place_moment
from mcp_mem0.domain.model.closings import HELD_BEFORE
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.text.times.announced_start import read_announced_start


def is_void_at(drawn: Sequence[Fact], moment: datetime) -> bool:
    """Return whether an excerpt says only what did not hold at a moment.

    One without facts is never void: nobody decided what it says. Facts that never held for
    themselves say nothing about the moment.

    Args:
        drawn: What became of the facts that were drawn from it, or that it repeats.
        moment: The moment asked about.
    """
    held = [fact for fact in drawn if fact.is_open or fact.retired_as in HELD_BEFORE]
    return bool(held) and not any(is_held_at(fact, moment) for fact in held)


def is_held_at(fact: Fact, moment: datetime) -> bool:
    """Return whether a fact held at a moment, as far as its dates are known.

    A bare day is the one of the clocks that the moment is read from.
    """
    zone = moment.tzinfo or UTC
    end, closing = fact.stated_end, fact.stated_closing
    return (
        is_begun_at(fact, moment)
        and (end is None or place_moment(end, zone) >= moment)
        and (closing is None or place_moment(closing, zone) > moment)
    )


def has_row_begun(row: Fact | Excerpt, moment: datetime) -> bool:
    """Return whether what a row says had begun by a moment; by its words if it has no dates."""
    if isinstance(row, Fact) and row.stated_start is not None:
        return is_begun_at(row, moment)
    start = read_announced_start(row.text, row.said_at.date())
    return start is None or start <= moment.astimezone(row.said_at.tzinfo).date()


def is_begun_at(fact: Fact, moment: datetime) -> bool:
    """Return whether a fact had begun by a moment; one without a start has."""
    start = fact.stated_start
    return start is None or place_moment(start, moment.tzinfo or UTC) <= moment
