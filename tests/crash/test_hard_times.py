"""A server whose folder is moved away, whose lock is held by a stopped process, or that has too few
file handles or too little memory: it says so in a sentence, and nothing acknowledged is lost."""

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import pytest

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.stdio_process import Child, child

pytestmark = [pytest.mark.crash, pytest.mark.anyio, pytest.mark.timeout(300)]

HERE = Filter(spaces=("default",))
LIMITED = (
    "import resource, runpy; resource.setrlimit(resource.{limit}, ({value}, {value}));"
    " runpy.run_module('mcp_mem0', run_name='__main__', alter_sys=True)"
)
"""A program that serves under a limit of the system."""

HANDLES = (16, 20, 22, 24, 26, 28, 40)
MEMORY_MB = (400, 600, 800, 1_000, 1_400, 2_000)
MISTAKEN = ("internal error", "fault of ours", "Traceback", "check --repair", "install")
"""What no sentence may say of a store that is whole."""


@dataclass
class Told:
    """What a server acknowledged, and with what words it refused the rest."""

    kept: list[str] = field(default_factory=list[str])
    refusals: list[str] = field(default_factory=list[str])
    deaths: int = 0

    async def remember(self, server: Child, text: str) -> None:
        result = await server.ask("tools/call", name="remember", arguments={"content": text})
        self.take(text, result)

    def take(self, text: str, result: dict[str, Any]) -> None:
        words = str(result["content"][0]["text"])
        if result.get("isError"):
            self.refusals.append(words)
        else:
            self.kept.append(text)

    def assert_clear(self) -> None:
        """Assert that each refusal is a sentence about what is the matter."""
        assert [words for words in self.refusals if any(each in words for each in MISTAKEN)] == []


async def assert_kept(store: Path, told: Told) -> None:
    """Open the store as it is with nothing in its way: all that was acknowledged is there once."""
    async with build_app(Settings(store=str(store))) as app:
        services = await app.get_services()
        assert await services.check.find_violations() == []
        texts = [fact.text for fact in await services.records.find(Fact, HERE)]
    assert [texts.count(text) for text in told.kept] == [1] * len(told.kept)


# The folder is renamed while a server has it open.


async def test_a_folder_that_is_renamed_under_a_server_loses_nothing(tmp_path: Path) -> None:
    store, away = tmp_path / "store", tmp_path / "away"
    told = Told()
    async with child(store, "--alone") as server:
        await told.remember(server, "Ana keeps bees")
        store.rename(away)
        for number in range(4):
            await told.remember(server, f"Ana keeps {number} goats")
        await server.ask("tools/call", name="recall", arguments={"query": "bees"})
        await server.close_input()

    # What was acknowledged is in one place, and not in a new store beside it.
    assert not (store / "front.db").exists()
    told.assert_clear()
    away.rename(store) if not store.exists() else None
    await assert_kept(away if away.exists() else store, told)


async def test_a_folder_that_is_renamed_and_back_again_is_served_on(tmp_path: Path) -> None:
    store, away = tmp_path / "store", tmp_path / "away"
    told = Told()
    async with child(store, "--alone") as server:
        await told.remember(server, "Ana keeps bees")
        store.rename(away)
        await told.remember(server, "Ana keeps goats")
        if store.exists():
            pytest.fail("it made a new store where the folder was")
        away.rename(store)
        await told.remember(server, "Ana keeps hens")
        found = await server.call("recall", query="what does Ana keep?")
        await server.close_input()

    assert "Ana keeps hens" in told.kept
    assert all(text in found for text in told.kept)
    await assert_kept(store, told)


# A stopped process holds the lock.


@contextmanager
def stopped_holder(store: Path) -> Generator["subprocess.Popen[str]"]:
    """Start a process that holds the write lock of a store, and stop it."""
    command = [sys.executable, "-m", "tests.adapters.system.lock_holder", "hold"]
    with subprocess.Popen(
        [*command, str(store / ".mcp_mem0" / "write.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        process.send_signal(signal.SIGSTOP)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()


async def test_a_stopped_holder_of_the_lock_is_named_and_waited_for_no_longer_than_told(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    (tmp_path / "config.toml").write_text("[storage]\nlock_timeout_s = 2.0\n")
    told = Told()
    async with child(store, "--alone") as server:
        await told.remember(server, "Ana keeps bees")
        with stopped_holder(store) as holder:
            with anyio.fail_after(20):
                await told.remember(server, "Ana keeps goats")
                found = await server.call("recall", query="bees")
            holder.send_signal(signal.SIGCONT)
            # It goes on, and lets go of the lock.
            holder.communicate()
            with anyio.fail_after(20):
                await told.remember(server, "Ana keeps hens")
        await server.close_input()

    (refusal,) = told.refusals
    assert f"process {holder.pid}" in refusal
    assert "Ana keeps bees" in found
    assert told.kept == ["Ana keeps bees", "Ana keeps hens"]
    await assert_kept(store, told)


# Too few file handles, or too little memory.


async def serve_limited(store: Path, limit: str, value: int, told: Told) -> None:
    """Let a server work under a limit, for as long as it lives."""
    program = ("-c", LIMITED.format(limit=limit, value=value))
    began = len(told.kept)
    try:
        async with child(store, "--alone", program=program) as server:
            for number in range(4):
                await told.remember(server, f"Ana keeps {number} of {limit} {value}")
            await server.ask("tools/call", name="recall", arguments={"query": "Ana"})
            await server.close_input()
    except (anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
        # It died, which loses nothing either.
        told.deaths += 1
    assert len(told.kept) - began <= 4


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
@pytest.mark.parametrize("value", HANDLES)
async def test_few_file_handles_are_told_as_such_and_lose_nothing(
    tmp_path: Path, value: int
) -> None:
    store, told = tmp_path / "store", Told()
    async with child(store, "--alone") as server:
        await told.remember(server, "Ana keeps bees")
        await server.close_input()

    await serve_limited(store, "RLIMIT_NOFILE", value, told)

    told.assert_clear()
    for words in told.refusals:
        assert "too many open files" in words, words
    await assert_kept(store, told)


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
@pytest.mark.parametrize("value", MEMORY_MB)
async def test_little_memory_is_told_as_such_and_loses_nothing(tmp_path: Path, value: int) -> None:
    store, told = tmp_path / "store", Told()
    async with child(store, "--alone") as server:
        await told.remember(server, "Ana keeps bees")
        await server.close_input()

    await serve_limited(store, "RLIMIT_AS", value * 1_048_576, told)

    told.assert_clear()
    for words in told.refusals:
        assert "no more memory" in words, words
    await assert_kept(store, told)
