"""The queue of hooks: messages that are still to be remembered, in an SQLite file.

A hook only records that a session continued; a worker reads its transcript later. Each message is
queued once: its batch and its mark are written in one transaction, and a batch stays until the
memory has acknowledged it under its key. So a worker that is killed at any point loses nothing,
and a batch that is sent again is recognised by its key.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.hooks.batches import Batch, HookSession, TranscriptMessage
from mcp_mem0.adapters.clients.hooks.queue_file import open_queue

ATTEMPTS_MAX: Final = 5
"""How often a batch that the memory refuses is sent."""

SESSIONS_READ: Final = 50
SESSIONS_KEPT: Final = 500
MARKS_KEPT: Final = 500_000
_BUSY_S: Final = 0.2
_WORKER_BUSY_S: Final = 10.0


class Outbox:
    """The queue. Its calls block, for milliseconds.

    Args:
        file: Where it is kept; the folder is made.
        busy_s: How long to wait for another process, in seconds.
    """

    def __init__(self, file: Path, *, busy_s: float = _BUSY_S) -> None:
        self._file = file
        self._busy_s = busy_s

    def note(self, session: HookSession) -> None:
        """Record that a session continued.

        Raises:
            StoreError: It cannot be written.
        """
        with self._open() as base:
            base.execute(
                "insert into sessions values (?, ?, ?, ?, -1)"
                " on conflict (path) do update set noted_at = excluded.noted_at",
                (str(session.path), session.client, session.name, _format_now()),
            )

    def list_grown_sessions(self) -> list[tuple[HookSession, int]]:
        """Return the sessions whose transcript is not what was last read, and its size now.

        This includes sessions whose client died before it could report their end.

        Raises:
            StoreError: It cannot be read.
        """
        with self._open() as base:
            rows = base.execute(
                "select path, client, session, size from sessions order by noted_at desc limit ?",
                (SESSIONS_READ,),
            ).fetchall()
        return [
            (HookSession(Path(path), client, name), size)
            for path, client, name, size_read in reversed(rows)
            if (size := _measure_size(Path(path))) not in (-1, size_read)
        ]

    def take(
        self,
        session: HookSession,
        messages: Iterable[TranscriptMessage],
        *,
        size: int,
        batch_max: int,
    ) -> None:
        """Put the messages of a session that are new into batches.

        Args:
            session: Whose they are.
            messages: All messages of its transcript.
            size: Its size before it was read.
            batch_max: Most messages of one batch.

        Raises:
            StoreError: Nothing was written.
        """
        with self._open() as base:
            new = _mark(base, messages)
            for start in range(0, len(new), batch_max):
                _add(base, session, new[start : start + batch_max])
            base.execute("update sessions set size = ? where path = ?", (size, str(session.path)))

    def skip(
        self, session: HookSession, messages: Iterable[TranscriptMessage], *, size: int
    ) -> None:
        """Never queue the messages that a session has now, as if they had been sent.

        Raises:
            StoreError: Nothing was written.
        """
        with self._open() as base:
            _mark(base, messages)
            base.execute("update sessions set size = ? where path = ?", (size, str(session.path)))

    def list_batches(self) -> list[Batch]:
        """Return the batches to send, oldest first.

        Raises:
            StoreError: It cannot be read.
        """
        with self._open() as base:
            rows = base.execute(
                "select key, client, session, messages from batches where attempts < ?"
                " order by made_at, rowid",
                (ATTEMPTS_MAX,),
            ).fetchall()
        return [
            Batch(
                key=key,
                client=client,
                session=session,
                messages=_read_messages(messages),
            )
            for key, client, session, messages in rows
        ]

    def acknowledge(self, batch: Batch) -> None:
        """Delete a batch that the memory has stored.

        Raises:
            StoreError: It cannot be written.
        """
        with self._open() as base:
            base.execute("delete from batches where key = ?", (batch.key,))

    def refuse(self, batch: Batch, problem: str) -> None:
        """Record that the memory refused a batch, and why.

        Raises:
            StoreError: It cannot be written.
        """
        with self._open() as base:
            base.execute(
                "update batches set attempts = attempts + 1, problem = ? where key = ?",
                (problem, batch.key),
            )

    def is_queued(self, batch: Batch) -> bool:
        """Whether a batch is still to be sent as it is: an erase may take it, or some of it.

        Raises:
            StoreError: It cannot be read.
        """
        with self._open() as base:
            rows = base.execute("select messages from batches where key = ?", (batch.key,))
            return any(_read_messages(stored) == batch.messages for (stored,) in rows)

    def drop(self, session: str | None) -> None:
        """Delete the batches of a session, or all, with their words.

        Raises:
            StoreError: It cannot be written.
        """
        with self._open() as base:
            base.execute("delete from batches where ? is null or session = ?", (session, session))
        self._vacuum()

    def exists(self) -> bool:
        """Whether anything was ever queued."""
        return self._file.exists()

    def erase(self, texts: Sequence[str]) -> int:
        """Delete the messages that have one of some texts; return how many there were.

        Raises:
            StoreError: It cannot be written.
        """
        sought = [text.casefold() for text in texts]
        count = 0
        with self._open() as base:
            for key, stored in base.execute("select key, messages from batches").fetchall():
                messages = json.loads(stored)
                kept = [
                    message
                    for message in messages
                    if not any(text in str(message["content"]).casefold() for text in sought)
                ]
                count += len(messages) - len(kept)
                if not kept:
                    base.execute("delete from batches where key = ?", (key,))
                elif len(kept) < len(messages):
                    base.execute(
                        "update batches set messages = ? where key = ?", (json.dumps(kept), key)
                    )
        if count:
            self._vacuum()
        return count

    def list_refusals(self) -> list[str]:
        """Return why batches were given up.

        Raises:
            StoreError: It cannot be read.
        """
        with self._open() as base:
            rows = base.execute(
                "select problem from batches where attempts >= ? order by made_at", (ATTEMPTS_MAX,)
            ).fetchall()
        return [problem for (problem,) in rows]

    def tidy(self) -> None:
        """Delete what is too old to occur again.

        Raises:
            StoreError: It cannot be written.
        """
        with self._open() as base:
            base.execute(
                "delete from sessions where path not in"
                " (select path from sessions order by noted_at desc limit ?)",
                (SESSIONS_KEPT,),
            )
            base.execute(
                "delete from marks where rowid not in"
                " (select rowid from marks order by rowid desc limit ?)",
                (MARKS_KEPT,),
            )

    def _vacuum(self) -> None:
        # Pages that were freed before deletions were overwritten may still have words.
        with self._open() as base:
            base.execute("vacuum")

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return open_queue(self._file, busy_s=self._busy_s)


def build_worker_outbox(file: Path) -> Outbox:
    """Return the queue for a worker, which may wait longer than a hook."""
    return Outbox(file, busy_s=_WORKER_BUSY_S)


def _mark(
    base: sqlite3.Connection, messages: Iterable[TranscriptMessage]
) -> list[TranscriptMessage]:
    """Mark messages as seen; return those that were new."""
    return [
        message
        for message in messages
        if base.execute(
            "insert or ignore into marks values (?, ?)", (message.mark, _format_now())
        ).rowcount
    ]


def _read_messages(stored: str) -> tuple[TranscriptMessage, ...]:
    return tuple(TranscriptMessage(**message) for message in json.loads(stored))


def _add(base: sqlite3.Connection, session: HookSession, said: Sequence[TranscriptMessage]) -> None:
    marks = "\n".join(message.mark for message in said)
    messages = [
        {"mark": each.mark, "role": each.role, "content": each.content, "at": each.at}
        for each in said
    ]
    base.execute(
        "insert into batches (key, client, session, messages, made_at) values (?, ?, ?, ?, ?)",
        (
            hashlib.sha256(marks.encode()).hexdigest(),
            session.client,
            session.name,
            json.dumps(messages),
            _format_now(),
        ),
    )


def _measure_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _format_now() -> str:
    return datetime.now(UTC).isoformat()
