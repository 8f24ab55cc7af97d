"""Concurrent requests of the same kind are batched, each with its own answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.request_batching import RequestBatcher
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.row_builders import SPACE, adding, fact

if TYPE_CHECKING:
    from mcp_mem0.domain.model.rows import Readable
    from mcp_mem0.ports import Hit

AT_ONCE = 4


@dataclass
class Oracle:
    """Doubles numbers once it is released, and records each batch."""

    asked: list[tuple[str, list[int]]] = field(default_factory=list[tuple[str, list[int]]])
    may_answer: anyio.Event = field(default_factory=anyio.Event)
    fails: bool = False

    async def answer(self, key: str, items: Sequence[int]) -> list[int]:
        self.asked.append((key, list(items)))
        await self.may_answer.wait()
        if self.fails:
            self.fails = False
            raise ValueError(key)
        return [2 * item for item in items]


@dataclass
class Asking:
    """Several callers of one pool, and what each of them got."""

    oracle: Oracle = field(default_factory=Oracle)
    got: dict[int, int] = field(default_factory=dict[int, int])
    failed: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.pool: RequestBatcher[str, int, int] = RequestBatcher(
            self.oracle.answer, batch_max=AT_ONCE
        )

    async def ask(self, item: int, key: str = "a") -> None:
        try:
            self.got[item] = await self.pool.ask(key, item)
        except ValueError:
            self.failed.append(item)


async def test_what_comes_meanwhile_is_answered_next_in_one_go() -> None:
    asking = Asking()
    async with anyio.create_task_group() as tasks:
        for item in range(7):
            tasks.start_soon(asking.ask, item)
        await anyio.wait_all_tasks_blocked()
        asking.oracle.may_answer.set()

    assert asking.got == {item: 2 * item for item in range(7)}
    assert asking.oracle.asked == [("a", [0, 1, 2, 3]), ("a", [4, 5, 6])]


async def test_a_later_question_is_never_answered_by_an_earlier_look() -> None:
    asking = Asking()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(asking.ask, 1)
        await anyio.wait_all_tasks_blocked()
        tasks.start_soon(asking.ask, 2)
        await anyio.wait_all_tasks_blocked()
        assert asking.oracle.asked == [("a", [1])]
        asking.oracle.may_answer.set()

    assert asking.oracle.asked == [("a", [1]), ("a", [2])]


async def test_requests_of_another_kind_do_not_wait() -> None:
    asking = Asking()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(asking.ask, 1, "a")
        tasks.start_soon(asking.ask, 2, "b")
        await anyio.wait_all_tasks_blocked()
        assert asking.oracle.asked == [("a", [1]), ("b", [2])]
        asking.oracle.may_answer.set()


async def test_a_failure_is_its_askers_and_the_others_are_answered() -> None:
    asking = Asking(oracle=Oracle(fails=True))
    async with anyio.create_task_group() as tasks:
        for item in range(3):
            tasks.start_soon(asking.ask, item)
        await anyio.wait_all_tasks_blocked()
        asking.oracle.may_answer.set()

    assert asking.failed == [0]
    assert asking.got == {1: 2, 2: 4}


async def test_a_cancelled_request_does_not_cancel_others() -> None:
    asking = Asking()
    giving_up = anyio.CancelScope()

    async def give_up() -> None:
        with giving_up:
            await asking.ask(0)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(give_up)
        tasks.start_soon(asking.ask, 1)
        await anyio.wait_all_tasks_blocked()
        giving_up.cancel()
        asking.oracle.may_answer.set()

    assert asking.got[1] == 2


@pytest.mark.parametrize("callers", [1, 40])
async def test_rows_near_many_vectors_are_those_near_each(
    records: LanceRecords, callers: int
) -> None:
    facts = [fact(number, text=f"Fact {number}") for number in range(1, 30)]
    await records.commit(adding(*facts))
    found: dict[int, list[Hit[Readable]]] = {}

    async def ask(number: int) -> None:
        vector = facts[number % len(facts)].vector
        assert vector is not None
        found[number] = await records.search_vectors(
            [Fact], vector, Filter(spaces=(SPACE,)), limit=5
        )

    async with anyio.create_task_group() as tasks:
        for number in range(callers):
            tasks.start_soon(ask, number)
    together = dict(found)
    for number in range(callers):
        await ask(number)

    assert together == found
    assert all(len(hits) == len(range(5)) for hits in found.values())
