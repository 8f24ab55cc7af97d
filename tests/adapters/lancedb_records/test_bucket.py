"""The store in a bucket: no lock, no flush, and still nothing lost, doubled or half applied.

The bucket is moto's S3 on loopback, in an environment of its own (`make test-heavy` makes it).
"""

import os
import sys
from collections import Counter
from collections.abc import Awaitable, Generator
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored
from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.config.sections.storage import StorageSettings
from mcp_mem0.domain.errors import HeadMovedError, RequestError, StoreError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Intake
from mcp_mem0.domain.requests.model import RecallRequest
from tests.adapters.lancedb_records.forgetful_proxy import ForgetfulProxy, forgetful_proxy
from tests.support.erased_message import erase_message, say_message
from tests.support.export_lines import build_rows
from tests.support.row_builders import IDENTITY as ROWS_IDENTITY
from tests.support.row_builders import SPACE, adding, fact
from tests.support.s3_server import MOTO, build_options, s3_server
from tests.support.statement_writer import HERE, StatementWriter, opened
from tests.support.wired_services import ASK

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`"),
]


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    """Host and port of an S3 that has one bucket."""
    with s3_server() as address:
        yield address


@pytest.fixture
def proxy(s3: str) -> Generator[ForgetfulProxy]:
    with forgetful_proxy(s3) as running:
        yield running


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"s3://bucket/{tmp_path.name}"


async def opened_in(uri: str, address: str) -> StatementWriter:
    return await opened(uri, options=build_options(address), roll_up_after_commits=3)


async def test_a_store_in_a_bucket_keeps_and_corrects(s3: str, uri: str) -> None:
    diary = await opened_in(uri, s3)
    first = await diary.note("lives in Rome")
    await diary.note("lives in Oslo", instead_of=first.lineage)
    await diary.note("works in Bergen")

    again = await opened_in(uri, s3)

    assert await again.texts() == ["lives in Oslo", "works in Bergen"]
    assert await again.found("Oslo") == ["lives in Oslo"]
    assert await again.records.maintain()
    assert await again.texts() == ["lives in Oslo", "works in Bergen"]
    assert await again.disagreements() == []


async def test_checking_a_bucket_for_a_store_creates_none(s3: str, uri: str) -> None:
    seen = [await is_stored(uri, build_options(s3)), await is_stored(uri, build_options(s3))]
    await opened_in(uri, s3)
    seen.append(await is_stored(uri, build_options(s3)))

    assert seen == [False, False, True]


async def test_a_change_on_a_head_that_moved_writes_nothing_there(s3: str, uri: str) -> None:
    diary = await opened_in(uri, s3)
    await diary.records.commit(adding(fact(1, vector=None)))

    with pytest.raises(HeadMovedError):
        await diary.records.commit(
            replace(adding(fact(2, vector=None)), change=replace(adding().change, id="c_9"))
        )

    found = await diary.records.find(Fact, replace(HERE, spaces=("default",)))
    assert [row.lineage for row in found] == ["f_000000001"]


async def test_an_answer_that_is_lost_on_the_way_doubles_nothing(
    s3: str, uri: str, proxy: ForgetfulProxy
) -> None:
    diary = await opened_in(uri, f"127.0.0.1:{proxy.port}")
    await diary.note("lives in Rome")

    proxy.lose_next = "_versions"
    await diary.keep("works in Oslo")
    proxy.lose_next = "_versions"
    await diary.records.commit(adding(fact(1, vector=None)))

    assert len(proxy.lost) == 2
    direct = await opened_in(uri, s3)
    assert await direct.records.count(Episode, HERE) == 2
    assert await direct.records.count(Fact, replace(HERE, spaces=("default",))) == 1


async def test_three_writers_to_one_bucket_lose_nothing(s3: str, uri: str) -> None:
    diary = await opened_in(uri, s3)
    shared = await diary.note("the score is unknown")
    environment = {name.upper(): value for name, value in build_options(s3).items()}
    worker = [sys.executable, "-m", "tests.crash.worker", uri]

    async def write(name: str) -> None:
        command = [*worker, name, "4", shared.lineage, "records", "lock"]
        env = {**os.environ, **environment, "AWS_ALLOW_HTTP": "true"}
        done = await anyio.run_process(command, env=env, check=False)
        assert done.returncode == 0, done.stderr.decode()

    async with anyio.create_task_group() as tasks:
        for name in ("one", "two", "three"):
            tasks.start_soon(write, name)

    facts = await diary.records.find(Fact, replace(HERE, state="any"))
    said = {f"{name} said statement {n}" for name in ("one", "two", "three") for n in range(4)}
    assert sorted(each.text for each in facts) == sorted({"the score is unknown", *said})
    assert await diary.disagreements() == []


async def test_a_bucket_that_cannot_be_reached_is_an_error_with_a_remedy(uri: str) -> None:
    unreachable = {
        **build_options("127.0.0.1:9"),
        "client_max_retries": "0",
        "client_retry_timeout": "1",
    }

    with pytest.raises(StoreError, match=r"cannot be reached .*: check the address"):
        await opened(uri, options=unreachable)


async def test_a_message_is_erased_from_every_version_in_a_bucket(s3: str, uri: str) -> None:
    records = LanceRecords(uri, identity=ROWS_IDENTITY, options=build_options(s3))
    await records.open()
    gone, kept = "Tove has epilepsy since the winter of 2019", "The harbour opens at six"
    await say_message(records, 1, gone)
    await say_message(records, 2, kept)
    before = await records.find_texts([gone, kept], SPACE, in_all_versions=True)
    assert {each.text for each in before} == {0, 1}

    async with records.erasing():
        await erase_message(records, 1)
        assert await records.clear_remains() == []

    after = await records.find_texts([gone, kept], SPACE, in_all_versions=True)
    assert {each.text for each in after} == {1}
    assert {each.version for each in after} != {None}
    assert not await records.finish_erase()
    other = LanceRecords(uri, identity=ROWS_IDENTITY, options=build_options(s3))
    await other.open()
    rows = await other.find(Excerpt, Filter(spaces=(SPACE,)))
    assert sorted(row.text for row in rows) == ["", kept]


async def test_each_read_and_write_lists_a_bucket_as_often_as_it_must_look(
    proxy: ForgetfulProxy, uri: str
) -> None:
    address = f"127.0.0.1:{proxy.port}"
    storage = StorageSettings(options=dict(build_options(address)))
    diary = await opened_in(uri, address)
    await diary.note("lives in Rome")

    async def count(act: Awaitable[object]) -> Counter[str]:
        first = len(proxy.seen)
        await act
        return Counter(proxy.seen[first:])

    read = await count(diary.texts())
    noted = await count(diary.note("works in Oslo"))
    async with build_app(Settings(store=f"{uri}-of-an-app", storage=storage)) as app:
        services = await app.get_services()
        intakes = [Intake(content=text) for text in ("Ben works in Oslo", "Cleo likes tea")]
        kept = [
            await count(services.remember.remember(replace(ASK, intake=each))) for each in intakes
        ]
        spaces = (ASK.space,)
        asked = RecallRequest(query="What does Cleo like?", spaces=spaces, usual_spaces=spaces)
        recalled = await count(app.recall(asked))

    # Each read looks once for what others committed. So does each write, and its commit again.
    assert read["LIST"] == 1 < read["GET"]
    assert noted["LIST"] <= 5, noted
    assert noted.total() <= 36, noted
    assert kept[-1]["LIST"] <= 13, kept
    assert recalled["LIST"] <= 11, recalled


async def test_spaces_of_a_bucket_are_read_whole_and_stored_whole(s3: str, uri: str) -> None:
    records = LanceRecords(uri, identity=ROWS_IDENTITY, options=build_options(s3))
    await records.open()
    await records.mover.restore([build_rows()], [SPACE])
    async with records.mover.freeze([]) as frozen:
        await records.commit(adding(fact(2), revision=2))
        # Another read takes the table of this process further.
        assert await records.count(Fact, Filter(spaces=(SPACE,))) == 2
        facts = [row async for batch in frozen.read([Fact]) for row in batch]

    assert facts == [row for row in build_rows() if isinstance(row, Fact)]
    assert frozen.heads[SPACE].revision == 1
    with pytest.raises(RequestError, match="holds something by now"):
        await records.mover.restore([build_rows()], [SPACE])
    records.close()
