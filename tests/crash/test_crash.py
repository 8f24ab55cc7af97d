"""Many processes on one store, and processes killed at work: nothing is lost or half applied."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import anyio
import pytest

from mcp_mem0.domain.model.rows import Episode, Fact
from tests.crash.worker import services_on
from tests.support.statement_writer import HERE, SPACE, opened

EVERYTHING = replace(HERE, state="any")
KILLS = 20


@dataclass(frozen=True)
class Acknowledged:
    """A statement that was acknowledged to a worker."""

    text: str
    row: str


@dataclass(frozen=True)
class Load:
    """How workers write to one store."""

    store: Path
    shared: str
    way: str
    lock: bool = True

    @contextmanager
    def worker(self, name: str, times: int) -> Generator["Worker"]:
        lock = "lock" if self.lock else "no-lock"
        command = [sys.executable, "-m", "tests.crash.worker", str(self.store), name, str(times)]
        with subprocess.Popen(
            [*command, self.shared, self.way, lock], stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                yield Worker(process)
            finally:
                process.kill()


@dataclass(frozen=True)
class Worker:
    process: "subprocess.Popen[str]"

    def read_acknowledged(self, limit: int | None = None) -> list[Acknowledged]:
        """Read what it reports: up to this many lines, or until it ends."""
        assert self.process.stdout is not None
        acknowledged: list[Acknowledged] = []
        while limit is None or len(acknowledged) < limit:
            line = self.process.stdout.readline()
            if not line.endswith("\n"):
                break
            acknowledged.append(Acknowledged(**json.loads(line)))
        return acknowledged


def with_a_shared_fact(store: Path) -> str:
    """Create the store with one fact; returns its lineage."""

    async def create() -> str:
        diary = await opened(str(store))
        return (await diary.note("the score is unknown")).lineage

    return anyio.run(create)


def assert_kept(store: Path, acknowledged: Sequence[Acknowledged]) -> list[Fact]:
    """Assert that everything acknowledged is stored once and the rows agree; return the facts."""

    async def read() -> tuple[list[Fact], list[str]]:
        diary = await opened(str(store))
        return await diary.records.find(Fact, EVERYTHING), await diary.disagreements()

    facts, disagreements = anyio.run(read)
    assert disagreements == []
    texts = {fact.id: fact.text for fact in facts}
    assert {each.row: texts.get(each.row) for each in acknowledged} == {
        each.row: each.text for each in acknowledged
    }
    times = Counter(fact.text for fact in facts)
    assert [text for text in times if times[text] > 1] == []
    return facts


def race(store: Path, *, times: int, way: str, locks: Sequence[bool]) -> None:
    """Let four processes write concurrently, and assert the invariants afterwards."""
    shared = with_a_shared_fact(store)

    with ExitStack() as stack:
        workers = [
            stack.enter_context(Load(store, shared, way, lock).worker(f"w{number}", times))
            for number, lock in enumerate(locks)
        ]
        acknowledged = [each for worker in workers for each in worker.read_acknowledged()]

    assert len(acknowledged) == len(locks) * times
    facts = assert_kept(store, acknowledged)
    assert {fact.text for fact in facts} == {
        "the score is unknown",
        *(each.text for each in acknowledged),
    }
    corrected = [each.row for each in acknowledged if int(each.text.rpartition(" ")[2]) % 3 == 1]
    assert {row.rpartition(".")[2] for row in corrected} == {"2"}


@pytest.mark.heavy
@pytest.mark.timeout(300)
@pytest.mark.parametrize("times", [5, pytest.param(25, marks=pytest.mark.crash)])
def test_four_processes_of_which_two_are_without_the_lock_lose_nothing(
    tmp_path: Path, times: int
) -> None:
    race(tmp_path / "store", times=times, way="records", locks=[True, True, False, False])


@pytest.mark.crash
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("lock", [True, False], ids=["locked", "without the lock"])
def test_four_processes_remembering_and_correcting_400_things_lose_nothing(
    tmp_path: Path, *, lock: bool
) -> None:
    race(tmp_path / "store", times=100, way="services", locks=[lock] * 4)


@pytest.mark.crash
@pytest.mark.timeout(1_200)
def test_a_store_whose_writers_are_killed_20_times_keeps_all_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    store, chance = tmp_path / "store", Random(20)  # noqa: S311 - when to kill is no secret
    load = Load(store, with_a_shared_fact(store), "services")
    acknowledged: list[Acknowledged] = []

    for kill in range(KILLS):
        with load.worker(f"k{kill}a", 1_000) as one, load.worker(f"k{kill}b", 1_000) as other:
            acknowledged += one.read_acknowledged(limit=chance.randint(1, 12))
            one.process.kill()
            other.process.kill()
            # What was still in the pipes was acknowledged too.
            acknowledged += one.read_acknowledged() + other.read_acknowledged()
        assert_kept(store, acknowledged)

    assert len(acknowledged) > KILLS
    assert_pending_are_decided(store)


def assert_pending_are_decided(store: Path) -> None:
    """Assert that episodes left pending by a killed writer are decided by the next one."""

    async def settle() -> tuple[int, int, int]:
        records = (await opened(str(store))).records
        pending = replace(HERE, pending=True)
        before = await records.count(Episode, pending)
        async with services_on(records) as services:
            settled = await services.deciding.pending.settle_due([SPACE])
        return before, settled, await records.count(Episode, pending)

    before, settled, after = anyio.run(settle)
    assert (before, after) == (settled, 0)
    assert_kept(store, [])
