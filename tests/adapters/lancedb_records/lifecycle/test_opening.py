"""Opening a store that does not fit: refused with a remedy, or brought up to date."""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import anyio
import pytest
from lancedb import AsyncTable
from lancedb.index import FTS

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import migrate, read_schema_version
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN, connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import (
    SCHEMA_VERSION,
    TABLE,
    VERSION_FIELD,
    VERSION_KEY,
    build_table_schema,
)
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.text.words.stop_words import STOP_WORDS
from tests.support.statement_writer import HERE, IDENTITY, opened


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


async def table_in(place: LocalPlace) -> AsyncTable:
    return await (await connect(place, {})).open_table(TABLE)


async def says_version(table: AsyncTable, version: int) -> None:
    await table.update_field_metadata(
        {"path": VERSION_FIELD, "metadata": {VERSION_KEY: str(version)}}
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, name="another model"),
        replace(IDENTITY, revision="2"),
        replace(IDENTITY, dimensions=5),
    ],
)
async def test_a_store_of_another_embedding_model_is_refused_with_the_remedy(
    place: LocalPlace, other: EmbedderIdentity
) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")

    with pytest.raises(StoreError) as caught:
        await LanceRecords(place.uri, identity=other).open()

    assert "readable (1, 64 dimensions)" in str(caught.value)
    assert "restore [embedding]" in str(caught.value)
    assert await diary.texts() == ["lives in Rome"]


async def test_a_store_made_by_a_newer_version_is_refused_and_unchanged(place: LocalPlace) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    table = await table_in(place)
    await says_version(table, SCHEMA_VERSION + 1)
    version = await table.version()

    with pytest.raises(StoreError, match=r"made by a newer mcp-mem0 .* upgrade mcp-mem0"):
        await opened(place.uri)

    assert await table.version() == version
    assert await diary.texts() == ["lives in Rome"]


async def test_an_open_store_that_a_newer_version_migrates_is_no_longer_written(
    place: LocalPlace,
) -> None:
    writers = [await opened(place.uri), await opened(place.uri)]
    await writers[0].note("lives in Rome")
    await says_version(await table_in(place), SCHEMA_VERSION + 1)
    version = await (await table_in(place)).version()

    for writer in writers:
        with pytest.raises(StoreError, match=r"made by a newer mcp-mem0 .* nothing was changed"):
            await writer.keep("works in Oslo")
        with pytest.raises(StoreError, match="made by a newer mcp-mem0"):
            await writer.records.maintain()
        with pytest.raises(StoreError, match="made by a newer mcp-mem0"):
            await writer.records.repair()

    assert await (await table_in(place)).version() == version
    assert await writers[1].texts() == ["lives in Rome"]


