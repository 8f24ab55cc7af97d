"""A memory grows session by session and is asked on the way; what is recorded is asked once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.experiments.growing.growth import GrowthExperiment
from mcp_mem0.evals.experiments.growing.growth_records import AskedQuestion, GrowthRecord
from mcp_mem0.evals.runs.records import FoundContext
from mcp_mem0.evals.systems.catalogue import SYSTEMS
from mcp_mem0.evals.systems.system import MemorySystem, SystemSpec
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.own_conversation import OWN
from tests.support.remembering_model import adding
from tests.support.two_friends import settings_for

if TYPE_CHECKING:
    from mcp_mem0.domain.usage import Usage

CONVERSATION = parse_own_conversation("own", OWN)


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


class FullDiskError(Exception):
    """What was shown cannot be written down."""


class Growth:
    """An experiment in a folder, and what it told."""

    def __init__(
        self, folder: Path, settings: Settings | None = None, *, chat_points: tuple[int, ...] = ()
    ) -> None:
        self.contexts: list[FoundContext] = []
        self.used: list[Usage] = []
        self.done: list[int] = []
        self.full_at = ""
        self._folder, self._chat_points = folder, chat_points
        self._settings = settings or settings_for()

    async def run(
        self,
        *names: str,
        recorded: Sequence[GrowthRecord] = (),
        has_room: Callable[[int], bool] = lambda _: True,
    ) -> list[GrowthRecord]:
        """Run it, and return its records, those made before a failure too."""
        records: list[GrowthRecord] = []
        experiment = GrowthExperiment(
            stores=self._folder,
            settings=self._settings,
            record=records.append,
            record_context=self.show,
            chat_points=self._chat_points,
            has_room=lambda _, __, session: has_room(session),
            note_usage=self.used.append,
            embedder=ReadableEmbedder(),
        )
        systems = [memory_system(SYSTEMS[name]) for name in names or ("rules",)]
        with suppress(FullDiskError):
            await experiment.grow(CONVERSATION, systems, recorded, show_done=self.done.append)
        return records

    def show(self, context: FoundContext) -> None:
        if context.system == self.full_at:
            raise FullDiskError(self.full_at)
        self.contexts.append(context)


def memory_system(system: SystemSpec) -> MemorySystem:
    assert isinstance(system, MemorySystem)
    return system


def find(record: GrowthRecord, question: str) -> AskedQuestion:
    (found,) = [each for each in record.questions if each.question == question]
    return found


async def test_each_checkpoint_asks_what_is_right_then(tmp_path: Path) -> None:
    growth = Growth(tmp_path)
    first, second, third = await growth.run()

    assert [each.session for each in (first, second, third)] == [1, 2, 3]
    assert [each.days for each in (first, second, third)] == [0, 28, 55]
    assert [each.messages for each in (first, second, third)] == [3, 6, 7]
    assert find(first, "plays-then").evidence_share == 1.0
    assert find(third, "towns").evidence_share == 1.0
    assert find(third, "brother").evidence_share is None
    assert growth.done == [1, 2, 3]


async def test_what_was_shown_is_recorded_under_the_name_of_the_checkpoint(
    tmp_path: Path,
) -> None:
    growth = Growth(tmp_path)
    await growth.run()
    shown = {(each.system, each.question): each for each in growth.contexts}

    assert {each.system for each in growth.contexts} == {"rules@1", "rules@2", "rules@3"}
    assert "I play the harp in Lyon" in shown["rules@1", "plays-then"].text
    assert shown["rules@1", "plays-then"].turns[0] == "1:1"
    assert "horn" not in shown["rules@2", "plays-then"].text


async def test_what_ended_is_stale_if_it_stands_above(tmp_path: Path) -> None:
    *_, last = await Growth(tmp_path).run()

    # Rules close nothing, and "play" stands at the start of the old message.
    assert find(last, "plays-now").is_stale is True
    assert find(last, "towns").is_stale is None


async def test_what_was_forgotten_is_shown_to_nobody(tmp_path: Path) -> None:
    growth = Growth(tmp_path)
    first, second, third = await growth.run()

    assert [each.forgotten_turns for each in (first, second, third)] == [0, 1, 1]
    assert [each.forgotten_found for each in (first, second, third)] == [0, 0, 0]
    assert not any(each.is_forgotten_shown for each in third.questions)
    assert not any("number 31" in each.text for each in growth.contexts)


async def test_small_talk_beside_is_asked_through_on_the_last_day(tmp_path: Path) -> None:
    growth = Growth(tmp_path, chat_points=(20,))
    *_, before, beside = await growth.run()

    assert (beside.session, beside.chat, beside.messages) == (3, 20, before.messages + 20)
    assert beside.days == before.days
    assert [each.question for each in beside.questions] == [
        each.question for each in before.questions
    ]
    assert growth.contexts[-1].system == "rules@3+20"


async def test_systems_of_one_construction_share_its_memory(
    tmp_path: Path, model: MessagesServer
) -> None:
    growth = Growth(tmp_path, settings_for(model.url))
    records = await growth.run("mem0-single", "mem0-single+tuned")

    assert [(each.system, each.session) for each in records] == [
        (name, session) for session in (1, 2, 3) for name in ("mem0-single", "mem0-single+tuned")
    ]
    assert len(model.asked) == len(growth.used) == 3
    # The fact of the forgotten message went with it.
    assert (records[-1].facts, records[-1].messages) == (7, 7)


async def test_a_growth_that_was_stopped_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    growth = Growth(tmp_path)
    growth.full_at = "rules+tuned@2"
    begun = await growth.run("rules", "rules+tuned")
    growth.full_at = ""
    rest = await growth.run("rules", "rules+tuned", recorded=begun)

    assert [(each.system, each.session) for each in begun] == [
        ("rules", 1),
        ("rules+tuned", 1),
        ("rules", 2),
    ]
    assert [(each.system, each.session) for each in rest] == [
        ("rules+tuned", 2),
        ("rules", 3),
        ("rules+tuned", 3),
    ]
    assert len(growth.used) == 3
    asked = [(each.system, each.question) for each in growth.contexts]
    assert len(asked) == len(set(asked))


async def test_it_ends_where_there_is_no_room_for_the_next_session(tmp_path: Path) -> None:
    growth = Growth(tmp_path)
    records = await growth.run(has_room=lambda session: session < 3)
    rest = await growth.run(recorded=records)

    assert [each.session for each in records] == [1, 2]
    assert [each.session for each in rest] == [3]


async def test_a_checkpoint_is_never_asked_of_a_memory_that_has_grown_beyond_it(
    tmp_path: Path,
) -> None:
    growth = Growth(tmp_path)
    await growth.run()

    with pytest.raises(RequestError, match=r"rules of own has grown beyond session 1, of which"):
        await growth.run()
