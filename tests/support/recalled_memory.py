"""Memories for tests of what is done with them: complete, and readable where it matters."""

from datetime import UTC, datetime

from mcp_mem0.domain.results.recall_result import Memory

MARCH = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FACT_ID = "f_06w2q7k3d"


def memory(text: str = "Ana lives in Oslo") -> Memory:
    """A fact that holds, and nothing else to say about it."""
    return Memory(
        kind="fact",
        id=FACT_ID,
        revision=1,
        space="default",
        text=text,
        speaker=None,
        since=MARCH,
        until=None,
        retired=None,
        replaced_by=None,
        outdated_by=None,
        quote=None,
        author="desktop",
        score=0.5,
        found_by=("words",),
    )
