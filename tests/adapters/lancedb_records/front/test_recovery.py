"""A damaged or missing front is never replaced by an empty one in silence.

Each test breaks the files of a real front as a power cut, a bad sector or a person does.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from tests.support.closed_store import copy_closed_store
from tests.support.statement_writer import count_transactions, opened

Damage = Callable[[LocalPlace], None]
NOTES = 8


def zero(place: LocalPlace) -> None:
    place.front.write_bytes(b"\0" * place.front.stat().st_size)


def zero_the_middle(place: LocalPlace) -> None:
    whole = place.front.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    place.front.write_bytes(whole[:middle] + b"\0" * 8192 + whole[middle + 8192 :])


def cut_off(place: LocalPlace) -> None:
    place.front.write_bytes(b"")


def cut_in_half(place: LocalPlace) -> None:
    whole = place.front.read_bytes()
    place.front.write_bytes(whole[: len(whole) // 2])


def fill_with_words(place: LocalPlace) -> None:
    place.front.write_bytes(b"not a database " * 1_000)


def remove(place: LocalPlace) -> None:
    place.front.unlink()


def break_a_text(place: LocalPlace) -> None:
    whole = place.front.read_bytes()
    place.front.write_bytes(whole.replace(b"new note 3", b"new \xff\xfe\xfd\xfc 3"))


def break_a_record(place: LocalPlace) -> None:
    whole = place.front.read_bytes()
    place.front.write_bytes(whole.replace(b'"text": "new note 3"', b'"text"; "new note 3"'))


def break_a_moment(place: LocalPlace) -> None:
    whole = place.front.read_bytes()
    place.front.write_bytes(whole.replace(b'"said_at": "20', b'"said_at": "xx', 1))


def lose_a_table(place: LocalPlace) -> None:
    with closing(sqlite3.connect(place.front)) as connection:
        connection.execute("DROP TABLE rows")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with notes in its table, and as many more in its front."""
    folder = tmp_path_factory.mktemp("written") / "store"

    async def write() -> None:
        diary = await opened(str(folder), fold_after_rows=1)
        for number in range(NOTES):
            await diary.note(f"old note {number}")
        assert await diary.records.maintain()
        for number in range(NOTES):
            await diary.note(f"new note {number}")
        diary.records.close()

    anyio.run(write)
    return folder


@pytest.fixture
def place(tmp_path: Path, written: Path) -> LocalPlace:
    copy_closed_store(written, tmp_path / "store")
    return LocalPlace(tmp_path / "store")


