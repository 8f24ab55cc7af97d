"""Removing erased texts from what hooks keep between two runs: queue, brief and log."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.hooks.hook_state import HookState, list_all_states
from mcp_mem0.adapters.clients.hooks.outbox import Outbox
from mcp_mem0.adapters.clients.hooks.transcripts import read_transcript
from mcp_mem0.domain.errors import RequestError, StoreError
from mcp_mem0.domain.results.erasure import ErasedWords

_BRIEF: Final = "brief.txt"
"""It tells of facts in words of its own, or cut short, so it is always removed, and made again."""

_LOGS: Final = ("hooks.log", "hooks.log.1")
"""Files that are removed if they have an erased text."""


def erase_from_hooks(state: Path, words: ErasedWords, store: str) -> list[str]:
    """Remove words from the folders of all hooks; return a sentence for each file that has some.

    Of a session, or a space, that was erased as a whole nothing stays queued for the store.

    Args:
        state: Our folder for state that is not memory.
        words: What was erased.
        store: The store of which it was.
    """
    left: list[str] = []
    for each in list_all_states(state):
        left += _erase_queue(each, words, store)
        left += _erase_from_folder(each.folder, words.texts)
    return left


def _erase_queue(state: HookState, words: ErasedWords, store: str) -> list[str]:
    outbox = state.worker_outbox
    if not outbox.exists():
        return []
    try:
        if words.is_whole_space or words.session is not None:
            _drop_sessions(outbox, words, _split_memory(state.read_memory()), store)
        outbox.erase(words.texts)
    except (StoreError, RequestError) as error:
        return [str(error)]
    return []


def _drop_sessions(
    outbox: Outbox, words: ErasedWords, memory: tuple[str, str | None], store: str
) -> None:
    """Delete what is queued of sessions that were erased, and never read it again."""
    place, space = memory
    # A server's hooks do not know which store it has; a session's name is of one client alone.
    is_of_space = (place, space) == (store, words.space)
    if not is_of_space and (space is not None or words.session is None):
        return
    for session, size in outbox.list_grown_sessions():
        if words.session in (None, session.name):
            outbox.skip(session, read_transcript(session.path, session.client), size=size)
    outbox.drop(words.session)


def _split_memory(memory: str) -> tuple[str, str | None]:
    """Return the store of hooks and its space, or an address and None."""
    place, *spaces = memory.split("\n")
    return place, next(iter(spaces), None)


def _erase_from_folder(folder: Path, texts: Sequence[str]) -> list[str]:
    left: list[str] = []
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            has_text = file.name == _BRIEF or _has_text(file, texts)
            if has_text and file.name in (_BRIEF, *_LOGS):
                file.unlink()
            elif has_text:
                left.append(f"the file {file.name} of the hooks has its words")
        except OSError as error:
            left.append(f"the file {file.name} of the hooks cannot be read ({error.strerror})")
    return left


def _has_text(file: Path, texts: Sequence[str]) -> bool:
    content = file.read_bytes().decode(errors="replace").casefold()
    spelled = {each for text in texts for each in (text, json.dumps(text)[1:-1])}
    return any(each.casefold() in content for each in spelled)
