"""The queue of hooks: messages that are still to be remembered, in an SQLite file.

A hook only records that a session continued; a worker reads its transcript later. Each message is
queued once: its batch and its mark are written in one transaction, and a batch stays until the
memory has acknowledged it under its key. So a worker that is killed at any point loses nothing,
and a batch that is sent again is recognised by its key.
"""

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import StoreError
from mcp_mem0.private_file import make_private_file, make_private_folder

ATTEMPTS_MAX: Final = 5
"""How often a batch that the memory refuses is sent."""

SESSIONS_READ: Final = 50
SESSIONS_KEPT: Final = 500
MARKS_KEPT: Final = 500_000
_BUSY_S: Final = 0.2
_WORKER_BUSY_S: Final = 10.0

_TABLES: Final = """
create table if not exists sessions (
    path text primary key, client text not null, session text not null,
    noted_at text not null, size integer not null
) strict;
create table if not exists marks (mark text primary key, marked_at text not null) strict;
create table if not exists batches (
    key text primary key, client text not null, session text not null, messages text not null,
    made_at text not null, attempts integer not null default 0, problem text not null default ''
) strict;
"""


@dataclass(frozen=True, slots=True)
class HookSession:
    """A session of a client that continued since it was last read."""

    path: Path
    client: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptMessage:
    """One message of a transcript.

    Attributes:
        mark: Identifies it among all messages, wherever it is copied to.
        role: user or assistant.
        content: Its text.
        at: When it was said, ISO 8601; empty if the transcript does not tell.
    """

    mark: str
    role: str
    content: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of one session that are sent together; `key` makes that idempotent."""

    key: str
    client: str
    session: str
    messages: tuple[TranscriptMessage, ...]


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
            new = [
                message
                for message in messages
                if base.execute(
                    "insert or ignore into marks values (?, ?)", (message.mark, _format_now())
                ).rowcount
            ]
            for start in range(0, len(new), batch_max):
                _add(base, session, new[start : start + batch_max])
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
                messages=tuple(TranscriptMessage(**message) for message in json.loads(messages)),
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

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        try:
            make_private_folder(self._file.parent)
            # Created before SQLite opens it, because SQLite would follow a link.
            make_private_file(self._file)
            base = sqlite3.connect(self._file, timeout=self._busy_s)
            try:
                # So that deleted batches are gone from the file, too.
                base.execute("pragma secure_delete = on")
                base.executescript(_TABLES)
                with base:
                    yield base
            finally:
                base.close()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"the queue of the hooks {self._file} cannot be used ({error}): if that happens"
                " again, remove it; what it still holds is then lost"
            ) from error


def build_worker_outbox(file: Path) -> Outbox:
    """Return the queue for a worker, which may wait longer than a hook."""
    return Outbox(file, busy_s=_WORKER_BUSY_S)


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
