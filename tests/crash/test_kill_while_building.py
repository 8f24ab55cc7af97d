"""A process that builds a memory for an evaluation is killed: the next one goes on.

Each session is there once, and has its record.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.evals.runs.records import BuiltSession
from mcp_mem0.evals.systems.open_source import open_builder
from tests.crash.stopped_build import CONSTRUCTION
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import Asked, Hangs, MessagesServer, Reply, messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import FRIENDS, settings_for

pytestmark = [pytest.mark.crash, pytest.mark.anyio]

TIMEOUT_S = 60.0
ALL = Filter(spaces=("default",), state="any")


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


def kill_when(stores: Path, url: str, is_there: Callable[[subprocess.Popen[str]], bool]) -> None:
    """Build in another process, and kill it once it is there."""
    command = [sys.executable, "-m", "tests.crash.stopped_build", str(stores), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        reached = is_there(process)
        process.kill()
    assert reached


def read_line(process: subprocess.Popen[str]) -> bool:
    return process.stdout is not None and process.stdout.readline() == "built\n"


async def build_rest(stores: Path, url: str) -> list[BuiltSession]:
    """Build on without any record, and check that everything is there once."""
    async with open_builder(
        CONSTRUCTION, FRIENDS, stores, settings_for(url), embedder=ReadableEmbedder()
    ) as builder:
        records = [record async for record in builder.remember_sessions()]
        services = builder.memory.services
        episodes = await services.records.find(Episode, ALL)
        excerpts = await services.records.find(Excerpt, ALL)
        violations = await services.check.find_violations()
    turns = sum(len(session.turns) for session in FRIENDS.sessions)
    assert (len(episodes), len(excerpts), violations) == (3, turns, [])
    assert not any(episode.is_pending for episode in episodes)
    return records


async def test_killed_between_the_store_and_the_record(
    tmp_path: Path, model: MessagesServer
) -> None:
    kill_when(tmp_path, model.url, read_line)

    records = await build_rest(tmp_path, model.url)

    assert [(each.session, each.usage.calls) for each in records] == [(1, 1), (2, 1), (3, 1)]
    assert len(model.asked) == 3


async def test_killed_while_the_model_decides(tmp_path: Path, model: MessagesServer) -> None:
    reached = threading.Event()

    def hang(_: Asked) -> Reply:
        reached.set()
        return Hangs()

    model.will_usually_answer(hang)
    kill_when(tmp_path, model.url, lambda _: reached.wait(TIMEOUT_S))
    model.will_usually_answer(adding)

    records = await build_rest(tmp_path, model.url)

    assert [(each.session, each.usage.calls) for each in records] == [(1, 1), (2, 1), (3, 1)]
    assert len(model.asked) == 4
