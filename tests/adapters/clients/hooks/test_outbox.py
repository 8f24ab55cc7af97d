"""Each message is queued once and sent until it is acknowledged, whatever is killed when."""

import json
import stat
import sys
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.adapters.clients.hooks.batches import HookSession, TranscriptMessage
from mcp_mem0.adapters.clients.hooks.erasing import erase_from_hooks
from mcp_mem0.adapters.clients.hooks.hook_state import HookState
from mcp_mem0.adapters.clients.hooks.outbox import ATTEMPTS_MAX, Outbox
from mcp_mem0.adapters.clients.hooks.transcripts import read_transcript
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.results.erasure import ErasedWords

STORE: Final = "/memory"


def words(*texts: str, session: str | None = None, is_whole_space: bool = False) -> ErasedWords:
    return ErasedWords(texts=texts, space="home", session=session, is_whole_space=is_whole_space)


def said(*marks: str) -> list[TranscriptMessage]:
    return [
        TranscriptMessage(mark=mark, role="user", content=f"text of {mark}", at="")
        for mark in marks
    ]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "state" / "outbox.db")


@pytest.fixture
def session(tmp_path: Path) -> HookSession:
    path = tmp_path / "s.jsonl"
    path.write_text("x")
    return HookSession(path, "claude-code", "s")


def take(outbox: Outbox, session: HookSession, *marks: str, batch_max: int = 10) -> None:
    size = session.path.stat().st_size
    outbox.take(session, said(*marks), size=size, batch_max=batch_max)


def marks(outbox: Outbox) -> list[list[str]]:
    return [[message.mark for message in batch.messages] for batch in outbox.list_batches()]


def test_a_queued_message_is_not_queued_again_from_any_session(
    outbox: Outbox, session: HookSession, tmp_path: Path
) -> None:
    take(outbox, session, "a", "b")
    take(outbox, session, "a", "b", "c")
    resumed = HookSession(tmp_path / "resumed.jsonl", "claude-code", "r")
    resumed.path.write_text("")
    take(outbox, resumed, "a", "b", "c", "d")

    assert marks(outbox) == [["a", "b"], ["c"], ["d"]]
    for batch in outbox.list_batches():
        outbox.acknowledge(batch)
    take(outbox, session, "a", "b", "c", "d")
    assert marks(outbox) == []


def test_a_batch_keeps_its_key_until_it_is_acknowledged(
    outbox: Outbox, session: HookSession
) -> None:
    take(outbox, session, "a", "b", "c", batch_max=2)
    first = outbox.list_batches()

    assert marks(outbox) == [["a", "b"], ["c"]]
    assert outbox.list_batches() == first
    assert len({batch.key for batch in first}) == 2


def test_a_session_is_read_when_its_transcript_has_grown(
    outbox: Outbox, session: HookSession
) -> None:
    outbox.note(session)
    before = outbox.list_grown_sessions()
    take(outbox, session, "a")
    unchanged = outbox.list_grown_sessions()
    session.path.write_text("longer")

    assert [each for each, _ in before] == [session]
    assert unchanged == []
    assert outbox.list_grown_sessions() == [(session, 6)]


def test_a_transcript_that_is_gone_is_not_read(outbox: Outbox, session: HookSession) -> None:
    outbox.note(session)
    session.path.unlink()

    assert outbox.list_grown_sessions() == []


def test_a_refused_batch_is_given_up_and_reported_with_its_reason(
    outbox: Outbox, session: HookSession
) -> None:
    take(outbox, session, "a")
    (batch,) = outbox.list_batches()
    for _ in range(ATTEMPTS_MAX):
        outbox.refuse(batch, "too long: send less")

    assert outbox.list_batches() == []
    assert outbox.list_refusals() == ["too long: send less"]


