"""The hooks' background worker: reads transcripts, stores their messages, refreshes the brief."""

import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import anyio

from mcp_mem0.adapters.clients.hooks.batches import Batch
from mcp_mem0.adapters.clients.hooks.hook_state import HookState
from mcp_mem0.adapters.clients.hooks.outbox import Outbox
from mcp_mem0.adapters.clients.hooks.transcripts import read_transcript
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.app.briefs import format_memory_name, render_brief, request_brief
from mcp_mem0.app.local import find_usable_server
from mcp_mem0.app.running import App, build_app
from mcp_mem0.cli.parsing.flags import take_flags
from mcp_mem0.config import Settings, load_settings, locate_file
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.secrets import redact
from mcp_mem0.server.mcp.inputs import MessageInput
from mcp_mem0.server.proxy.http_client import build_link
from mcp_mem0.server.proxy.remote import Remote

BATCH_MESSAGES_MAX: Final = 50
WAIT_S: Final = 60.0
"""How long to wait for a decision; nobody waits for the worker."""

LOCK_TIMEOUT_S: Final = 120.0
AUTHOR: Final = "hooks"
_CONNECT: Final = "--connect"
_FILE_OPTION: Final = "--token-file"


@dataclass(frozen=True, slots=True)
class HookMemory:
    """What the worker needs from the memory, local or remote."""

    remember: Callable[[Batch], Awaitable[None]]
    brief: Callable[[], Awaitable[str]]


def work(state: HookState, words: list[str], *, is_awaited: bool = False) -> None:
    """Process everything that the hooks queued; wait for another worker to finish first.

    Args:
        state: The state that the hooks keep.
        words: The options that the hooks were started with.
        is_awaited: Whether a session is waiting for the brief, which then comes first.

    Raises:
        Mem0Error: Something failed; the next worker continues.
        OSError: The brief cannot be written.
    """
    flags, rest = take_flags(words)
    settings = load_settings(
        config_file=flags.config_file,
        environment=os.environ,
        flags=flags.values,
        is_attended=False,
    )
    state.make()
    state.set_memory(_find_option(rest, _CONNECT) or format_memory_name(settings))
    anyio.run(_work, state, settings, rest, is_awaited)


async def _work(
    state: HookState,
    settings: Settings,
    words: list[str],
    is_awaited: bool,  # noqa: FBT001 - anyio passes no keywords
) -> None:
    if is_awaited:
        async with await _open_memory(settings, words) as memory:
            await _keep_brief(state, memory)
    async with FileLock(state.lock, timeout_s=LOCK_TIMEOUT_S).hold():
        outbox = state.worker_outbox
        _read(outbox, state, frozenset(word.lower() for word in settings.redaction.allow))
        async with await _open_memory(settings, words) as memory:
            await _deliver_batches(outbox, memory, state)
            await _keep_brief(state, memory)
        outbox.tidy()


async def _keep_brief(state: HookState, memory: HookMemory) -> None:
    version = state.read_version()
    brief = await request_brief(memory.brief, version)
    if (version_now := state.read_version()) != version:
        # The first call creates the store or migrates it.
        brief = await request_brief(memory.brief, version_now)
    state.keep_brief(brief)


def _read(outbox: Outbox, state: HookState, allow: Collection[str]) -> None:
    for session, size in outbox.list_grown_sessions():
        try:
            said = read_transcript(session.path, session.client)
        except RequestError as error:
            # An unreadable transcript must not block the others.
            state.log(str(error))
            said = []
        # The queue is on disk, so secrets are redacted before messages enter it.
        clean = [replace(each, content=redact(each.content, allow).text) for each in said]
        outbox.take(session, clean, size=size, batch_max=BATCH_MESSAGES_MAX)


async def _deliver_batches(outbox: Outbox, memory: HookMemory, state: HookState) -> None:
    for batch in outbox.list_batches():
        # Sending takes long, and meanwhile somebody may erase what waits.
        if not outbox.is_queued(batch):
            continue
        try:
            await memory.remember(batch)
        except RequestError as error:
            state.log(f"{len(batch.messages)} messages of {batch.session} were refused: {error}")
            outbox.refuse(batch, str(error))
        else:
            outbox.acknowledge(batch)


async def _open_memory(
    settings: Settings, words: list[str]
) -> AbstractAsyncContextManager[HookMemory]:
    url, named = _find_option(words, _CONNECT), _find_option(words, _FILE_OPTION)
    if url is not None:
        token_file = None
        if named:
            token_file = locate_file(_FILE_OPTION, named, os.environ, is_attended=False)
        return _open_remote_memory(url, token_file)
    shared = await find_usable_server(settings)
    return _open_local_memory(settings) if shared is None else _open_remote_memory(shared.url, None)


def _find_option(words: list[str], name: str) -> str | None:
    return words[words.index(name) + 1] if name in words[:-1] else None


@asynccontextmanager
async def _open_local_memory(settings: Settings) -> AsyncGenerator[HookMemory]:
    async with build_app(settings) as app:
        yield HookMemory(
            remember=lambda batch: _remember_locally(app, settings, batch),
            brief=lambda: render_brief(app),
        )


async def _remember_locally(app: App, settings: Settings, batch: Batch) -> None:
    request = parsing.parse_remember_request(
        caller=replace(app.terms.caller, author=settings.author or batch.client),
        limits=app.terms.limits,
        messages=[_build_input(each.role, each.content, each.at) for each in batch.messages],
        session=batch.session,
        wait_s=WAIT_S,
        key=batch.key,
    )
    await app.remember(request)


def _build_input(role: str, content: str, at: str) -> MessageInput:
    return MessageInput(role=role, content=content, at=at or None)


@asynccontextmanager
async def _open_remote_memory(url: str, token_file: Path | None) -> AsyncGenerator[HookMemory]:
    async with Remote(build_link(url, token_file)) as remote:
        yield HookMemory(
            remember=lambda batch: _remember_remotely(remote, batch),
            brief=lambda: remote.read_brief(name=AUTHOR),
        )


async def _remember_remotely(remote: Remote, batch: Batch) -> None:
    messages = [_build_input(each.role, each.content, each.at) for each in batch.messages]
    await remote.remember(
        messages, session=batch.session, key=batch.key, wait_s=WAIT_S, name=batch.client
    )
