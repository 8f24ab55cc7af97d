"""A changed schema has a new version, and a store of every older version comes up to date."""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import MIGRATIONS, migrate
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_record
from mcp_mem0.adapters.lancedb_records.schema import (
    SCHEMA_VERSION,
    TABLE,
    VERSION_FIELD,
    VERSION_KEY,
    build_table_schema,
)
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.adapters.lancedb_records.lifecycle.schema_texts import (
    find_golden_file,
    parse_schema,
    render_schema,
)
from tests.support.row_builders import SPACE, fact
from tests.support.statement_writer import IDENTITY, opened

VERSIONS = range(1, SCHEMA_VERSION + 1)


def read_golden_text(version: int) -> str:
    return find_golden_file(version).read_text(encoding="utf-8")


async def table_in(place: LocalPlace) -> AsyncTable:
    return await (await connect(place, {})).open_table(TABLE)


def test_a_changed_schema_has_a_new_version() -> None:
    # Another schema needs SCHEMA_VERSION + 1, a migration, and a new golden file (schema_texts).
    assert render_schema(build_table_schema(IDENTITY)) == read_golden_text(SCHEMA_VERSION)


def test_every_older_version_has_its_migration() -> None:
    assert MIGRATIONS.keys() == set(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_store_of_each_version_comes_up_to_date(tmp_path: Path, version: int) -> None:
    made, place = LocalPlace(tmp_path / "made"), LocalPlace(tmp_path / "store")
    maker = await opened(made.uri, fold_after_rows=1)
    await maker.note("lives in Rome")
    assert await maker.records.maintain()
    rows = await (await table_in(made)).query().where("kind <> 'fold'").to_arrow()
    schema = parse_schema(read_golden_text(version))
    place.prepare()
    older = rows.select(schema.names).cast(schema)
    table = await (await connect(place, {})).create_table(TABLE, schema=schema)
    await table.add(older, on_bad_vectors="null")

    writer = await opened(place.uri)
    await writer.note("works in Oslo")

    table = await table_in(place)
    columns = render_schema(await table.schema())
    assert sorted(columns.splitlines()) == sorted(read_golden_text(SCHEMA_VERSION).splitlines())
    assert await writer.texts() == ["lives in Rome", "works in Oslo"]
    assert await writer.disagreements() == []


async def test_a_version_without_a_migration_is_refused_and_unchanged(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path / "store")
    await opened(place.uri)
    table = await table_in(place)
    await table.update_field_metadata({"path": VERSION_FIELD, "metadata": {VERSION_KEY: "0"}})
    version = await table.version()

    with pytest.raises(StoreError, match=r"has schema 0, and .* from schema 0 to 1: open it with"):
        await opened(place.uri)
    with pytest.raises(StoreError, match="from schema 1 to 2"):
        await migrate(table, {0: migrate}, target=2)

    assert await table.version() == version


async def test_dates_from_before_precisions_are_days_at_a_midnight_and_else_times(
    tmp_path: Path,
) -> None:
    october = datetime(2023, 10, 1, tzinfo=UTC)
    year_end = datetime(2024, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)
    morning = datetime(2024, 3, 2, 9, 30, tzinfo=UTC)
    rome = replace(fact(1, vector=None), valid_from=october, valid_to=year_end)
    oslo = replace(fact(2, text="Lives in Oslo", vector=None), valid_from=morning)
    schema = parse_schema(read_golden_text(1))
    place = LocalPlace(tmp_path / "store")
    place.prepare()
    table = await (await connect(place, {})).create_table(TABLE, schema=schema)
    # Columns that the schema lacks are left out.
    records = [build_record(row) for row in (rome, oslo)]
    await table.add(pa.Table.from_pylist(records, schema=schema), on_bad_vectors="null")

    store = (await opened(place.uri)).records

    first, second = await store.find(Fact, Filter(spaces=(SPACE,)))
    assert (first.since.period, first.since.precision) == ("2023-10-01", "day")
    assert first.until is not None
    assert (first.until.period, first.until.precision) == ("2023-12-31", "day")
    assert (second.since.at, second.since.precision) == (morning, "time")


async def test_the_step_to_version_2_may_run_twice(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path / "store")
    await opened(place.uri)
    table = await table_in(place)
    version = await table.version()

    await MIGRATIONS[1](table)

    assert await table.version() == version