@pytest.mark.parametrize(
    "damage",
    [
        zero,
        zero_the_middle,
        cut_off,
        cut_in_half,
        fill_with_words,
        break_a_text,
        break_a_record,
        break_a_moment,
        lose_a_table,
        remove,
    ],
)
async def test_a_damaged_front_is_reported_and_what_can_be_read_is_kept(
    place: LocalPlace, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    transactions = count_transactions(place.uri)
    damage(place)

    diary = await opened(place.uri)

    texts = await diary.texts()
    assert {f"old note {number}" for number in range(NOTES)} <= set(texts)
    assert "the store was damaged" in caplog.text
    assert "newest rows" in (place.ours / "healed.log").read_text()
    await diary.note("likes rain")
    assert await diary.found("rain") == ["likes rain"]
    # No number of a lost transaction is used again.
    assert count_transactions(place.uri) > transactions


async def test_what_was_damaged_is_kept_as_it_was(place: LocalPlace) -> None:
    fill_with_words(place)

    await opened(place.uri)

    (copy,) = (place.ours / "damaged").glob("front-*/front.db")
    assert copy.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize("damage", [break_a_text, break_a_record])
async def test_only_rows_that_cannot_be_read_are_lost(place: LocalPlace, damage: Damage) -> None:
    damage(place)

    texts = await (await opened(place.uri)).texts()

    kept = [text for text in texts if text.startswith("new note")]
    assert kept == [f"new note {number}" for number in range(NOTES) if number != 3]


@pytest.mark.parametrize("record", [b"{", b"\xff"])
async def test_a_row_that_cannot_be_read_is_told_at_each_read(
    place: LocalPlace, record: bytes
) -> None:
    running = await opened(place.uri, fold_after_rows=1)
    with closing(sqlite3.connect(place.front)) as connection, connection:
        connection.execute("UPDATE state SET value = value + 1 WHERE key = 'seq'")
        ((newest,),) = connection.execute("SELECT value FROM state WHERE key = 'seq'")
        row = "INSERT INTO rows VALUES ('x_1', ?, 0, 'diary', 'excerpt', CAST(? AS TEXT), NULL)"
        connection.execute(row, (newest, record))

    for _ in range(2):
        with pytest.raises(StoreError, match=r"front\.db"):
            await running.texts()
    with pytest.raises(StoreError, match=r"front\.db"):
        await running.records.maintain()


async def test_the_log_of_a_missing_front_is_kept(tmp_path: Path) -> None:
    place, copy = LocalPlace(tmp_path / "store"), LocalPlace(tmp_path / "copy")
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    shutil.copytree(place.folder, copy.folder)
    copy.front.unlink()

    again = await opened(copy.uri)

    assert await again.texts() == ["lives in Rome"]
    assert await again.disagreements() == []
    (log,) = (copy.ours / "damaged").glob("front-*/front.db-wal")
    assert b"lives in Rome" in log.read_bytes()


async def test_rows_around_a_lost_page_are_kept(place: LocalPlace) -> None:
    zero_the_middle(place)

    texts = await (await opened(place.uri)).texts()

    kept = [text for text in texts if text.startswith("new note")]
    assert 0 < len(kept) <= NOTES


async def test_a_whole_front_is_not_reported(
    place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    diary = await opened(place.uri)

    assert len(await diary.texts()) == 2 * NOTES
    assert await diary.disagreements() == []
    assert caplog.text == ""
    assert not (place.ours / "healed.log").exists()


async def test_a_front_whose_log_is_missing_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place, copy = LocalPlace(tmp_path / "store"), LocalPlace(tmp_path / "copy")
    diary = await opened(place.uri, fold_after_rows=1)
    await diary.note("likes rain")
    assert await diary.records.maintain()
    await diary.note("lives in Rome")
    shutil.copytree(place.folder, copy.folder)
    for log in copy.front_logs:
        log.unlink()

    again = await opened(copy.uri)

    assert await again.texts() == ["likes rain"]
    assert "newest rows are lost: transactions 3 to 4" in caplog.text
    await again.note("works in Oslo")
    assert await again.texts() == ["likes rain", "works in Oslo"]
    assert await again.disagreements() == []


@pytest.mark.parametrize("has_note", [True, False])
async def test_an_older_front_hides_nothing_of_the_table_and_can_be_written(
    tmp_path: Path, *, has_note: bool
) -> None:
    place = LocalPlace(tmp_path / "store")
    diary = await opened(place.uri, fold_after_rows=1)
    rome = await diary.note("lives in Rome")
    older = tmp_path / "front.db"
    with closing(sqlite3.connect(place.front)) as connection:
        connection.execute("VACUUM INTO ?", (str(older),))
    for text in ("likes rain", "likes snow"):
        await diary.note(text)
        assert await diary.records.maintain()
    diary.records.close()
    for file in (place.front, *place.front_logs):
        file.unlink(missing_ok=True)
    shutil.copy(older, place.front)
    if not has_note:
        place.note.unlink()

    again = await opened(place.uri)
    await again.note("lives in Oslo", instead_of=rome.lineage)

    assert sorted(await again.texts()) == ["likes rain", "likes snow", "lives in Oslo"]
    assert await again.disagreements() == []


async def test_a_front_that_was_repaired_elsewhere_is_followed(place: LocalPlace) -> None:
    running = await opened(place.uri)
    assert len(await running.texts()) == 2 * NOTES
    place.front.unlink()
    for log in place.front_logs:
        log.unlink(missing_ok=True)

    repairing = await opened(place.uri)
    await repairing.note("likes rain")

    assert await running.texts() == await repairing.texts()
    await running.note("likes snow")
    assert await repairing.found("snow") == ["likes snow"]


async def test_a_power_cut_loses_only_what_was_not_acknowledged(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path / "store")
    diary = await opened(place.uri)
    log = place.front_logs[0]
    acknowledged: list[tuple[int, str]] = []
    for number in range(6):
        await diary.note(f"note {number}")
        acknowledged.append((log.stat().st_size, f"note {number}"))
    whole = log.read_bytes()

    for number, (flushed, _) in enumerate(acknowledged):
        # What came later reached the disk in part, or as zeros.
        for rest in (b"", whole[flushed:][:5_000], b"\0" * len(whole[flushed:])):
            copy = LocalPlace(tmp_path / f"copy-{number}-{len(rest)}")
            if copy.folder.exists():
                continue
            shutil.copytree(place.folder, copy.folder)
            copy.front_logs[0].write_bytes(whole[:flushed] + rest)
            copy.front_logs[1].unlink()
            copy.note.unlink()
            after = await opened(copy.uri)
            assert await after.texts() == [text for _, text in acknowledged[: number + 1]]
            assert await after.disagreements() == []
            after.records.close()
