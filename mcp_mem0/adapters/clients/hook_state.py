"""What hooks keep between two runs: the queue, the latest brief, a log; nothing in it is memory."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.outbox import Outbox, worker_outbox
from mcp_mem0.domain.escapes import without_controls

BRIEF_CHARS_MAX: Final = 9_000
"""Codex cuts what a hook says at 10,000 characters, Claude Code keeps it out of the way."""

LOG_BYTES_MAX: Final = 200_000


@dataclass(frozen=True, slots=True)
class HookState:
    """The folder of hooks that are started alike."""

    folder: Path

    @property
    def outbox(self) -> Outbox:
        """The queue, for a hook: it must not wait."""
        return Outbox(self.folder / "outbox.db")

    @property
    def worker_outbox(self) -> Outbox:
        """The queue, for whoever works it off."""
        return worker_outbox(self.folder / "outbox.db")

    @property
    def lock(self) -> Path:
        """The lock of whoever works the queue off."""
        return self.folder / "worker.lock"

    def brief(self) -> str:
        """Return the latest brief; empty if there is none."""
        try:
            return (self.folder / "brief.txt").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def keep_brief(self, text: str) -> None:
        """Keep a brief for the next session.

        Raises:
            OSError: It cannot be written.
        """
        self.make()
        temporary = self.folder / f"brief.{os.getpid()}.tmp"
        temporary.write_text(text[:BRIEF_CHARS_MAX], encoding="utf-8")
        temporary.chmod(0o600)
        temporary.replace(self.folder / "brief.txt")

    def belong_to(self, memory: str) -> None:
        """Note which memory the brief is of, so that whoever writes to it can keep it fresh.

        Raises:
            OSError: It cannot be written.
        """
        file = self.folder / "memory"
        if not file.exists() or file.read_text(encoding="utf-8") != memory:
            file.write_text(memory, encoding="utf-8")

    def log(self, sentence: str) -> None:
        """Note what went wrong; a hook says nothing to its client."""
        with suppress(OSError):
            self.make()
            file = self.folder / "hooks.log"
            if file.exists() and file.stat().st_size > LOG_BYTES_MAX:
                file.replace(file.with_suffix(".log.1"))
            with file.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {without_controls(sentence)}\n")

    def make(self) -> None:
        """Make the folder, its owner's alone.

        Raises:
            OSError: It cannot be made.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def hook_state(state: Path, *how: str) -> HookState:
    """Return the state of hooks that are started alike.

    Args:
        state: Our folder for what is not memory.
        how: How they are started; it decides which memory they use.
    """
    name = hashlib.sha256("\0".join(how).encode()).hexdigest()[:12]
    return HookState(state / "hooks" / name)


def states_of(state: Path, memory: str) -> list[HookState]:
    """Return all states whose brief is of a memory."""
    return [
        HookState(file.parent)
        for file in sorted((state / "hooks").glob("*/memory"))
        if file.read_text(encoding="utf-8", errors="replace") == memory
    ]
