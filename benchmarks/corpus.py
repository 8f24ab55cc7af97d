"""Seeded facts that read like facts, and stores that are full of them."""

import random
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.model.changes import Change, Commit, Effort, Step
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Intake, Relation, Statement
from mcp_mem0.domain.model.vectors import Vector, normalise_vector

SEED = 20_241_104
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
FACTS_PER_CHANGE = 50
CHANGES_PER_ROUND = 40
IDS = IdMaker(lambda: datetime.now(UTC), secrets.randbelow)
"""Ids are not seeded: two spaces that were must not have the same."""

_PEOPLE = ("Ana", "Bo", "Chidi", "Dagny", "Emre", "Fumiko", "Goran", "Hana", "Ines", "Jonas")
_ACTS = (
    ("prefers", ("tea", "window seats", "dark mode", "long walks", "short meetings", "trains")),
    (
        "works on",
        ("billing", "search", "the mobile app", "onboarding", "the data lake", "payments"),
    ),
    (
        "lives near",
        ("the harbour", "the old mill", "a park", "the station", "the lake", "a school"),
    ),
    ("is learning", ("Finnish", "the cello", "Rust", "pottery", "sailing", "chess openings")),
    ("keeps", ("bees", "a diary", "two cats", "an allotment", "spare keys", "old radios")),
)
_WHENS = ("since spring", "on Mondays", "after the move", "this year", "with Kim", "for now")


def statements(count: int, *, seed: int = SEED) -> Iterator[str]:
    """Yield statements, each different from the others by its number."""
    chance = random.Random(seed)
    for number in range(count):
        act, things = chance.choice(_ACTS)
        person, thing, when = chance.choice(_PEOPLE), chance.choice(things), chance.choice(_WHENS)
        yield f"{person} {act} {thing} {when}, note {number}."


async def filled(store: Path, facts: Mapping[str, int]) -> None:
    """Make a store with so many facts in each space, compacted and indexed."""
    identity = MiniLmEmbedder().identity
    # Compacted seldom on the way: each time costs as much as the table is large by then.
    records = LanceRecords(str(store), identity=identity, compact_after_rows=20_000)
    await records.open()
    for number, (space, count) in enumerate(facts.items()):
        await fill(records, space, count, seed=number)
        await records.maintain()
    records.close()
    records = LanceRecords(str(store), identity=identity, fold_after_rows=1, compact_after_rows=1)
    await records.open()
    await records.maintain()
    records.close()


async def fill(records: LanceRecords, space: str, facts: int, *, seed: int = SEED) -> None:
    """Write facts into a space, as real changes with made-up vectors.

    The vectors are random directions: what is measured afterwards is time, not quality, and
    embedding a hundred thousand texts would take most of an hour.
    """
    chance = np.random.default_rng([seed, *space.encode()])
    texts = list(statements(facts, seed=seed))
    for revision, first in enumerate(range(0, facts, FACTS_PER_CHANGE), start=1):
        chunk = texts[first : first + FACTS_PER_CHANGE]
        await records.commit(_commit(space, chunk, revision, chance))
        if revision % CHANGES_PER_ROUND == 0:
            await records.maintain()


def build_change(space: str, at: datetime, revision: int) -> Change:
    """Return a change that was decided by the rules."""
    return Change(
        id=IDS.make_id(Prefix.CHANGE),
        space=space,
        session="benchmark",
        author="benchmark",
        said_at=at,
        recorded_at=at,
        act="remember",
        revision=revision,
        effort=Effort(decided_by="rules (no model configured)"),
    )


def build_relation(fact: Fact, subject: str, predicate: str, object_: str) -> Relation:
    """Return the relation that a fact states."""
    return Relation(
        id=IDS.make_id(Prefix.RELATION),
        space=fact.space,
        session=fact.session,
        author=fact.author,
        said_at=fact.said_at,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        text=fact.text,
        index_text=fact.text,
        subject=subject,
        predicate=predicate,
        object=object_,
        source=fact.id,
    )


def _commit(space: str, texts: list[str], revision: int, chance: np.random.Generator) -> Commit:
    at = START + timedelta(minutes=revision)
    change = build_change(space, at, revision)
    facts = tuple(
        replace(build_fact(text, change, (text.partition(" ")[0],)), vector=draw_direction(chance))
        for text in texts
    )
    change = replace(
        change,
        steps=tuple(Step(operation="ADD", reason="new", opened=fact.id) for fact in facts),
        opened=tuple(fact.id for fact in facts),
    )
    head = Head(space=space, revision=revision, recorded_at=at)
    return Commit(head=head, change=change, opened=facts)


def build_fact(text: str, change: Change, entities: tuple[str, ...]) -> Fact:
    """Return a fact that a change added, of an episode that is not stored."""
    episode = Episode(
        id=IDS.make_id(Prefix.EPISODE),
        space=change.space,
        session=change.session,
        author=change.author,
        said_at=change.said_at,
        recorded_at=change.recorded_at,
        intake=Intake(content=text),
    )
    return Fact.from_statement(
        replace(Statement.from_words(text), entities=entities),
        episode,
        lineage=IDS.make_id(Prefix.FACT),
        revision=1,
        recorded_at=change.recorded_at,
        recorded_by=change.id,
    )


def draw_direction(chance: np.random.Generator) -> Vector:
    """Return a random direction in place of an embedding."""
    return normalise_vector(chance.standard_normal(MiniLmEmbedder().identity.dimensions).tolist())
