"""Writing to a store as the services do, one commit a statement, without anybody deciding."""

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.decisions.change_builder import plan_next_change
from mcp_mem0.domain.decisions.commit_builder import build_decision_commit
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.operations import Add, Update
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Intake, StatedRelation, Statement
from mcp_mem0.services.inspect.check import Check
from mcp_mem0.services.queries.lookups import load_open_rows
from tests.support.doubles import ReadableEmbedder, bag_of_words

SPACE = "diary"
IDENTITY = ReadableEmbedder().identity
HERE = Filter(spaces=(SPACE,))
_ATTEMPTS_MAX = 200


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class StatementWriter:
    """One writer to one space of a store."""

    records: LanceRecords
    ids: IdMaker = field(default_factory=lambda: IdMaker(utc_now, secrets.randbelow))

    async def note(self, text: str, *, instead_of: str | None = None) -> Fact:
        """Keep a statement, and decide that it is a new fact or the next of a lineage."""
        episode = await self.keep(text)
        for _ in range(_ATTEMPTS_MAX):
            try:
                return await self._decide(episode, text, instead_of)
            except HeadMovedError:
                continue
        raise AssertionError(f"others were first {_ATTEMPTS_MAX} times")

    async def keep(self, text: str) -> Episode:
        """Keep a statement, undecided."""
        now = utc_now()
        episode = Episode(
            id=self.ids.make_id(Prefix.EPISODE),
            space=SPACE,
            session="today",
            author="diarist",
            said_at=now,
            recorded_at=now,
            intake=Intake(content=text),
        )
        excerpt = Excerpt(
            id=self.ids.make_id(Prefix.EXCERPT),
            space=SPACE,
            session="today",
            author="diarist",
            said_at=now,
            recorded_at=now,
            text=text,
            index_text=text,
            vector=bag_of_words(text),
            source=episode.id,
            position=0,
        )
        await self.records.append(episode, [excerpt])
        return episode

    async def _decide(self, episode: Episode, text: str, instead_of: str | None) -> Fact:
        head = await self.records.read_head(SPACE)
        stated = StatedRelation(subject="diarist", predicate="wrote", object=text)
        statement = replace(Statement.from_words(text), relations=(stated,))
        target = None if instead_of is None else await self.current(instead_of)
        operation = (
            Add(statement=statement, reason="new")
            if target is None
            else Update(target=target, statement=statement, reason="corrected")
        )
        commit = build_decision_commit(
            Decision(operations=(operation,), effort=Effort(decided_by="the diary")),
            episode,
            next_change=plan_next_change(SPACE, head, now=utc_now(), new_id=self.ids.make_id),
            open_rows=await load_open_rows(self.records, SPACE, [target.id] if target else []),
            vectors={},
            new_id=self.ids.make_id,
            candidates=(),
        )
        await self.records.commit(commit)
        return next(row for row in commit.opened if isinstance(row, Fact))

    async def current(self, lineage: str) -> Fact:
        """Return the open revision of a lineage."""
        where = Filter(spaces=(SPACE,), lineages=(lineage,))
        (fact,) = await self.records.find(Fact, where)
        return fact

    async def texts(self) -> list[str]:
        """Return what is believed now, oldest first."""
        return [fact.text for fact in await self.records.find(Fact, HERE)]

    async def found(self, words: str) -> Sequence[str]:
        """Return the facts that share words with a text, as the full-text index finds them."""
        hits = await self.records.search_text([Fact], words, HERE, limit=100)
        return sorted(hit.row.text for hit in hits)

    async def near(self, words: str) -> Sequence[str]:
        """Return the facts and messages near a text, as their vectors find them."""
        hits = await self.records.search_vectors([Excerpt], bag_of_words(words), HERE, limit=100)
        return sorted(hit.row.text for hit in hits)

    async def disagreements(self) -> list[str]:
        """Return in which ways the store disagrees."""
        return await Check(records=self.records, dimensions=IDENTITY.dimensions).find_violations()


async def opened(  # noqa: PLR0913 - what a store may be opened with
    store: str,
    *,
    lock: bool = True,
    lock_timeout_s: float = 60.0,
    roll_up_after_commits: int = 16,
    fold_after_rows: int = 500,
    compact_after_rows: int = 1_000,
    memory_mb: int = 0,
    read_timeout_s: float = 60.0,
    versions_kept_s: float = 3_600.0,
    options: Mapping[str, str] | None = None,
) -> StatementWriter:
    """Open the diary in a store; a test machine may be slow, so the lock is waited for.

    Every read asks the store, unless memory is given.
    """
    records = LanceRecords(
        store,
        identity=IDENTITY,
        lock=lock,
        lock_timeout_s=lock_timeout_s,
        roll_up_after_commits=roll_up_after_commits,
        fold_after_rows=fold_after_rows,
        compact_after_rows=compact_after_rows,
        memory_mb=memory_mb,
        read_timeout_s=read_timeout_s,
        versions_kept_s=versions_kept_s,
        options=options,
    )
    await records.open()
    return StatementWriter(records)


def count_transactions(store: str) -> int:
    """Return how many transactions a store's front has had."""
    with closing(sqlite3.connect(f"{store}/front.db")) as connection:
        (count,) = connection.execute("SELECT value FROM state WHERE key = 'seq'").fetchone()
    return int(count)


async def versions_in(store: str) -> list[int]:
    """Return the versions of a store's table, oldest first."""
    table = await (await connect(parse_place(store), {})).open_table(TABLE)
    return sorted(entry["version"] for entry in await table.list_versions())