async def test_opening_notes_the_schema_where_an_older_program_with_an_open_front_sees_it(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    with closing(sqlite3.connect(place.front)) as connection, connection:
        connection.execute("UPDATE state SET value = 1 WHERE key = 'schema'")

    await opened(place.uri)

    with closing(sqlite3.connect(place.front)) as connection, connection:
        found = connection.execute("SELECT value FROM state WHERE key = 'schema'").fetchone()
        connection.execute("UPDATE state SET value = 99 WHERE key = 'schema'")
    assert found == (SCHEMA_VERSION,)
    with pytest.raises(StoreError, match="made by a newer mcp-mem0"):
        await diary.keep("works in Oslo")


async def test_a_table_that_does_not_say_its_version_is_refused(place: LocalPlace) -> None:
    await opened(place.uri)
    table = await table_in(place)
    await table.update_field_metadata(
        {"path": VERSION_FIELD, "metadata": {VERSION_KEY: "yesterday"}}
    )

    with pytest.raises(StoreError, match="does not say which version made it"):
        await opened(place.uri)


async def test_migrations_run_in_order_from_the_version_of_the_table(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    await diary.note("lives in Rome")
    assert await diary.records.maintain()
    table = await table_in(place)
    await says_version(table, 0)

    async def add_column(table: AsyncTable) -> None:
        await table.add_columns({"mood": "cast(NULL as string)"})

    async def fill_column(table: AsyncTable) -> None:
        await table.update({"mood": "calm"}, where="kind = 'fact'")

    await migrate(table, {0: add_column, 1: fill_column}, target=2)

    assert read_schema_version(await table.schema()) == 2
    facts = await table.query().where("kind = 'fact'").to_list()
    assert [(fact["text"], fact["mood"]) for fact in facts] == [("lives in Rome", "calm")]


async def test_an_interrupted_migration_continues_where_it_stopped(place: LocalPlace) -> None:
    await opened(place.uri)
    table = await table_in(place)
    await says_version(table, 0)

    async def add_column(table: AsyncTable) -> None:
        await table.add_columns({"mood": "cast(NULL as string)"})

    async def fail(_: AsyncTable) -> None:
        raise StoreError("the power went")

    with pytest.raises(StoreError, match="the power went"):
        await migrate(table, {0: add_column, 1: fail}, target=2)
    assert read_schema_version(await table.schema()) == 1

    async def succeed(_: AsyncTable) -> None:
        pass

    await migrate(table, {0: fail, 1: succeed}, target=2)
    assert read_schema_version(await table.schema()) == 2


async def test_an_up_to_date_table_is_not_migrated(place: LocalPlace) -> None:
    await opened(place.uri)
    table = await table_in(place)
    version = await table.version()

    await migrate(table)

    assert await table.version() == version
    assert read_schema_version(build_table_schema(IDENTITY)) == SCHEMA_VERSION


async def test_a_closed_store_opens_again_and_reads_nothing_in_between(place: LocalPlace) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    diary.records.close()

    with pytest.raises(StoreError, match="the store is not open yet"):
        await diary.texts()
    with pytest.raises(StoreError, match="the store is not open yet"):
        await diary.keep("works in Oslo")

    await diary.records.open()
    assert await diary.texts() == ["lives in Rome"]


async def read_full_text_index(place: LocalPlace) -> tuple[str | None, Sequence[str] | None]:
    """The id of the store's full-text index, and its stop words if they are not built in."""
    [index] = [
        index
        for index in await (await table_in(place)).list_indices()
        if index.columns == [FULL_TEXT_COLUMN]
    ]
    return index.index_uuid, (index.index_details or {}).get("custom_stop_words")


async def index_as_older_versions(place: LocalPlace) -> None:
    """Give the store the full-text index of the versions that had no stop words of their own."""
    older = FTS(base_tokenizer="icu/split", with_position=False)
    await (await table_in(place)).create_index(FULL_TEXT_COLUMN, config=older, replace=True)


async def test_an_index_with_other_stop_words_is_rebuilt_once_on_opening(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    await diary.note("takes vitamin D")
    await index_as_older_versions(place)
    assert (await read_full_text_index(place))[1] is None

    diary = await opened(place.uri)

    rebuilt = await read_full_text_index(place)
    assert rebuilt[1] == sorted(STOP_WORDS)
    found = await diary.records.search_text([Fact], "D", HERE, limit=5)
    assert [hit.row.text for hit in found] == ["takes vitamin D"]
    version = await (await table_in(place)).version()

    await opened(place.uri)

    assert await read_full_text_index(place) == rebuilt
    assert await (await table_in(place)).version() == version


async def test_many_that_open_an_older_store_at_once_rebuild_its_index_once(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    await diary.note("takes vitamin D")
    await index_as_older_versions(place)
    version = await (await table_in(place)).version()

    async with anyio.create_task_group() as tasks:
        for _ in range(4):
            tasks.start_soon(opened, place.uri)

    assert await (await table_in(place)).version() == version + 1
    assert await diary.texts() == ["takes vitamin D"]
