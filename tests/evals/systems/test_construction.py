"""A memory is built session by session on the days of the conversation, and each session once."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import ModelError, SettingsError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact
from mcp_mem0.evals.runs.records import BuiltSession
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.construction import MemoryBuilder
from mcp_mem0.evals.systems.open_source import open_builder
from mcp_mem0.evals.systems.session_calls import find_session_end
from mcp_mem0.prompts import decide
from mcp_mem0.prompts.rules import RelationAnswer
from tests.support.decision_cases import operation, operations
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import Fails, MessagesServer, Says, messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import BAKERY, BOAT, FRIENDS, LIGHTHOUSE, settings_for

BY_NAME = {construction.name: construction for construction in CONSTRUCTIONS}
ALL = Filter(spaces=("default",), state="any")


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


@asynccontextmanager
async def opened(
    stores: Path, settings: Settings, name: str = "mem0-single"
) -> AsyncGenerator[MemoryBuilder]:
    async with open_builder(
        BY_NAME[name], FRIENDS, stores, settings, embedder=ReadableEmbedder()
    ) as builder:
        yield builder


async def build(
    builder: MemoryBuilder, recorded: tuple[int, ...] = (), *, at_most: int = 3
) -> list[BuiltSession]:
    """Remember up to a number of sessions, as a run does that is stopped after them."""
    records: list[BuiltSession] = []
    async for record in builder.remember_sessions(recorded):
        records.append(record)
        if len(records) == at_most:
            break
    return records


async def find_rows(builder: MemoryBuilder) -> tuple[list[Episode], list[Excerpt]]:
    records = builder.memory.services.records
    assert await builder.memory.services.check.find_violations() == []
    episodes = sorted(await records.find(Episode, ALL), key=lambda each: each.said_at)
    excerpts = sorted(await records.find(Excerpt, ALL), key=lambda each: each.said_at)
    return episodes, excerpts


async def test_each_session_is_remembered_on_its_day_with_both_speakers(tmp_path: Path) -> None:
    async with opened(tmp_path, settings_for(), "rules") as builder:
        await build(builder)
        episodes, excerpts = await find_rows(builder)

    assert [each.session for each in episodes] == ["session 1", "session 2", "session 3"]
    assert [each.said_at for each in episodes] == [each.said_at for each in FRIENDS.sessions]
    late = [
        each.recorded_at - find_session_end(session)
        for each, session in zip(episodes, FRIENDS.sessions, strict=True)
    ]
    assert all(0 < each.total_seconds() < 1 for each in late)
    said = [message for each in episodes for message in each.intake.messages]
    assert [message.name for message in said] == ["Ida", "Tom", "Ida", "Tom", "Tom"]
    assert {message.role for message in said} == {"user"}
    assert len(excerpts) == len(said)


async def test_each_session_yields_what_its_decision_took(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url)) as builder:
        records = await build(builder)

    assert [(each.session, each.conversation) for each in records] == [
        (1, FRIENDS.name),
        (2, FRIENDS.name),
        (3, FRIENDS.name),
    ]
    assert [each.usage.calls for each in records] == [1, 1, 1]
    assert {(each.usage.tokens_in, each.usage.tokens_out) for each in records} == {(100, 20)}
    assert all(each.milliseconds > 0 for each in records)


async def test_a_finished_store_says_what_it_holds(tmp_path: Path, model: MessagesServer) -> None:
    async with opened(tmp_path, settings_for(model.url)) as builder:
        await build(builder)
        built = await builder.finish()
        facts = await builder.memory.services.records.find(Fact, ALL)

    assert (built.construction, built.messages, built.relations) == ("mem0-single", 5, 0)
    assert built.facts == len(facts)
    assert {BOAT, BAKERY, LIGHTHOUSE} <= {fact.text for fact in facts}
    assert built.bytes > 10_000


async def test_a_build_that_was_stopped_goes_on_where_it_stopped(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url)) as builder:
        (first,) = await build(builder, at_most=1)
    async with opened(tmp_path, settings_for(model.url)) as builder:
        rest = await build(builder, recorded=(first.session,))
        episodes, _ = await find_rows(builder)

    assert [each.session for each in rest] == [2, 3]
    assert len(episodes) == 3
    assert len(model.asked) == 3


async def test_a_session_that_was_stored_and_not_recorded_gets_its_record_and_no_second_decision(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url)) as builder:
        (lost,) = await build(builder, at_most=1)
    async with opened(tmp_path, settings_for(model.url)) as builder:
        again, *_ = await build(builder)

    assert again.usage == lost.usage
    assert again.milliseconds == lost.usage.milliseconds
    assert len(model.asked) == 3


async def test_a_session_that_was_recorded_and_is_not_there_is_remembered_again(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, settings_for(), "rules") as builder:
        records = await build(builder, recorded=(1, 2))

    assert [each.session for each in records] == [1, 2, 3]


async def test_a_model_that_fails_ends_it_in_one_sentence_and_what_was_built_stays(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url)) as builder:
        await build(builder, at_most=1)
        model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))
        with pytest.raises(ModelError) as caught:
            await build(builder, recorded=(1,))
    asked = len(model.asked)
    model.will_usually_answer(adding)
    async with opened(tmp_path, settings_for(model.url)) as builder:
        rest = await build(builder, recorded=(1,))
        episodes, _ = await find_rows(builder)

    assert "mem0-single of ida/tom.1: session 2 is stored and could not be decided" in str(
        caught.value
    )
    assert "401" in str(caught.value)
    assert [each.session for each in rest] == [2, 3]
    assert not any(each.is_pending for each in episodes)
    assert len(model.asked) == asked + 2


async def test_a_model_that_cannot_be_reached_for_a_while_is_waited_for(
    tmp_path: Path, model: MessagesServer
) -> None:
    model.will_answer(Fails(status=503), Fails(status=503))
    async with opened(tmp_path, settings_for(model.url)) as builder:
        records = await build(builder)

    assert [each.session for each in records] == [1, 2, 3]
    assert len(model.asked) == 5


async def test_a_model_that_is_never_reached_is_given_up(
    tmp_path: Path, model: MessagesServer
) -> None:
    model.will_usually_answer(lambda _: Fails(status=503))
    async with opened(tmp_path, settings_for(model.url)) as builder:
        with pytest.raises(ModelError, match="session 1 is stored and could not be decided"):
            await build(builder)

    assert len(model.asked) == 5


async def test_answers_that_are_no_decision_are_left_to_the_rules_as_a_server_does(
    tmp_path: Path, model: MessagesServer
) -> None:
    model.will_answer(Says(text="Gladly!"), Says(text="Gladly!"))
    async with opened(tmp_path, settings_for(model.url, answers_max=2)) as builder:
        first, *_ = await build(builder)
        episodes, _ = await find_rows(builder)

    assert not any(each.is_pending for each in episodes)
    assert (first.usage.calls, first.usage.tokens_in) == (2, 200)


async def test_what_was_spent_on_a_session_that_is_not_decided_is_told(
    tmp_path: Path, model: MessagesServer
) -> None:
    model.will_answer(Says(text="Gladly!"))
    model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))
    async with opened(tmp_path, settings_for(model.url)) as builder:
        with pytest.raises(ModelError) as caught:
            await build(builder)

    assert (caught.value.usage.calls, caught.value.usage.tokens_in) == (1, 100)


async def test_a_day_whose_tokens_are_used_up_is_told_with_what_to_do(
    tmp_path: Path, model: MessagesServer
) -> None:
    one_day = replace(FRIENDS, sessions=(FRIENDS.sessions[0],) * 2)
    settings = settings_for(model.url)
    deciding = settings.deciding.model_copy(update={"daily_tokens": 1})
    async with open_builder(
        BY_NAME["mem0-single"],
        one_day,
        tmp_path,
        settings.model_copy(update={"deciding": deciding}),
        embedder=ReadableEmbedder(),
    ) as builder:
        with pytest.raises(ModelError, match=r"session 2 is stored.*raise deciding\.daily_tokens"):
            await build(builder)

    assert len(model.asked) == 1


@pytest.mark.parametrize(("name", "relations"), [("mem0-single", 0), ("mem0g-single", 1)])
async def test_the_graph_alone_keeps_what_a_model_says_of_relations(
    tmp_path: Path, model: MessagesServer, name: str, relations: int
) -> None:
    stated = RelationAnswer(subject="Vera", predicate="opened", object="bakery")
    model.will_answer(
        operations(), operations(operation("ADD", BAKERY, message=1, relations=(stated,)))
    )
    async with opened(tmp_path, settings_for(model.url), name) as builder:
        await build(builder)
        built = await builder.finish()

    assert built.relations == relations


async def test_rules_ask_no_model_although_one_is_configured(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url), "rules") as builder:
        records = await build(builder)

    assert model.asked == []
    assert {each.usage.calls for each in records} == {0}


async def test_the_pipeline_is_that_of_the_construction(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with opened(tmp_path, settings_for(model.url), "mem0-paper") as builder:
        await build(builder, at_most=1)

    assert len(model.asked) > 1
    assert decide.SYSTEM not in {each.system for each in model.asked}


async def test_without_a_model_what_needs_one_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mem0-single keeps, and none.*the systems `local`"):
        async with opened(tmp_path, settings_for()):
            pytest.fail("it was opened")
