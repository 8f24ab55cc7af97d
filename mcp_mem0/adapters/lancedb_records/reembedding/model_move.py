"""Moves one open store to another embedding model, step by step.

Each step can be killed and done again. Others read and write meanwhile, also those of other
processes, until the switch; from then on they are refused until they use the new model.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from datetime import tzinfo
from functools import partial
from itertools import islice
from typing import Final

import anyio.to_thread
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.fold_marks import read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import fold, move_rows
from mcp_mem0.adapters.lancedb_records.front.front import Front
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.reembedding.former_vectors import drop_former_vectors
from mcp_mem0.adapters.lancedb_records.reembedding.front_hold import hold_front
from mcp_mem0.adapters.lancedb_records.reembedding.row_texts import read_row_texts
from mcp_mem0.adapters.lancedb_records.reembedding.vector_columns import (
    add_next_column,
    drop_column,
    fill_column,
    read_lacking_ids,
    switch_columns,
)
from mcp_mem0.adapters.lancedb_records.reembedding.vector_table import (
    VectorTable,
    compute_key,
    drop_vector_table,
    find_vector_table,
    open_vector_table,
)
from mcp_mem0.adapters.lancedb_records.schema import (
    FORMER_FIELD,
    NEXT_FIELD,
    VECTOR_FIELD,
    compute_model_number,
    read_identity,
)
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import BusyError
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.ports.model_move import EmbedTexts, MoveState

LAST_TEXTS_MAX: Final = 200
"""So many texts at most are embedded while everybody waits for the switch."""

_CLAIM: Final = "reembed"


class StoreMove:
    """The move of one open store; see the port.

    Args:
        store: The store, opened with the model that it has.
        connection: A connection to it.
        see: Returns what a read of it sees.
        target: The model.
        zone: The time zone of moments that were stored without an offset of their own.
    """

    def __init__(
        self,
        store: OpenStore,
        connection: AsyncConnection,
        see: Callable[[], Awaitable[View]],
        target: EmbedderIdentity,
        zone: tzinfo,
    ) -> None:
        self._store = store
        self._connection = connection
        self._see = see
        self._target = target
        self._zone = zone
        self._keys: dict[str, bytes] = {}
        """The hash of each known row's text, by its id."""
        self._embedded: set[bytes] | None = None
        """The hashes of the texts that have a vector; None before they are read."""
        self._waiting: dict[bytes, str] = {}
        """Texts that a switch was too early for, by their hashes."""
        self._skipped: set[bytes] = set()
        """The hashes of the texts that the model cannot read."""

    @asynccontextmanager
    async def hold_off_others(self) -> AsyncGenerator[None]:
        """Keep other moves of the store out during a block.

        Raises:
            BusyError: One goes on.
        """
        writes = self._store.writes
        async with AsyncExitStack() as stack:
            if isinstance(writes, LocalWrites):
                lock = FileLock(writes.place.ours / "reembed.lock", timeout_s=0)
                is_ours = await stack.enter_async_context(lock.try_hold())
            else:
                claim = writes.try_claim(self._table, _CLAIM)
                is_ours = await stack.enter_async_context(claim)
            if not is_ours:
                raise BusyError(
                    "another process is moving this store to another embedding model: wait for it"
                )
            yield

    async def read_state(self) -> MoveState:
        """Return what the store has, and how far it was moved to which model."""
        schema = await read(self._table.schema())
        kept = await find_vector_table(self._connection)
        ongoing = kept.identity if kept is not None else None
        if NEXT_FIELD in schema.names:
            ongoing = read_identity(schema, NEXT_FIELD)
        stored = read_identity(schema)
        # What a move that is done left of itself is no move to where the store is.
        return MoveState(
            stored=stored,
            ongoing=None if ongoing == stored else ongoing,
            has_remains=FORMER_FIELD in schema.names or ongoing == stored,
            lacking=len(await read_lacking_ids(self._table, VECTOR_FIELD)),
        )

    async def find_texts(self, number: int) -> AsyncGenerator[Sequence[str]]:
        """Return the texts that have no vector of the model yet, each once, in batches."""
        await self._read_embedded_again()
        async with aclosing(self._find_texts(number, newest_only=False)) as batches:
            async for batch in batches:
                yield batch

    async def _find_texts(self, number: int, *, newest_only: bool) -> AsyncGenerator[Sequence[str]]:
        embedded = await self._read_embedded()
        waiting, self._waiting = self._waiting, {}
        view = await self._see()
        rows = read_row_texts(view, self._zone, known=self._keys, newest_only=newest_only)
        async with aclosing(rows) as batches:
            async for batch in batches:
                for row_id, text in batch.items():
                    key = self._keys[row_id] = compute_key(text)
                    if key not in embedded and key not in self._skipped:
                        waiting[key] = text
                while len(waiting) >= number:
                    some = [*islice(waiting, number)]
                    yield [waiting.pop(key) for key in some]
        if waiting:
            yield [*waiting.values()]

    async def add_vectors(self, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors of texts, so that they are not asked for again."""
        by_key = {compute_key(text): vector for text, vector in vectors.items()}
        if by_key:
            await (await self._open_vectors()).add(by_key)
            self._embedded = await self._read_embedded() | by_key.keys()

    def skip_text(self, text: str) -> None:
        """Leave the rows of a text, which the model cannot read, without a vector."""
        self._skipped.add(compute_key(text))

    async def count_embedded(self) -> int:
        """Return how many texts have a vector of the model already."""
        return len(await self._read_embedded())

    async def fill(self) -> int:
        """Write to the table what vectors there are; return how many rows got one."""
        vectors = await self._open_vectors()
        async with self._store.writes.hold_off_maintenance():
            await self._fold()
            await add_next_column(self._table, self._target)
            filled = await fill_column(self._table, NEXT_FIELD, self._keys, vectors)
            await self._store.writes.keep(self._table)
        return filled

    async def fill_lacking(self) -> int:
        """Give vectors to rows of the store that have none, now that it is of the model."""
        vectors = await self._open_vectors()
        async with self._store.writes.hold_off_maintenance():
            await self._fold()
            filled = await fill_column(self._table, VECTOR_FIELD, self._keys, vectors)
            await self._store.writes.keep(self._table)
        return filled

    async def switch(self, embed: EmbedTexts | None = None) -> bool:
        """Make the model that of the store, unless rows lack its vectors still."""
        vectors = await self._open_vectors()
        writes, front = self._store.writes, self._store.front
        async with writes.hold_off_maintenance():
            if front is None or not isinstance(writes, LocalWrites):
                # In a bucket nobody waits: what is written now gets its vectors afterwards.
                if embed is None and await self._is_lacking():
                    return False
                await switch_columns(self._table)
                return True
            return await self._switch_with_front(writes, front, vectors, embed)

    async def _switch_with_front(
        self,
        writes: LocalWrites,
        front: Front,
        vectors: VectorTable,
        embed: EmbedTexts | None,
    ) -> bool:
        file = front.file
        # While others write: all rows but those that they write now are known and filled.
        if not await self._embed_last(embed, newest_only=False):
            return False
        await fill_column(self._table, NEXT_FIELD, self._keys, vectors)
        await writes.keep(self._table)
        if await self._is_lacking():
            return False
        async with writes.force_write_lock(), hold_front(writes.place.front) as hold:
            await writes.notes.note_front(file)
            mark = await read_fold_mark(self._table)
            if not await self._embed_last(embed, newest_only=True):
                return False
            _, newest = await anyio.to_thread.run_sync(partial(file.read_rows, after=mark.folded))
            ids = [row.id for row in newest]
            await move_rows(file, self._table, mark, least_rows=1)
            if ids:
                await fill_column(self._table, NEXT_FIELD, self._keys, vectors, ids)
                if await self._is_lacking(ids):
                    return False
            await switch_columns(self._table)
            await writes.keep(self._table)
            # Only now, as all rows of the front are on disk in the table.
            until = (await read_fold_mark(self._table)).folded
            state = await anyio.to_thread.run_sync(file.read_state)
            model = compute_model_number(await read(self._table.schema()))
            hold.trim_at_end(until=max(until, state.trimmed), model=model)
        return True

    async def clear(self) -> None:
        """Remove the former vectors from the disk, and what the move kept beside the rows."""
        writes = self._store.writes
        async with writes.hold_off_maintenance():
            # It goes last: a run that is killed in here begins here again. An erase drops it, too.
            if (await self.read_state()).has_remains:
                await drop_former_vectors(self._store)
            await drop_vector_table(self._connection)
        self._embedded = None

    async def abandon(self) -> None:
        """Drop all that was made for a move that did not end."""
        async with self._store.writes.hold_off_maintenance():
            await drop_column(self._table, NEXT_FIELD)
            await self._store.writes.keep(self._table)
            await drop_vector_table(self._connection)
        self._embedded = None

    @property
    def _table(self) -> AsyncTable:
        return self._store.table

    async def _fold(self) -> None:
        front, writes = self._store.front, self._store.writes
        if front is not None and isinstance(writes, LocalWrites):
            await writes.notes.note_front(front.file)
            keep = partial(writes.keep, self._table)
            await fold(front.file, self._table, keep, least_rows=1)

    async def _embed_last(self, embed: EmbedTexts | None, *, newest_only: bool) -> bool:
        """Embed what others wrote since the last round; False if that is not to be done now."""
        found = self._find_texts(LAST_TEXTS_MAX + 1, newest_only=newest_only)
        async with aclosing(found) as batches:
            last = [text async for batch in batches for text in batch]
        if not last:
            return True
        if embed is None or len(last) > LAST_TEXTS_MAX:
            self._waiting = {compute_key(text): text for text in last}
            return False
        await self.add_vectors(await embed(last))
        return True

    async def _is_lacking(self, ids: Sequence[str] | None = None) -> bool:
        """Whether a row in the table has no vector of the model that could have one."""
        lacking = await read_lacking_ids(self._table, NEXT_FIELD, ids)
        return any(self._keys.get(row_id) not in self._skipped for row_id in lacking)

    async def _open_vectors(self) -> VectorTable:
        self._store.writes.require_writable()
        return await open_vector_table(self._connection, self._target)

    async def _read_embedded_again(self) -> set[bytes]:
        """Read what there is now: an erase of another process drops it."""
        before, self._embedded = self._embedded, None
        embedded = await self._read_embedded()
        if before is not None and not embedded.issuperset(before):
            self._keys.clear()
        return embedded

    async def _read_embedded(self) -> set[bytes]:
        if self._embedded is None:
            kept = await find_vector_table(self._connection)
            is_ours = kept is not None and kept.identity == self._target
            self._embedded = await kept.read_keys() if kept is not None and is_ours else set()
        return self._embedded
