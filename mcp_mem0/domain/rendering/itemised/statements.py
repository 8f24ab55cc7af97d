"""Rendering what became of each of several statements of one call."""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.rendering.quoting import Output, quote_text
from mcp_mem0.domain.results.receipts import StatedAs, StatementResult
from mcp_mem0.domain.text.normalise import shorten

SHOWN_CHARS_MAX: Final = 200
"""How much of each statement a receipt repeats as text, in characters."""

_WORDS: Final[dict[StatedAs, str]] = {
    "new": "new",
    "known": "known already",
    "changed": "changed what was known",
    "kept": "kept word for word, no fact was taken from it",
}


class StatementModel(Output):
    """What became of one of several statements."""

    position: Annotated[int, Field(description="Its place in contents, from 0.")]
    result: Annotated[StatedAs, Field(description="kept: word for word, without a fact.")]
    facts: tuple[str, ...] | None = None
    may_conflict_with: Annotated[
        tuple[str, ...] | None, Field(description="Facts, or earlier statements of the call.")
    ] = None
    text: str


def build_statement_models(
    results: tuple[StatementResult, ...],
) -> tuple[StatementModel, ...] | None:
    """Return the results of statements as JSON, or None if there are none."""
    models = (
        StatementModel(
            position=result.position,
            result=result.result,
            facts=result.facts or None,
            may_conflict_with=_list_conflicts(result) or None,
            text=result.text,
        )
        for result in results
    )
    return tuple(models) or None


def render_statements(results: tuple[StatementResult, ...]) -> Iterator[str]:
    """Yield the results of statements as text, a line for each."""
    for result in results:
        conflicts = ", ".join(_list_conflicts(result))
        parts = [
            f"contents[{result.position}]",
            " ".join([_WORDS[result.result], *result.facts]),
            *([f"may conflict with {conflicts}"] if conflicts else []),
        ]
        yield f"{', '.join(parts)}: {quote_text(shorten(result.text, SHOWN_CHARS_MAX))}"


def _list_conflicts(result: StatementResult) -> tuple[str, ...]:
    return (*result.conflicts, *(f"contents[{place}]" for place in result.conflicting))
