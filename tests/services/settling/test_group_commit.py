"""Concurrent groups share one commit, each as if it had come alone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.decisions.episode_builder import build_episode
from mcp_mem0.domain.errors import Mem0Error, ModelError
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.rows import Episode, Intake, Message
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Decider, DecisionInput, Neighbours
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.rules import RulesDecider
from mcp_mem0.services.settling.group_commit import CROWD, TOGETHER_MAX
from tests.support.statement_writer import count_transactions
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world, target


@dataclass
class Rules:
    """Rules that run a function before each decision."""

    first: Callable[[DecisionInput], Awaitable[object]]

    @property
    def reads_conversation(self) -> bool:
        return False

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:
        await self.first(case)
        return await RulesDecider().decide(case, neighbours)


@dataclass
class RulesProcess:
    """One process, in which things arrive, and the folder of its store."""

    world: World
    folder: Path

    def stated(self, text: str, *replaces: str, key: str | None = None) -> Episode:
        return self.came(Intake(content=text, replaces=tuple(map(target, replaces))), key=key)

    def came(self, intake: Intake, *, key: str | None = None) -> Episode:
        request = replace(ASK, intake=intake, key=key)
        new_id = self.world.parts.ids.make_id
        return build_episode(request, session="morning", now=self.world.clock(), new_id=new_id)

    async def settled_at_once(
        self, *episodes: Episode, by: Decider | None = None
    ) -> list[Receipt | Mem0Error]:
        """Settle what arrived while another episode was being settled."""
        background = self.world.parts.background
        groups = self.world.groups_by(by or RulesDecider())
        results: dict[int, Receipt | Mem0Error] = {}

        async def settle(number: int) -> None:
            try:
                results[number] = await groups.settle(
                    Incoming(episode=episodes[number], excerpts=())
                )
            except Mem0Error as error:
                results[number] = error

        door = anyio.Event()
        background.start(SPACE, door.wait)
        async with anyio.create_task_group() as tasks:
            for number in range(len(episodes)):
                tasks.start_soon(settle, number)
            await anyio.wait_all_tasks_blocked()
            door.set()
        return [results[number] for number in range(len(episodes))]

    def commits(self) -> int:
        """Return how many commits the store has had."""
        return count_transactions(str(self.folder))


def receipts(results: Sequence[Receipt | Mem0Error]) -> list[Receipt]:
    return [each for each in results if isinstance(each, Receipt)]


def operations(results: Sequence[Receipt | Mem0Error]) -> list[str]:
    return [outcome.operation for receipt in receipts(results) for outcome in receipt.outcomes]


async def test_concurrent_arrivals_share_a_commit_and_get_separate_receipts(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        await world.state("Ana lives in Rome")
        before = process.commits()
        said = process.came(Intake(messages=(Message(role="user", content="It is warm"),)))
        results = await process.settled_at_once(
            process.stated("Ana keeps bees"), said, process.stated("Ana rows")
        )

        assert process.commits() == before + 1
        assert await world.texts() == ["Ana keeps bees", "Ana lives in Rome", "Ana rows"]
        assert [change.revision for change in await world.changes()] == [1, 2, 3, 4]
        assert [change.id for change in await world.changes()][1:] == [
            receipt.change for receipt in receipts(results)
        ]
        decided = {episode.id: episode.recorded_by for episode in await world.episodes()}
        assert all(decided[str(each.episode)] == each.change for each in receipts(results))

        await world.undo(receipts(results)[0].change)
        assert await world.texts() == ["Ana lives in Rome", "Ana rows"]


async def test_episodes_that_share_a_commit_stay_separate(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        whose = {
            "ana (desk)": (process.stated("Ana keeps bees"), ("bees",)),
            "bo (phone)": (process.stated("Bo rows"), ("boats",)),
            "cy (desk)": (process.stated("Bo rows"), ("rowing",)),
        }
        results = await process.settled_at_once(
            *(
                replace(episode, author=author, tags=tags, session=author[:2])
                for author, (episode, tags) in whose.items()
            )
        )

        assert operations(results) == ["ADD", "ADD", "NOOP"]
        owned = [(author, tags, author[:2]) for author, (_, tags) in whose.items()]
        changes = await world.changes()
        assert [(each.author, each.tags, each.session) for each in changes] == owned
        facts = {fact.text: (fact.author, fact.tags, fact.session) for fact in await world.facts()}
        assert facts == {"Ana keeps bees": owned[0], "Bo rows": owned[1]}


async def test_what_one_states_the_next_one_repeats(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        results = await process.settled_at_once(
            process.stated("Ana keeps bees"), process.stated("Ana keeps bees")
        )

        assert operations(results) == ["ADD", "NOOP"]
        first, second = receipts(results)
        assert fact_id(first) == fact_id(second)
        assert await world.texts() == ["Ana keeps bees"]


async def test_what_replaces_a_fact_settles_alone_and_in_its_turn(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        home = fact_id(await world.state("Ana lives in Rome"))
        before = process.commits()
        results = await process.settled_at_once(
            process.stated("Ana keeps bees"),
            process.stated("Ana lives in Oslo", home),
            process.stated("Ana rows"),
            process.stated("Ana sings"),
        )

        assert operations(results) == ["ADD", "UPDATE", "ADD", "ADD"]
        assert process.commits() == before + len(("bees", "Oslo", "rows and sings"))
        assert await world.texts() == [
            "Ana keeps bees",
            "Ana lives in Oslo",
            "Ana rows",
            "Ana sings",
        ]


async def test_a_cancelled_call_is_stored_and_decided_all_the_same(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        background = world.parts.background
        groups = world.groups_by(RulesDecider())
        incoming = Incoming(episode=RulesProcess(world, tmp_path).stated("Ana rows"), excerpts=())
        door = anyio.Event()
        background.start(SPACE, door.wait)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(groups.settle, incoming)
            await anyio.wait_all_tasks_blocked()
            tasks.cancel_scope.cancel()
        door.set()

        assert await background.start(SPACE, world.texts).wait_for_result() == ["Ana rows"]
        assert await world.pending() == []


@pytest.mark.parametrize("fault", [ModelError("no Oslo"), ValueError("no Oslo")])
async def test_a_failure_without_a_waiting_caller_affects_no_later_call(
    tmp_path: Path, fault: Exception
) -> None:
    async with opened_world(tmp_path) as world:
        home = fact_id(await world.state("Ana lives in Rome"))

        async def refuse_oslo(case: DecisionInput) -> None:
            if case.episode.intake.replaces:
                raise fault

        world.remembering = world.services_by(Rules(refuse_oslo)).remember
        await world.state("Ana lives in Oslo", home, ask=replace(ASK, wait_s=0))
        receipt = await world.state("Ana rows")

        assert operations([receipt]) == ["ADD"]
        assert await world.texts() == ["Ana lives in Rome", "Ana rows"]
        assert [each.intake.content for each in await world.pending()] == ["Ana lives in Oslo"]


async def test_the_same_episode_twice_is_stored_once(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        episode = process.stated("Ana keeps bees", key="message 7")
        results = await process.settled_at_once(episode, episode, process.stated("Ana rows"))

        assert [receipt.episode for receipt in receipts(results)][:2] == [episode.id] * 2
        assert await world.texts() == ["Ana keeps bees", "Ana rows"]


async def test_of_two_calls_with_one_key_only_the_first_is_decided(
    tmp_path: Path,
) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        first = process.stated("Ana keeps bees", key="message 7")
        # Another process keeps it while this one decides.
        await world.records.append(first, [])
        world.clock.advance(seconds=1)
        results = await process.settled_at_once(process.stated("Ana rows", key="message 7"))

        assert [receipt.episode for receipt in receipts(results)] == [first.id]
        assert await world.texts() == ["Ana keeps bees"]
        assert await world.pending() == []


async def test_the_number_of_episodes_in_a_commit_is_bounded(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        before = process.commits()
        count = TOGETHER_MAX + 1
        results = await process.settled_at_once(
            *(process.stated(f"Ana has read book {number}") for number in range(count))
        )

        assert operations(results) == ["ADD"] * count
        assert process.commits() == before + 2


async def test_those_that_another_process_outran_are_all_kept(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as other, opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)

        async def meanwhile(_: DecisionInput) -> None:
            if not await other.facts():
                await other.state("Ana keeps bees")

        results = await process.settled_at_once(
            process.stated("Ana rows"), process.stated("Ana keeps bees"), by=Rules(meanwhile)
        )

        assert operations(results) == ["ADD", "NOOP"]
        assert await world.texts() == ["Ana keeps bees", "Ana rows"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        pytest.param(ModelError("no bees"), "no bees", id="foreseen"),
        pytest.param(ValueError("no bees"), "internal error", id="ours"),
    ],
)
async def test_a_failing_episode_does_not_affect_the_others(
    tmp_path: Path, fault: Exception, sentence: str
) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)

        async def refuse_bees(case: DecisionInput) -> None:
            if case.episode.intake.content == "Ana keeps bees":
                raise fault

        results = await process.settled_at_once(
            process.stated("Ana rows"),
            process.stated("Ana keeps bees"),
            process.stated("Ana sings"),
            process.stated("Ana reads"),
            by=Rules(refuse_bees),
        )

        failed = results[1]
        assert isinstance(failed, Mem0Error)
        assert str(failed).startswith(sentence)
        assert len(receipts(results)) == len(results) - 1
        assert await world.texts() == ["Ana reads", "Ana rows", "Ana sings"]
        assert len(await world.episodes()) == len(receipts(results))


async def test_no_session_of_any_space_delays_an_arrival(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        door = anyio.Event()
        for space in ("rules", SPACE):
            world.parts.background.start((space, SPACE), door.wait)
        with anyio.fail_after(10):
            await world.state("Ana keeps bees")
        door.set()


async def test_a_caller_that_does_not_wait_waits_if_the_queue_is_long(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as world:
        process = RulesProcess(world, tmp_path)
        background = world.parts.background
        groups = world.groups_by(RulesDecider())
        *crowd, last = [process.stated(f"Ana reads book {number}") for number in range(CROWD + 1)]
        for episode in (*crowd, last):
            await world.records.append(episode, [])
        door = anyio.Event()
        background.start(SPACE, door.wait)
        assert [await groups.settle_soon(episode) for episode in crowd] == [None] * CROWD

        results: list[Receipt | None] = []

        async def come() -> None:
            results.append(await groups.settle_soon(last))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(come)
            await anyio.wait_all_tasks_blocked()
            assert results == []
            door.set()

        assert [receipt and receipt.status for receipt in results] == ["done"]
        assert await world.pending() == []
