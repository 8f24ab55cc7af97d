"""The store in a bucket: no lock, no flush, and still nothing lost, doubled or half applied.

The bucket is moto's S3 on loopback, in an environment of its own (`make test-heavy` makes it).
"""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.rows import Episode, Fact
from tests.adapters.lancedb_records.forgetful_proxy import ForgetfulProxy, forgetful_proxy
from tests.support.row_builders import adding, fact
from tests.support.statement_writer import HERE, StatementWriter, opened

MOTO = Path(__file__).parents[3] / ".venv-s3" / "bin" / "moto_server"

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`"),
]


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    """Host and port of an S3 that has one bucket."""
    with subprocess.Popen(
        [str(MOTO), "-H", "127.0.0.1", "-p", "0"], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if address := re.search(r"http://(127\.0\.0\.1:\d+)", line):
                break
        else:
            pytest.fail("moto_server did not start")
        # What it says later must not fill the pipe.
        with subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=server.stderr
        ) as reader:
            connection = http.client.HTTPConnection(address[1])
            connection.request("PUT", "/bucket")
            assert connection.getresponse().status == 200
            connection.close()
            yield address[1]
            server.kill()
            reader.wait()


@pytest.fixture
def proxy(s3: str) -> Generator[ForgetfulProxy]:
    with forgetful_proxy(s3) as running:
        yield running


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"s3://bucket/{tmp_path.name}"


def options(address: str) -> Mapping[str, str]:
    return {
        "aws_access_key_id": "somebody",
        "aws_secret_access_key": "something",
        "aws_region": "us-east-1",
        "aws_endpoint": f"http://{address}",
        "allow_http": "true",
    }


async def opened_in(uri: str, address: str) -> StatementWriter:
    return await opened(uri, options=options(address), roll_up_after_commits=3)


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
    seen = [await is_stored(uri, options(s3)), await is_stored(uri, options(s3))]
    await opened_in(uri, s3)
    seen.append(await is_stored(uri, options(s3)))

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
    environment = {name.upper(): value for name, value in options(s3).items()}
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
    unreachable = {**options("127.0.0.1:9"), "client_max_retries": "0", "client_retry_timeout": "1"}

    with pytest.raises(StoreError, match=r"cannot be reached .*: check the address"):
        await opened(uri, options=unreachable)
