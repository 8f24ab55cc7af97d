"""How a row was closed, in words."""

from mcp_mem0.domain.model.closings import WITHOUT_SPAN, Closing


def describe_closing(closing: Closing | None) -> str | None:
    """Return how a row was closed, in words; None if it is open."""
    return "withdrawn (never so)" if closing == "withdrawn" else closing


def describe_dated_closing(closing: Closing | None, closed_on: str | None) -> str | None:
    """Return how a row was closed, and on which day if it has no end that would say so."""
    words = describe_closing(closing)
    if words is None or closed_on is None or closing not in WITHOUT_SPAN:
        return words
    return f"{words} on {closed_on}"
