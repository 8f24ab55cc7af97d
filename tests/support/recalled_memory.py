"""Memories for tests of what is done with them: complete, and readable where it matters."""

from dataclasses import replace
from datetime import UTC, datetime

from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Intake, Statement
from mcp_mem0.domain.results.recall_result import Memory

MARCH = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
FACT_ID = "f_06w2q7k3d"


def memory(text: str = "Ana lives in Oslo") -> Memory:
    """A current fact without further details."""
    stated = Fact.from_statement(
        Statement.from_words(text),
        Episode(
            id="e_06w2q7k3d00000",
            space="default",
            session="morning",
            author="desktop",
            said_at=MARCH,
            recorded_at=MARCH,
            intake=Intake(content=text),
        ),
        lineage=FACT_ID,
        revision=1,
        recorded_at=MARCH,
    )
    return Memory(
        row=stated,
        speaker=None,
        until=None,
        replaced_by=None,
        outdated_by=None,
        score=0.5,
        found_by=("words",),
    )


def change_row(memory: Memory, **changes: object) -> Memory:
    """The memory of a row that differs in some fields."""
    return replace(memory, row=replace(memory.row, **changes))  # pyright: ignore[reportArgumentType]


def excerpt(text: str, *, speaker: str) -> Memory:
    """A quoted message."""
    said = memory().row
    row = Excerpt(
        id="x_06w2q7k3d00000",
        space=said.space,
        session=said.session,
        author=said.author,
        said_at=said.said_at,
        recorded_at=said.recorded_at,
        text=text,
        index_text=f"{speaker}: {text}",
        source=said.source,
        position=said.position,
    )
    return replace(memory(), row=row, speaker=speaker)