def test_what_was_handed_over_is_gone_from_the_file(
    outbox: Outbox, session: HookSession, tmp_path: Path
) -> None:
    take(outbox, session, "a")
    file = tmp_path / "state" / "outbox.db"
    before = b"text of a" in file.read_bytes()
    outbox.acknowledge(outbox.list_batches()[0])
    outbox.tidy()

    assert before
    assert b"text of a" not in file.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_the_queue_is_its_owners_alone(
    outbox: Outbox, session: HookSession, tmp_path: Path
) -> None:
    outbox.note(session)

    assert stat.S_IMODE((tmp_path / "state" / "outbox.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_a_file_that_is_no_queue_is_refused_with_what_to_do(
    tmp_path: Path, session: HookSession
) -> None:
    file = tmp_path / "outbox.db"
    file.write_bytes(b"something else entirely" * 100)

    with pytest.raises(StoreError, match="remove it"):
        Outbox(file).note(session)


def test_erased_texts_are_in_no_file_of_the_hooks(session: HookSession, tmp_path: Path) -> None:
    folder = tmp_path / "hooks" / "a1"
    queue = Outbox(folder / "outbox.db")
    take(queue, session, "walnut", "harbour")
    take(queue, session, "walnut two")
    (folder / "brief.txt").write_text("{}\nTEXT OF WAL…")
    (folder / "memory").write_text("text of harbour")

    assert erase_from_hooks(tmp_path, words("text of walnut"), STORE) == []

    assert marks(queue) == [["harbour"]]
    assert not (folder / "brief.txt").exists()
    assert b"of walnut" not in (folder / "outbox.db").read_bytes()
    assert erase_from_hooks(tmp_path, words("of harbour"), STORE) == [
        "the file memory of the hooks has its words"
    ]


class TestErasedSession:
    """What waits for a store is not stored once its session, or its space, was erased."""

    @pytest.mark.parametrize(
        ("memory", "way", "left"),
        [
            ("/memory\nhome", "session", [["c"]]),
            ("/memory\nhome", "space", []),
            ("/memory\nwork", "session", [["a", "b"], ["c"]]),
            ("/other\nhome", "session", [["a", "b"], ["c"]]),
            ("/other\nhome", "space", [["a", "b"], ["c"]]),
            ("http://127.0.0.1:8000/mcp", "session", [["c"]]),
            ("http://127.0.0.1:8000/mcp", "space", [["a", "b"], ["c"]]),
        ],
    )
    def test_what_is_queued_of_it_goes(
        self, session: HookSession, tmp_path: Path, memory: str, way: str, left: list[list[str]]
    ) -> None:
        folder = tmp_path / "hooks" / "a1"
        queue = Outbox(folder / "outbox.db")
        take(queue, session, "a", "b")
        take(queue, HookSession(session.path, "claude-code", "other"), "c")
        HookState(folder).set_memory(memory)
        erased = words(session="s") if way == "session" else words(is_whole_space=True)

        assert erase_from_hooks(tmp_path, erased, STORE) == []

        assert marks(queue) == left
        take(queue, session, "a", "b")
        assert marks(queue) == left
        is_gone = ["a", "b"] not in left
        assert (b"text of a" in (folder / "outbox.db").read_bytes()) != is_gone

    def test_what_its_transcript_has_and_nobody_read_yet_is_never_queued(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "s.jsonl"
        session = HookSession(path, "claude-code", "s")
        entry = {
            "type": "user",
            "uuid": "u1",
            "sessionId": "s",
            "message": {"role": "user", "content": "The walnut tree is ill"},
        }
        path.write_text(json.dumps(entry) + "\n")
        folder = tmp_path / "hooks" / "a1"
        queue = Outbox(folder / "outbox.db")
        queue.note(session)
        HookState(folder).set_memory("/memory\nhome")
        unread = read_transcript(path, "claude-code")
        assert [each.content for each in unread] == ["The walnut tree is ill"]

        assert erase_from_hooks(tmp_path, words(session="s"), STORE) == []

        assert queue.list_grown_sessions() == []
        queue.take(session, unread, size=path.stat().st_size, batch_max=10)
        assert queue.list_batches() == []

    def test_a_batch_that_was_listed_before_is_not_queued_any_more(
        self, session: HookSession, tmp_path: Path
    ) -> None:
        folder = tmp_path / "hooks" / "a1"
        queue = Outbox(folder / "outbox.db")
        take(queue, session, "walnut", "harbour")
        (batch,) = queue.list_batches()
        assert queue.is_queued(batch)

        erase_from_hooks(tmp_path, words("text of walnut"), STORE)

        assert not queue.is_queued(batch)
        assert [*map(queue.is_queued, queue.list_batches())] == [True]
