"""Building a memory from a conversation, session by session, so that it can go on after a kill.

Each session is remembered as a client does that hands it over when it ends: by one call, with the
session's time. The store is what says how far it is, so a session is remembered once, even if the
process ended before anybody noted it.
"""

import time
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass

from mcp_mem0.adapters.lancedb_records.lifecycle.folder import inspect_folder
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.cost_report import build_cost_report
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.runs.records import BuiltSession, BuiltStore
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.pending_sessions import settle_pending
from mcp_mem0.evals.systems.session_calls import find_session_end, name_session


@dataclass(frozen=True, kw_only=True)
class MemoryBuilder:
    """Builds the memory of a conversation.

    Args:
        memory: Its store, open.
    """

    memory: OpenMemory

    async def remember_sessions(
        self, recorded: Collection[int] = ()
    ) -> AsyncGenerator[BuiltSession]:
        """Remember what is not remembered yet, and yield a record of each session.

        Args:
            recorded: The sessions, counted from 1, that have a record already; what the store has
                of these is passed over.

        Raises:
            ModelError: A session could not be decided; what was built stays.
            StoreError: Nothing of a session was stored.
        """
        for number in range(1, len(self.memory.conversation.sessions) + 1):
            is_passed_over = number in recorded and (
                await self.memory.read_session_state(number) == "decided"
            )
            if not is_passed_over:
                yield await self.remember_session(number)

    async def remember_session(self, number: int) -> BuiltSession:
        """Remember a session, counted from 1, unless the store has it; return its record.

        Of a session that the store has, the time is that of the model alone.

        Raises:
            ModelError: It could not be decided; its words are stored. Its usage is what was spent
                on this session until now.
            StoreError: Nothing was stored.
        """
        memory = self.memory
        memory.clock.move_to(find_session_end(memory.conversation.sessions[number - 1]))
        state = await memory.read_session_state(number)
        begun_s = time.perf_counter()
        if state != "decided":
            for call in memory.list_calls(number):
                await memory.services.remember.remember(call.request)
            why = await settle_pending(memory, is_tried=state == "missing")
            if why is not None:
                raise self._build_error(number, why, await self._read_usage(number))
        elapsed_ms = 1_000 * (time.perf_counter() - begun_s)
        await memory.services.records.maintain()
        usage = await self._read_usage(number)
        return BuiltSession(
            conversation=memory.conversation.name,
            construction=memory.construction.name,
            session=number,
            usage=usage,
            milliseconds=float(usage.milliseconds) if state == "decided" else elapsed_ms,
        )

    async def finish(self) -> BuiltStore:
        """Maintain the store as a server does, and return what it holds."""
        memory = self.memory
        records, open_rows = memory.services.records, Filter(spaces=(memory.space,))
        await records.maintain()
        folder = await inspect_folder(memory.settings.store)
        return BuiltStore(
            conversation=memory.conversation.name,
            construction=memory.construction.name,
            bytes=0 if folder is None else folder.bytes_used,
            facts=await records.count(Fact, open_rows),
            relations=await records.count(Relation, open_rows),
            messages=await records.count(Excerpt, open_rows),
        )

    def _build_error(self, number: int, why: str, usage: Usage) -> ModelError:
        memory = self.memory
        return ModelError(
            f"{memory.construction.name} of {memory.conversation.name}: session {number} is stored"
            f" and could not be decided: {why}; what was built stays, so run it again to go on",
            usage=usage,
        )

    async def _read_usage(self, number: int) -> Usage:
        """Return what the decisions of a session cost, with those that failed."""
        records = self.memory.services.records
        where = Filter(spaces=(self.memory.space,), sessions=(name_session(number),), state="any")
        return build_cost_report(
            changes=await records.find(Change, where),
            attempts=await records.find(Attempt, where),
            summaries=await records.find(Summary, where),
        ).usage
