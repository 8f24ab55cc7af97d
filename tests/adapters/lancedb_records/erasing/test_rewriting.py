"""What is erased is in no file of the store any more, and readers go on."""

from collections.abc import Sequence
from pathlib import Path

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.damage.checksums import Checksums
from mcp_mem0.adapters.lancedb_records.erasing.rewriting import list_files
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.ports import TextPlace
from tests.support.erased_message import erase_message, say_message
from tests.support.row_builders import IDENTITY, SPACE

GONE = "Tove has epilepsy since the winter of 2019"
OTHER = "The harbour opens at six"
ANY = Filter(spaces=(SPACE,), state="any")


def open_store(folder: Path) -> LanceRecords:
    return LanceRecords(str(folder / "store"), identity=IDENTITY, fold_after_rows=1)


async def find(records: LanceRecords, *texts: str) -> Sequence[TextPlace]:
    return await records.find_texts(texts, SPACE, in_all_versions=True)


class TestErasing:
    async def test_nothing_of_a_message_is_left_in_any_file(self, tmp_path: Path) -> None:
        records = open_store(tmp_path)
        await records.open()
        await say_message(records, 1, GONE)
        await records.maintain()
        await say_message(records, 2, OTHER)
        await records.maintain()
        before = list_files(LocalPlace(tmp_path / "store"))
        assert {place.place for place in await find(records, GONE)} >= {"x_000000001"}

        async with records.erasing():
            await erase_message(records, 1)
            assert await records.clear_remains() == []

        assert await find(records, GONE) == []
        assert {place.place for place in await find(records, OTHER)} >= {"x_000000002"}
        now = list_files(LocalPlace(tmp_path / "store"))
        assert [path for path, stamp in before.items() if now.get(path) == stamp] == []
        (change,) = await records.find(Change, ANY)
        assert change.erased == {"excerpt": 1}
        records.close()

    async def test_nothing_is_left_of_what_healing_set_aside_nor_sums_of_it(
        self, tmp_path: Path
    ) -> None:
        records, place = open_store(tmp_path), LocalPlace(tmp_path / "store")
        await records.open()
        await say_message(records, 1, GONE)
        await records.maintain()
        for folder in (place.damaged, place.salvage):
            folder.mkdir()
            (folder / "rows.json").write_text(GONE)
        summed = {*Checksums(place.sums, place.table).read()}
        assert summed

        async with records.erasing():
            await erase_message(records, 1)
            await records.clear_remains()

        assert not place.damaged.exists()
        assert not place.salvage.exists()
        left = {*Checksums(place.sums, place.table).read()}
        assert left
        assert [name for name in left if not (place.table / name).exists()] == []
        records.close()

    async def test_nothing_is_left_of_what_was_in_the_front_alone(self, tmp_path: Path) -> None:
        records = open_store(tmp_path)
        await records.open()
        await say_message(records, 1, GONE)
        assert "front.db-wal" in {place.place for place in await find(records, GONE)}

        async with records.erasing():
            await erase_message(records, 1)
            await records.clear_remains()

        assert await find(records, GONE) == []
        found = await records.search_text([Excerpt], GONE, ANY, limit=5)
        assert found == []
        records.close()
