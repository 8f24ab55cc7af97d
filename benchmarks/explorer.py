"""How long the explorer's calls take over HTTP, in one space that holds many facts.

    python -m benchmarks.explorer [--facts 100000] [--store FOLDER]

A store in FOLDER stays there and is used again. The facts name some thousand people and things,
and every other one states a relation between two of them.
"""

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.corpus import IDS, SEED, START, build_fact, draw_direction
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.model.changes import Change, Commit, Effort, Step
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.rows import Fact, Head, Relation

FACTS = 100_000
FACTS_PER_CHANGE = 20
CHANGES_PER_ROUND = 100
MINUTES_PER_CHANGE = 25
ENTITIES = 4_000
TIMES, WARM_UP = 30, 3
SPACE = "default"
_PREDICATES = ("works_with", "lives_near", "manages", "likes", "is_part_of", "reports_to")
_TAGS = ("work", "home", "travel", "health", "plans")
_AUTHORS = ("claude-code", "cursor", "ana (desk)", "bo (desk)")
_SESSIONS = 900


def _choose_name(chance: random.Random) -> str:
    """Return one of the names: half of the time a rare one, otherwise mostly one of a few."""
    rare = chance.random() < 0.5  # noqa: PLR2004 - half
    number = chance.randrange(ENTITIES) if rare else int(chance.paretovariate(1.0)) % ENTITIES
    return f"Person {number}" if number % 3 else f"Project {number}"


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Fills a space with changes, each of some facts."""

    chance: random.Random
    directions: np.random.Generator

    def build_commit(self, revision: int) -> Commit:
        """Return the next change."""
        at = START + timedelta(minutes=MINUTES_PER_CHANGE * revision)
        session = f"session-{revision % _SESSIONS}"
        change = Change(
            id=IDS.make_id(Prefix.CHANGE),
            space=SPACE,
            session=session,
            author=self.chance.choice(_AUTHORS),
            tags=(self.chance.choice(_TAGS),),
            said_at=at,
            recorded_at=at,
            act="remember",
            revision=revision,
            effort=Effort(decided_by="rules (no model configured)"),
        )
        rows = [
            row for number in range(FACTS_PER_CHANGE) for row in self._build_rows(change, number)
        ]
        facts = [row for row in rows if isinstance(row, Fact)]
        change = replace(
            change,
            steps=tuple(Step(operation="ADD", reason="new", opened=fact.id) for fact in facts),
            opened=tuple(row.id for row in rows),
        )
        head = Head(space=SPACE, revision=revision, recorded_at=at)
        return Commit(head=head, change=change, opened=tuple(rows))

    def _build_rows(self, change: Change, number: int) -> list[Fact | Relation]:
        one, other = _choose_name(self.chance), _choose_name(self.chance)
        predicate = self.chance.choice(_PREDICATES)
        note = change.revision * FACTS_PER_CHANGE + number
        text = f"{one} {predicate.replace('_', ' ')} {other}, note {note}."
        fact = replace(
            build_fact(text, change, (one, other)),
            vector=draw_direction(self.directions),
            tags=change.tags,
        )
        if number % 2:
            return [fact]
        relation = Relation(
            id=IDS.make_id(Prefix.RELATION),
            space=SPACE,
            session=fact.session,
            author=fact.author,
            said_at=fact.said_at,
            recorded_at=fact.recorded_at,
            recorded_by=change.id,
            text=text,
            index_text=text,
            subject=one,
            predicate=predicate,
            object=other,
            source=fact.id,
        )
        return [fact, relation]


async def fill(store: Path, facts: int) -> None:
    """Make a store with so many facts in one space, compacted and indexed."""
    identity = MiniLmEmbedder().identity
    records = LanceRecords(str(store), identity=identity, compact_after_rows=20_000)
    await records.open()
    filling = Filling(chance=random.Random(SEED), directions=np.random.default_rng(SEED))
    for revision in range(1, facts // FACTS_PER_CHANGE + 1):
        await records.commit(filling.build_commit(revision))
        if revision % CHANGES_PER_ROUND == 0:
            await records.maintain()
    records.close()
    records = LanceRecords(str(store), identity=identity, fold_after_rows=1, compact_after_rows=1)
    await records.open()
    await records.maintain()
    records.close()
