"""Real clients that correct one fact at the same moment: one is first, and each other one replaces
its result, or is refused with its name if it named the revision that it had seen."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import pytest

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.http_process import started
from tests.support.http_server import TRANSPORTS, connected
from tests.support.s3_server import MOTO, s3_server, write_config
from tests.support.stdio_process import Child, child

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

HERE = Filter(spaces=("default",))
Remember = Callable[..., Awaitable[dict[str, Any]]]
"""Calls the tool, and returns its result as JSON."""


@dataclass
class Race:
    """Callers that correct the same fact, each in a way of its own."""

    callers: list[Remember]
    name: str = ""
    revision: int = 0
    refusals: list[str] = field(default_factory=list[str])

    async def begin(self) -> None:
        """Remember what is corrected."""
        result = await self.callers[0](content="Ana lives in Rome")
        self.name, self.revision = get_fact_id(result), 1

    async def by_lineage(self) -> None:
        """Let all correct it, whatever it is; each must succeed."""
        results = await self._call_all(self.name)
        for result in results:
            assert not result.get("isError"), result["content"][0]["text"]
            assert get_fact_id(result) == self.name
        self.revision += len(self.callers)

    async def by_revision(self) -> None:
        """Let all correct what they saw; one must succeed, and each other one must be told."""
        results = await self._call_all(f"{self.name}.{self.revision}")
        self.revision += 1
        refused = [each["content"][0]["text"] for each in results if each.get("isError")]
        assert len(refused) == len(self.callers) - 1
        for words in refused:
            assert "has changed since" in words
            assert f"it is now {self.name}.{self.revision}" in words
        self.refusals += refused

    async def _call_all(self, seen: str) -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = []

        async def call(number: int, remember: Remember) -> None:
            text = f"Ana lives in house {self.revision} of street {number}"
            results.append(await remember(content=text, replaces=[seen]))

        async with anyio.create_task_group() as tasks:
            for number, remember in enumerate(self.callers):
                tasks.start_soon(call, number, remember)
        return results


def get_fact_id(result: dict[str, Any]) -> str:
    return str(result["structuredContent"]["operations"][0]["id"])


def calling(server: Child) -> Remember:
    async def remember(**arguments: object) -> dict[str, Any]:
        return await server.ask("tools/call", name="remember", arguments=arguments)

    return remember


@asynccontextmanager
async def two_processes(folder: Path) -> AsyncGenerator[Race]:
    store = folder / "store"
    async with child(store, "--alone") as one, child(store, "--alone") as other:
        race = Race([calling(one), calling(other)])
        await race.begin()
        yield race


@asynccontextmanager
async def two_http_clients(folder: Path) -> AsyncGenerator[Race]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(started(folder))

        async def connect(name: str, transport: str) -> Remember:
            client = await stack.enter_async_context(connected(server.url, transport, name=name))

            async def remember(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
                result = await client.call_tool("remember", arguments)
                return result.model_dump(by_alias=True)

            return remember

        race = Race([await connect("desk", TRANSPORTS[0]), await connect("phone", TRANSPORTS[1])])
        await race.begin()
        yield race


async def assert_one_is_open(settings: Settings, race: Race) -> None:
    """Open the store anew: one fact is there, with all its revisions, and the rows agree."""
    async with build_app(settings) as app:
        services = await app.get_services()
        assert await services.check.find_violations() == []
        facts = await services.records.find(Fact, HERE)
        assert [(fact.lineage, fact.revision) for fact in facts] == [(race.name, race.revision)]


@pytest.mark.heavy
@pytest.mark.parametrize("races", [5, pytest.param(25, marks=pytest.mark.crash)])
async def test_of_calls_that_a_server_gets_without_a_pause_one_is_first(
    tmp_path: Path, races: int
) -> None:
    store = tmp_path / "store"
    race = Race([])
    async with child(store, "--alone") as server:
        race.callers.append(calling(server))
        await race.begin()
        for turn in range(races):
            seen = race.name
            results = await server.call_at_once(
                *(
                    ("remember", {"content": f"Ana lives in {street} {turn}", "replaces": [seen]})
                    for street in ("house", "boat", "tent")
                )
            )
            assert [get_fact_id(each) for each in results] == [race.name] * 3
            race.revision += 3
            seen = f"{race.name}.{race.revision}"
            results = await server.call_at_once(
                ("remember", {"content": f"Ana lives in shed {turn}", "replaces": [seen]}),
                (
                    "relate",
                    {
                        "subject": "Ana",
                        "predicate": "lives_in",
                        "object": f"barn {turn}",
                        "replaces": [seen],
                    },
                ),
            )
            race.revision += 1
            (refused,) = [each for each in results if each.get("isError")]
            assert f"it is now {race.name}.{race.revision}" in refused["content"][0]["text"]

    await assert_one_is_open(Settings(store=str(store)), race)


@pytest.mark.heavy
@pytest.mark.parametrize("races", [4, pytest.param(24, marks=pytest.mark.crash)])
async def test_of_two_processes_one_is_first(tmp_path: Path, races: int) -> None:
    async with two_processes(tmp_path) as race:
        for _ in range(races):
            await race.by_lineage()
            await race.by_revision()

    assert len(race.refusals) == races
    await assert_one_is_open(Settings(store=str(tmp_path / "store")), race)


@pytest.mark.heavy
@pytest.mark.parametrize("races", [3, pytest.param(24, marks=pytest.mark.crash)])
async def test_of_two_clients_over_http_one_is_first(tmp_path: Path, races: int) -> None:
    async with two_http_clients(tmp_path) as race:
        for _ in range(races):
            await race.by_lineage()
            await race.by_revision()

    await assert_one_is_open(Settings(store=str(tmp_path / "store")), race)


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    with s3_server() as address:
        yield address


@pytest.mark.crash
@pytest.mark.timeout(600)
@pytest.mark.skipif(not MOTO.exists(), reason="there is no .venv-s3: run `make test-heavy`")
async def test_of_two_processes_on_a_bucket_one_is_first(tmp_path: Path, s3: str) -> None:
    uri = f"s3://bucket/{tmp_path.name}"
    write_config(tmp_path / "config.toml", s3)
    opened = (tmp_path / "store", "--store", uri)
    async with child(*opened) as one, child(*opened) as other:
        race = Race([calling(one), calling(other)])
        await race.begin()
        for _ in range(4):
            await race.by_lineage()
            await race.by_revision()
        result = await one.ask("tools/call", name="recall", arguments={"query": "Ana"})

    memories = result["structuredContent"]["memories"]
    assert [each["id"] for each in memories if "id" in each] == [race.name]
