"""Pools of candidates for tests of ranking."""

from mcp_mem0.domain.graph.model import LinkedFact
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.people import find_person
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.retrieval.question import read_question
from tests.support.row_builders import NOON, fact


def message(  # noqa: PLR0913 - what messages differ in
    number: int,
    text: str,
    *,
    by: str = "user",
    session: str = "morning",
    source: str = "e_000000001",
    position: int | None = None,
) -> Excerpt:
    """Return one message of a conversation."""
    return Excerpt(
        id=f"x_{number:09}",
        space="default",
        session=session,
        author="tester",
        said_at=NOON,
        recorded_at=NOON,
        text=text,
        index_text=f"1 May 2026\n{by}: {text}",
        source=source,
        position=number if position is None else position,
    )


def candidate(
    row: Fact | Excerpt, *, meaning: float = 0.0, words: float = 0.0, graph: float = 0.0
) -> Candidate:
    """Return a row as a candidate with these measures."""
    link = LinkedFact(fact=fact(1), score=graph, start="Ana")
    return Candidate(
        row=row,
        person=find_person(row),
        cosine=meaning,
        words=words,
        link=link if graph else None,
    )


def pool(asked: str, *candidates: Candidate) -> Pool:
    """Return the pool of a question."""
    people = frozenset(each.person for each in candidates if each.person)
    return Pool(
        question=read_question(asked, people),
        candidates={each.row.id: each for each in candidates},
    )
