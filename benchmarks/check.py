"""How long a check of the whole store takes."""

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from benchmarks.corpus import IDS, SEED, START, statements
from benchmarks.measure import table
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.domain.decisions.change_builder import plan_next_change
from mcp_mem0.domain.decisions.commit_builder import (
    OpenRows,
    build_decision_commit,
    list_texts_to_embed,
)
from mcp_mem0.domain.decisions.episode_builder import build_episode, build_excerpts
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.operations import Add
from mcp_mem0.domain.model.rows import Intake, Message, StatedRelation, Statement
from mcp_mem0.domain.model.vectors import Vector, normalise_vector
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.text.search_text import build_excerpt_texts
from mcp_mem0.services.inspect.check import Check

ROWS = 100_000
MESSAGES = 500
"""Messages of one episode; each is an excerpt and states one fact and one relation."""

ROWS_PER_EPISODE = 3 * MESSAGES + 2
DIRECTIONS = 200
SPACE = "checked"


async def _fill(records: LanceRecords) -> None:
    """Write episodes, and decide each as a model would that draws a fact from each message."""
    chance = random.Random(SEED)
    # Where a vector points changes nothing here, and making one for each row takes minutes.
    directions = cycle([_direction(chance) for _ in range(DIRECTIONS)])
    episodes = -(-ROWS // ROWS_PER_EPISODE)
    texts = list(statements(episodes * MESSAGES))
    for number in range(episodes):
        await _add(records, number, texts[number * MESSAGES : (number + 1) * MESSAGES], directions)


async def _add(
    records: LanceRecords, number: int, texts: Sequence[str], directions: "cycle[Vector]"
) -> None:
    now = START + timedelta(minutes=number)
    messages = tuple(Message(role="user", content=text) for text in texts)
    request = RememberRequest(
        intake=Intake(messages=messages), space=SPACE, session="benchmark", author="benchmark"
    )
    episode = build_episode(request, session="benchmark", now=now, new_id=IDS.make_id)
    passages = list(build_excerpt_texts(messages, now))
    found = {passage.embed_text: next(directions) for passage in passages}
    await records.append(episode, build_excerpts(episode, passages, found, new_id=IDS.make_id))
    operations = tuple(_operation(text, position) for position, text in enumerate(texts))
    commit = build_decision_commit(
        Decision(operations=operations, effort=Effort(decided_by="a benchmark")),
        episode,
        next_change=plan_next_change(
            SPACE, await records.read_head(SPACE), now=now, new_id=IDS.make_id
        ),
        open_rows=OpenRows(facts={}, relations={}),
        vectors={text: next(directions) for text in list_texts_to_embed(operations)},
        new_id=IDS.make_id,
        candidates=(),
    )
    await records.commit(commit)


def _operation(text: str, position: int) -> Add:
    subject, _, rest = text.partition(" ")
    relation = StatedRelation(subject=subject, predicate="noted", object=rest)
    statement = replace(Statement.from_words(text, position=position), relations=(relation,))
    return Add(statement=statement, reason="new")


def _direction(chance: random.Random) -> Vector:
    return normalise_vector(
        [chance.gauss(0, 1) for _ in range(MiniLmEmbedder().identity.dimensions)]
    )


async def _measured(store: Path) -> tuple[int, list[tuple[object, ...]]]:
    identity = MiniLmEmbedder().identity
    records = LanceRecords(str(store), identity=identity, fold_after_rows=1, compact_after_rows=1)
    await records.open()
    await _fill(records)
    await records.maintain()
    seen: list[int] = []
    check = Check(records=records, dimensions=identity.dimensions)
    started = time.perf_counter()
    found = await check.find_violations(on_rows=seen.append)
    checked_s = time.perf_counter() - started
    started = time.perf_counter()
    await check.repair()
    mended_s = time.perf_counter() - started
    rows: list[tuple[object, ...]] = [
        ("every row read, every invariant derived, every index asked", checked_s, len(found)),
        ("files and rows read back, all indexes made anew", mended_s, ""),
    ]
    return sum(seen), rows


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        count, rows = asyncio.run(_measured(Path(folder) / "store"))
    print(table(f"Checking a store of {count:,} rows", ("what", "s", "disagreements"), rows))


if __name__ == "__main__":
    main()
