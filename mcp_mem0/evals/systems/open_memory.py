"""`OpenMemory`: the store of one conversation, open as an app would have it on its days.

Only what makes it this system differs from the settings in force: the store, the pipeline and the
graph, and for rules that no model is asked.
"""

import hashlib
import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import quote

from mcp_mem0.app.parts import Services
from mcp_mem0.app.running import App
from mcp_mem0.config import SETUP_REMEDY, GraphSettings, Settings, find_model_access
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.systems.session_calls import (
    SessionCall,
    build_session_calls,
    find_session_end,
)
from mcp_mem0.evals.systems.system import Construction
from mcp_mem0.ports import Embedder
from mcp_mem0.server.mcp.memory import Terms

_FOLDER_CHARS_MAX: Final = 120
"""A file system allows 255 bytes, and quoting makes 6 or more of a letter beyond ASCII."""

_DIGEST_CHARS: Final = 16

SessionState: TypeAlias = Literal["missing", "begun", "decided"]
"""Nothing of a session is stored; some of it, or it is pending; all of it is decided."""


@dataclass(frozen=True, kw_only=True)
class OpenMemory:
    """A memory of one conversation.

    Attributes:
        clock: The clock of its services, which shows the days of the conversation.
        terms: The defaults of a call.
    """

    construction: Construction
    conversation: LongConversation
    settings: Settings
    services: Services
    terms: Terms
    clock: SetClock

    @property
    def space(self) -> str:
        """Where everything is remembered."""
        return self.terms.caller.space

    @property
    def ended_at(self) -> datetime:
        """When the last session ended."""
        return find_session_end(self.conversation.sessions[-1])

    def list_calls(self, number: int) -> tuple[SessionCall, ...]:
        """Return the calls by which a session, counted from 1, is remembered."""
        return build_session_calls(number, self.conversation.sessions[number - 1], self.terms)

    async def read_session_state(self, number: int) -> SessionState:
        """Return how far a session, counted from 1, is remembered."""
        calls = self.list_calls(number)
        stored = await self._find_episodes(calls)
        if calls and not stored:
            return "missing"
        is_whole = len(stored) == len(calls)
        is_pending = any(episode.is_pending for episode in stored.values())
        return "decided" if is_whole and not is_pending else "begun"

    async def read_turns(self) -> Mapping[Place, str]:
        """Return the turn of each message that is stored."""
        numbers = range(1, len(self.conversation.sessions) + 1)
        calls = [call for number in numbers for call in self.list_calls(number)]
        stored = await self._find_episodes(calls)
        return {
            place: turn
            for call in calls
            if call.episode_id in stored
            for place, turn in call.place_turns(stored[call.episode_id]).items()
        }

    async def _find_episodes(self, calls: Sequence[SessionCall]) -> Mapping[str, Episode]:
        ids = tuple(call.episode_id for call in calls)
        if not ids:
            return {}
        where = Filter(spaces=(self.space,), ids=ids, state="any")
        return {each.id: each for each in await self.services.records.find(Episode, where)}


@asynccontextmanager
async def open_memory(  # noqa: PLR0913 - what a memory is opened with
    construction: Construction,
    conversation: LongConversation,
    store: Path,
    settings: Settings,
    *,
    decides: bool,
    embedder: Embedder | None = None,
) -> AsyncGenerator[OpenMemory]:
    """Open the store of a conversation, which need not exist yet.

    Args:
        construction: How it is built.
        conversation: What it is about.
        store: Its folder.
        settings: Those in force.
        decides: Whether something will be remembered, for which a model may be asked.
        embedder: Used instead of the embedding model that the settings name.

    Raises:
        SettingsError: A model must decide, and none is configured.
        StoreError: The store cannot be opened.
    """
    apart = build_memory_settings(settings, construction, store, decides=decides)
    clock = SetClock(conversation.sessions[0].said_at)
    async with App(apart, now=clock, embedder=embedder) as app:
        yield OpenMemory(
            construction=construction,
            conversation=conversation,
            settings=apart,
            services=await app.get_services(),
            terms=app.terms,
            clock=clock,
        )


def build_memory_settings(
    settings: Settings, construction: Construction, store: Path, *, decides: bool
) -> Settings:
    """Return the settings in force, with what the construction changes.

    Raises:
        SettingsError: A model must decide, and none is configured.
    """
    changed: dict[str, object] = {"provider": "none"}
    if decides and construction.pipeline is not None:
        if find_model_access(settings.model, os.environ) is None:
            raise SettingsError(
                f"a model decides what {construction.name} keeps, and none is configured:"
                f" {SETUP_REMEDY}; or measure the systems `local`, which need none"
            )
        changed = {"pipeline": construction.pipeline}
    return settings.model_copy(
        update={
            "store": str(store),
            "read_spaces": (),
            "model": settings.model.model_copy(update=changed),
            "graph": GraphSettings(enabled=construction.has_graph),
        }
    )


def locate_store(stores: Path, construction: Construction, conversation: LongConversation) -> Path:
    """Return the folder of a store among those of a run; names of conversations are quoted."""
    # Dots are no folder's name, and quoting leaves them.
    name = quote(conversation.name, safe="").replace(".", "%2E")
    if len(name) > _FOLDER_CHARS_MAX:
        digest = hashlib.sha256(conversation.name.encode()).hexdigest()
        name = f"{name[: _FOLDER_CHARS_MAX - _DIGEST_CHARS - 1]}-{digest[:_DIGEST_CHARS]}"
    return stores / construction.name / name
