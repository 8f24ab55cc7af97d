"""A store in a bucket is copied, backed up and restored like one in a folder.

The bucket is moto's S3 on loopback, in an environment of its own (`make test-heavy` makes it).
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.lancedb_records.copies.row_copying import DivergedError
from mcp_mem0.app.backups.restoring import RestoreRequest, restore
from mcp_mem0.config import Settings
from mcp_mem0.config.sections.storage import StorageSettings
from mcp_mem0.domain.errors import RequestError
from tests.support.s3_server import MOTO, build_options, s3_server
from tests.support.statement_writer import StatementWriter, opened, utc_now

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`"),
]


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    """Host and port of an S3 that has one bucket."""
    with s3_server() as address:
        yield address


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"s3://bucket/{tmp_path.name}"


async def open_bucket(uri: str, address: str) -> StatementWriter:
    return await opened(uri, options=build_options(address))


def build_sync(source: str, target: str, address: str) -> StoreSync:
    return StoreSync(source=source, target=target, options=build_options(address))


async def test_a_folder_goes_to_a_bucket_and_what_is_new_comes_back(
    tmp_path: Path, s3: str, uri: str
) -> None:
    folder = str(tmp_path / "store")
    diary = await opened(folder, fold_after_rows=1)
    home = await diary.note("lives in Rome")
    await diary.records.maintain()
    await diary.note("plays chess")
    await build_sync(folder, uri, s3).run(replace=False)
    there = await open_bucket(uri, s3)
    assert await there.texts() == ["lives in Rome", "plays chess"]
    assert await there.found("chess") == ["plays chess"]
    await there.note("lives in Oslo", instead_of=home.lineage)

    copied = await build_sync(uri, folder, s3).run(replace=False)

    assert 0 < copied.written < copied.rows
    assert await diary.texts() == ["plays chess", "lives in Oslo"]
    assert await diary.disagreements() == await there.disagreements() == []
    again = await build_sync(folder, uri, s3).run(replace=False)
    assert (again.written, again.removed) == (0, 0)


async def test_a_bucket_that_went_on_by_itself_is_not_overwritten(
    tmp_path: Path, s3: str, uri: str
) -> None:
    folder = str(tmp_path / "store")
    diary = await opened(folder)
    await diary.note("lives in Rome")
    await build_sync(folder, uri, s3).run(replace=False)
    there = await open_bucket(uri, s3)
    await there.note("sings")
    await diary.note("dances")

    with pytest.raises(DivergedError, match="in the space 'diary', so nothing was copied"):
        await build_sync(folder, uri, s3).run(replace=False)

    assert await there.texts() == ["lives in Rome", "sings"]
    await build_sync(folder, uri, s3).run(replace=True)
    assert await there.texts() == ["lives in Rome", "dances"]
    assert await there.disagreements() == []


async def test_a_bucket_is_backed_up_and_restored_to_a_folder_and_to_a_bucket(
    tmp_path: Path, s3: str, uri: str
) -> None:
    there = await open_bucket(uri, s3)
    await there.note("lives in Rome")
    maker = BackupMaker(
        store=uri, options=build_options(s3), folder=tmp_path / "backups", lock_timeout_s=30
    )
    first = await maker.back_up(keep=2)
    await there.note("plays chess")
    second = await maker.back_up(keep=2)
    assert first.backup.contents.counts["fact"] == 1
    assert second.is_new
    assert len(BackupArchive(tmp_path / "backups").list_backups()) == 2
    settings = Settings(store=uri, storage=StorageSettings(options=build_options(s3)))

    def request(store: str, at: str, *, replace: bool = False) -> RestoreRequest:
        return RestoreRequest(
            folder=tmp_path / "backups", at=at, store=store, replace=replace, as_it_was=True
        )

    folder = str(tmp_path / "folder")
    await restore(settings, request(folder, second.backup.name), now=utc_now())
    with pytest.raises(RequestError, match="say --replace"):
        await restore(settings, request(uri, first.backup.name), now=utc_now())
    await restore(settings, request(uri, first.backup.name, replace=True), now=utc_now())

    assert await (await opened(folder)).texts() == ["lives in Rome", "plays chess"]
    assert await there.texts() == ["lives in Rome"]
    assert await there.disagreements() == []
