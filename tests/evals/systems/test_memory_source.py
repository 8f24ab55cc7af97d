"""Recall is asked as a client asks it, on the day of the question, and its turns are known."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.config import RecallSettings, Settings
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.evals.systems.catalogue import SYSTEMS, list_constructions
from mcp_mem0.evals.systems.open_source import open_builder, open_source
from mcp_mem0.evals.systems.system import ContextSource
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import BOAT, FRIENDS, SPRING, WINTER, ask, settings_for

(RULES,) = list_constructions([SYSTEMS["rules"]])


@asynccontextmanager
async def asked(
    stores: Path, settings: Settings, name: str = "rules", *, sessions: int = 3
) -> AsyncGenerator[ContextSource]:
    embedder = ReadableEmbedder()
    system = SYSTEMS[name]
    (construction,) = list_constructions([system])
    async with open_builder(construction, FRIENDS, stores, settings, embedder=embedder) as builder:
        for number in range(1, sessions + 1):
            await builder.remember_session(number)
    async with open_source(system, FRIENDS, stores, settings, embedder=embedder) as source:
        yield source


async def test_a_question_is_answered_as_a_client_reads_it_with_the_turns_told(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path, settings_for()) as source:
        shown = await source.find(ask("Who painted a boat red?"))

    assert shown.text.startswith("Quoted from memory, best first")
    assert BOAT in shown.text
    assert shown.turns[0] == "D1:2"
    assert shown.tokens == estimate_tokens(shown.text)


async def test_a_fact_shows_the_turn_that_it_rests_on(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(adding)
        async with asked(tmp_path, settings_for(model.url), "mem0g-single") as source:
            shown = await source.find(ask("Who painted a boat red?"))

    assert "f_" in shown.text
    assert shown.turns[0] == "D1:2"


async def test_yesterday_is_the_day_before_the_question_was_asked(tmp_path: Path) -> None:
    async with asked(tmp_path, settings_for()) as source:
        text = "What was painted or climbed yesterday?"
        in_spring = await source.find(ask(text, SPRING + timedelta(days=1)))
        in_winter = await source.find(ask(text, WINTER + timedelta(days=1)))

    assert in_spring.turns[0] == "D1:2"
    assert in_winter.turns[0] == "D3:1"


async def test_a_question_without_a_day_is_asked_on_the_day_of_the_last_session(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path, settings_for()) as source:
        today = await source.find(ask("What was painted or climbed today?"))

    assert today.turns[0] == "D3:1"


async def test_the_default_tells_what_the_settings_allow_and_tuned_tells_more(
    tmp_path: Path,
) -> None:
    narrow = settings_for().model_copy(update={"recall": RecallSettings(limit=1)})
    async with asked(tmp_path, narrow) as source:
        default = await source.find(ask("What did Tom do?"))
    async with asked(tmp_path, narrow, "rules+tuned") as source:
        tuned = await source.find(ask("What did Tom do?"))

    assert len(default.turns) == 1
    assert len(tuned.turns) > 1


async def test_tuned_may_take_more_tokens_than_the_settings_allow(tmp_path: Path) -> None:
    short = settings_for().model_copy(update={"recall": RecallSettings(max_tokens=100)})
    async with asked(tmp_path, short) as source:
        default = await source.find(ask("What did Tom do?"))
    async with asked(tmp_path, short, "rules+tuned") as source:
        tuned = await source.find(ask("What did Tom do?"))

    assert default.tokens <= 100 < tuned.tokens


async def test_a_memory_that_is_not_whole_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"rules of ida/tom\.1 is not built: session 3 is not"):
        async with asked(tmp_path, settings_for(), sessions=2):
            pytest.fail("it was opened")
