"""The state of hooks between two runs: the queue, the latest brief and a log."""

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.hooks.kept_brief import BRIEF_CHARS_MAX, KeptBrief, read_brief
from mcp_mem0.adapters.clients.hooks.outbox import Outbox, build_worker_outbox
from mcp_mem0.adapters.system.store_version import read_store_version
from mcp_mem0.domain.text.escapes import escape_controls
from mcp_mem0.private_file import (
    append_private_file,
    make_private_folder,
    read_private_file,
    write_private_file,
)

LOG_BYTES_MAX: Final = 200_000
_BRIEF: Final = "brief.txt"
_LOG: Final = "hooks.log"
_OUTBOX: Final = "outbox.db"
_SQLITE_ENDS: Final = ("", "-journal", "-wal", "-shm")
_BRIEF_HEAD_BYTES_MAX: Final = 1_000
_BRIEF_BYTES_MAX: Final = 4 * BRIEF_CHARS_MAX + _BRIEF_HEAD_BYTES_MAX
_MEMORY_BYTES_MAX: Final = 10_000


@dataclass(frozen=True, slots=True)
class HookState:
    """The folder of hooks with the same options."""

    folder: Path

    @property
    def outbox(self) -> Outbox:
        """The queue for a hook, which must not wait."""
        return Outbox(self.folder / _OUTBOX)

    @property
    def worker_outbox(self) -> Outbox:
        """The queue for a worker, which may wait."""
        return build_worker_outbox(self.folder / _OUTBOX)

    @property
    def lock(self) -> Path:
        """The lock of the worker."""
        return self.folder / "worker.lock"

    def read_brief(self) -> str:
        """Return the latest brief; empty if there is none, or it may contain forgotten facts."""
        return self.read_fresh_brief(since_ns=time.time_ns()) or ""

    def read_fresh_brief(self, *, since_ns: int) -> str | None:
        """Return the latest brief, or None if something may have been forgotten since.

        Args:
            since_ns: From when on a brief is fresh if the version of the store is unknown.
        """
        try:
            text = read_private_file(self.folder / _BRIEF, bytes_max=_BRIEF_BYTES_MAX).decode()
        except (OSError, UnicodeDecodeError):
            return None
        brief = read_brief(text)
        is_fresh = brief is not None and brief.is_fresh(self.read_version(), since_ns=since_ns)
        return brief.text if brief is not None and is_fresh else None

    def read_version(self) -> str | None:
        """Return the current version of the brief's store; None if it is unknown."""
        store, *_ = self.read_memory().split("\n")
        return read_store_version(store)

    def keep_brief(self, brief: KeptBrief) -> None:
        """Keep a brief for the next session.

        Raises:
            OSError: It cannot be written.
        """
        self.make()
        write_private_file(self.folder / _BRIEF, brief.render().encode())

    def drop_brief(self) -> None:
        """Delete the kept brief: it may contain what was forgotten; the next session asks anew."""
        with suppress(OSError):
            (self.folder / _BRIEF).unlink(missing_ok=True)

    def drop_words(self) -> None:
        """Delete all that has words of the memory or of a conversation, also what waits.

        Raises:
            OSError: Something cannot be deleted.
        """
        for name in (_BRIEF, _LOG, f"{_LOG}.1", *(f"{_OUTBOX}{end}" for end in _SQLITE_ENDS)):
            (self.folder / name).unlink(missing_ok=True)

    def read_memory(self) -> str:
        """Return the memory of the brief; empty if it is unknown."""
        try:
            content = read_private_file(self.folder / "memory", bytes_max=_MEMORY_BYTES_MAX)
            return content.decode()
        except (OSError, UnicodeDecodeError):
            return ""

    def set_memory(self, memory: str) -> None:
        """Record the memory of the brief, so that its writers can keep the brief fresh.

        Raises:
            OSError: It cannot be written.
        """
        if self.read_memory() != memory:
            write_private_file(self.folder / "memory", memory.encode())

    def log(self, sentence: str) -> None:
        """Log a problem; a hook reports nothing to its client."""
        with suppress(OSError):
            self.make()
            file = self.folder / _LOG
            if file.exists() and file.stat().st_size > LOG_BYTES_MAX:
                file.replace(file.with_name(f"{_LOG}.1"))
            line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {escape_controls(sentence)}\n"
            append_private_file(file, line.encode(errors="replace"))

    def make(self) -> None:
        """Create the folder for its owner only.

        Raises:
            OSError: It cannot be created.
        """
        make_private_folder(self.folder)


def get_hook_state(state: Path, *how: str) -> HookState:
    """Return the state of hooks with the same options.

    Args:
        state: Our folder for state that is not memory.
        how: Their options, which decide which memory they use.
    """
    name = hashlib.sha256("\0".join(how).encode()).hexdigest()[:12]
    return HookState(state / "hooks" / name)


def list_hook_states(state: Path, memory: str) -> list[HookState]:
    """Return all states whose brief is of this memory."""
    return [each for each in list_all_states(state) if each.read_memory() == memory]


def list_all_states(state: Path) -> list[HookState]:
    """Return the states of all hooks that ever ran."""
    return [HookState(folder) for folder in sorted((state / "hooks").glob("*")) if folder.is_dir()]


def drop_briefs(state: Path, store: str) -> None:
    """Delete the briefs that hooks keep of a store, whichever of its spaces they read."""
    for each in list_all_states(state):
        if each.read_memory().partition("\n")[0] == store:
            each.drop_brief()
