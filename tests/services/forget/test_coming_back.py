"""What was forgotten does not come back by itself, and does when it is stated anew on purpose."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.forgetting.holding import HELD
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Intake, Message, Role
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.rendering import render_receipt, render_recollection
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.decision_cases import operation, operations
from tests.support.doubles import ReadableEmbedder
from tests.support.recall_questions import recalled
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids, opened_world

OSLO = "The user lives in Oslo."
ASKED_TWENTY_TIMES = (
    *("where does the user live?", "where do I live?", "Oslo", "what is my home town?"),
    *("which city is my home in?", "do I live in Oslo?", "tell me about Oslo", "my address"),
    *("what do you know about me?", "the user", "lives in", "where am I from?"),
    *("wo wohne ich?", "où est-ce que j'habite?", "¿dónde vivo?", "где я живу?"),
    *("私はどこに住んでいますか", "Norway", "home", "please forget that I live in Oslo"),
)


def said(*words: tuple[Role, str]) -> Intake:
    return Intake(messages=tuple(Message(role=role, content=text) for role, text in words))


async def hear(
    world: World,
    *words: tuple[Role, str],
    minutes: float | None = None,
    session: str | None = ASK.session,
) -> Receipt:
    """Remember a conversation of some minutes ago, or at a time that nobody names."""
    at = None if minutes is None else world.clock() - timedelta(minutes=minutes)
    ask = replace(ASK, intake=said(*words), said_at=at, session=session)
    return await world.remembering.remember(ask)


async def forget_oslo(world: World) -> Receipt:
    stated = fact_id(await world.state(OSLO))
    world.clock.advance(minutes=10)
    receipt = await world.forget(stated)
    world.clock.advance(minutes=10)
    return receipt


async def stored_words(world: World) -> str:
    """Return all that is open in the space, as it stands."""
    where = Filter(spaces=(SPACE,))
    rows = [
        *(row.text + row.index_text for row in await world.records.find(Excerpt, where)),
        *(row.text + row.index_text + row.quote for row in await world.records.find(Fact, where)),
    ]
    return "\n".join(rows)


async def test_an_order_to_forget_does_not_tell_it_again(world: World) -> None:
    forgotten = await forget_oslo(world)

    receipt = await hear(
        world,
        ("user", "Please forget that I live in Oslo."),
        ("assistant", "I've forgotten that you live in Oslo."),
        ("user", "Thanks. My cat is called Mia."),
    )

    assert "Oslo" not in await stored_words(world)
    assert await world.excerpts() == ["Thanks. My cat is called Mia."]
    told = render_receipt(receipt)
    assert "Oslo" not in told
    assert "1 sentence of messages[0] and 1 sentence of messages[1]" in told
    assert str(forgotten.change) in told
    assert "state it with content" in told


async def test_nothing_is_stored_of_words_that_were_all_forgotten(world: World) -> None:
    await forget_oslo(world)

    receipt = await hear(world, ("user", "I live in Oslo!"))

    assert (receipt.status, receipt.episode, receipt.excerpts) == ("done", None, 0)
    assert receipt.notes[-1] == "nothing was stored"
    assert len(await world.episodes()) == 1


async def test_old_words_need_only_touch_it(world: World) -> None:
    await forget_oslo(world)

    await hear(world, ("user", "My sister thinks Oslo is a good place to live."), minutes=15)
    assert "Oslo" not in await stored_words(world)

    await hear(world, ("user", "My sister thinks Oslo is a good place to live."), session="next")
    assert "Oslo" in await stored_words(world)


async def test_words_of_its_session_at_no_known_time_need_only_touch_it(world: World) -> None:
    await forget_oslo(world)
    words: tuple[Role, str] = ("user", "Oslo it is then, third floor.")

    receipt = await hear(world, words)
    assert "Oslo" not in await stored_words(world)
    assert "held back: 1 sentence of messages[0]" in render_receipt(receipt)

    await hear(world, words, minutes=0)
    assert "Oslo" in await stored_words(world)


@pytest.mark.parametrize(
    "words",
    [
        ("user", "Oslo it is then, third floor."),
        ("assistant", "In Oslo the winters are long."),
        ("user", "I'm from Oslo, you know."),
        ("user", "What is the weather in Oslo?"),
    ],
)
async def test_old_words_that_only_name_its_value_are_held_back(
    world: World, words: tuple[Role, str]
) -> None:
    await forget_oslo(world)

    await hear(world, words, ("user", "My cat is called Mia."), minutes=15, session="old")

    assert await world.excerpts() == ["My cat is called Mia."]


async def test_old_words_that_plainly_say_it_of_somebody_else_are_kept(world: World) -> None:
    await forget_oslo(world)

    await hear(world, ("user", "Ben lives in Oslo."), minutes=15, session="old")

    assert await world.excerpts() == ["Ben lives in Oslo."]


async def test_a_repeated_import_of_a_statement_with_its_date_is_held_back(world: World) -> None:
    await forget_oslo(world)
    old = replace(ASK, said_at=world.clock() - timedelta(days=30), intake=Intake(content=OSLO))

    receipt = await world.remembering.remember(old)

    assert await world.texts() == []
    assert "state it without said_at" in render_receipt(receipt)


async def test_a_statement_that_only_touches_it_is_kept_whatever_the_clock_says(
    world: World,
) -> None:
    await forget_oslo(world)
    # The clock of another process may be behind.
    world.clock.advance(minutes=-15)
    text = "My sister thinks Oslo is a good place to live."

    await world.state(text)

    assert await world.texts() == [text]


@pytest.mark.parametrize("again", [OSLO, "I live in Oslo", "My home is Oslo"])
async def test_stating_it_on_purpose_brings_it_back(world: World, again: str) -> None:
    forgotten = await forget_oslo(world)

    receipt = await world.state(again)

    assert f"what change {forgotten.change} forgot is remembered again" in render_receipt(receipt)
    assert await world.texts() == [again]
    assert await world.records.find(Fingerprint, Filter(spaces=(SPACE,))) == []
    await hear(world, ("user", "I live in Oslo!"))
    assert "I live in Oslo!" in await world.excerpts()


async def test_relating_it_on_purpose_brings_it_back(world: World) -> None:
    await forget_oslo(world)

    await world.relate("The user", "lives_in", "Oslo")

    assert await world.relations() == ["The user lives in Oslo"]
    assert await world.records.find(Fingerprint, Filter(spaces=(SPACE,))) == []


async def test_undoing_what_brought_it_back_forgets_it_again(world: World) -> None:
    await forget_oslo(world)
    stated = await world.state(OSLO)

    await world.undo(stated.change)
    await hear(world, ("user", "I live in Oslo!"))

    assert "Oslo" not in await stored_words(world)


async def test_undoing_the_forgetting_lets_it_in_again(world: World) -> None:
    forgotten = await forget_oslo(world)

    await world.undo(forgotten.change)
    await hear(world, ("user", "I live in Oslo!"))

    assert await world.texts() == [OSLO]
    assert "I live in Oslo!" in await world.excerpts()


async def test_part_of_what_was_forgotten_can_be_stated_anew(world: World) -> None:
    stated = fact_id(await world.state("Tove has epilepsy and takes Keppra."))
    await world.forget(stated)

    await world.state("Tove has epilepsy.")
    await hear(world, ("user", "Tove takes Keppra."), ("user", "Tove has epilepsy, you know."))

    assert "Keppra" not in await stored_words(world)
    assert "Tove has epilepsy, you know." in await world.excerpts()


async def test_a_forgotten_message_is_recognised_sentence_by_sentence(world: World) -> None:
    await hear(world, ("user", "Hello there! I park my bicycle in bay 47. The weather is nice."))
    [row] = await world.excerpt_rows()
    await world.forget(row.id)

    await hear(world, ("user", "The weather is nice. Bay 47 is where I park my bicycle."))

    assert await world.excerpts() == [f"The weather is nice. {HELD}"]


async def test_another_process_knows_at_once_what_was_forgotten(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    await rules.state("Ana rows")
    model.will_answer(operations())
    await world.say("Hello")
    await forget_oslo(rules)
    model.will_answer(operations())

    await world.say("I live in Oslo. Ana sails.")

    assert "Oslo" not in model.asked[-1].user
    assert "Ana sails" in model.asked[-1].user


@dataclass
class ForgettingEmbedder(ReadableEmbedder):
    """Does something else the first time that it embeds a text with a word."""

    word: str = ""
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        meanwhile = self.meanwhile
        if meanwhile is not None and any(self.word in text for text in texts):
            self.meanwhile = None
            await meanwhile()
        return await super().embed(texts)


async def test_words_that_are_forgotten_while_they_are_being_stored_are_held_back(
    tmp_path: Path,
) -> None:
    async with opened_world(tmp_path / "store") as rules, opened_world(tmp_path / "store") as world:
        stated = fact_id(await rules.state(OSLO))
        embedder = ForgettingEmbedder(word="Oslo", meanwhile=lambda: rules.forget(stated))
        slow = replace(world.remembering, embedder=embedder)

        receipt = await slow.remember(
            replace(ASK, intake=said(("user", "I live in Oslo. Ben sails.")))
        )

        assert embedder.meanwhile is None
        assert await world.excerpts() == [f"{HELD} Ben sails."]
        assert "held back: 1 sentence of messages[0]" in render_receipt(receipt)


async def test_a_pending_episode_is_decided_without_what_was_forgotten_since(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    model.will_answer(ModelError("the model cannot be reached"))
    await world.say("We moved house. Oslo has been my home since May. Ben sails.")
    await forget_oslo(rules)
    model.will_answer(operations(operation("ADD", "Ben sails"), operation("ADD", OSLO)))

    assert await world.settle_due() == 1

    assert "Oslo" not in model.asked[-1].user
    assert await world.texts() == ["Ben sails"]


async def test_a_pending_statement_that_is_forgotten_is_not_decided(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    model.will_answer(ModelError("the model cannot be reached"))
    await world.state("I live in Oslo")
    await forget_oslo(rules)
    model.will_answer(operations(operation("ADD", "I live in Oslo")))

    await world.settle_due()

    assert await world.texts() == []


async def test_a_model_that_says_it_in_its_own_words_is_not_believed(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    forgotten = await forget_oslo(rules)
    said_of_fjord = "The ferry across the fjord to Oslo takes me home"
    model.will_answer(operations(operation("ADD", "The user lives in Oslo", quote=said_of_fjord)))

    receipt = await world.say(said_of_fjord)

    assert await world.texts() == []
    assert str(forgotten.change) in " ".join((*receipt.dropped, *receipt.notes))
    assert "Oslo" not in " ".join(receipt.dropped)


async def test_the_next_prompt_has_nothing_of_earlier_messages_that_say_it(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    model.will_answer(operations(), operations())
    await world.say("I live in Oslo. It is cold.")
    await forget_oslo(rules)

    await world.say("What should I wear?")

    assert "Oslo" not in model.asked[-1].user
    assert f"{HELD} It is cold." in model.asked[-1].user


async def test_a_replay_is_not_shown_it(asked: tuple[World, World, ScriptedModel]) -> None:
    rules, world, model = asked
    model.will_answer(operations(operation("ADD", "Ben sails")))
    said_before = await world.say("I live in Oslo. Ben sails.")
    await forget_oslo(rules)
    model.will_answer(operations(operation("ADD", "Ben sails")))
    replay = build_services(world.settings, world.parts).deciding.replay
    assert replay is not None

    _ = [each async for each in replay.decide_again(SPACE, ids=[str(said_before.episode)])]

    assert len(model.asked) == 2
    assert "Oslo" not in model.asked[-1].user


async def test_twenty_questions_and_the_brief_tell_nothing_of_it(world: World) -> None:
    stated = fact_id(await world.state(OSLO))
    conversation: tuple[tuple[Role, str], ...] = (
        ("user", "I live in Oslo, near the harbour."),
        ("assistant", "Oslo must be cold in winter."),
        ("user", "It is. My cat Mia hates it."),
    )
    await hear(world, *conversation)
    world.clock.advance(minutes=5)
    await world.ask_forget(name_ids(stated), everywhere=True)
    world.clock.advance(minutes=5)
    transcript: tuple[tuple[Role, str], ...] = (
        *conversation,
        ("user", "Please forget that I live in Oslo."),
        ("assistant", "Done: I no longer know about Oslo."),
    )
    await hear(world, *transcript, minutes=6)

    answers = [
        render_recollection(await recalled(world, question), "full")
        for question in (*ASKED_TWENTY_TIMES, None)
    ]

    assert len(ASKED_TWENTY_TIMES) == 20
    assert not any("Oslo" in answer for answer in answers)
    assert any("Mia" in answer for answer in answers)
    assert not any("Oslo" in text for text in (*await world.texts(), *await world.excerpts()))


PLACES = ("Oslo", "Rome", "Lima", "Kyoto")
TELLING = ("I live in {}.", "My home is {}.", "{} is where I live.", "Ich wohne in {}.")


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.sampled_from(PLACES), again=st.sampled_from(TELLING), old=st.booleans())
async def test_forgotten_words_stay_out_until_they_are_stated_anew(
    tmp_path_factory: pytest.TempPathFactory, *, place: str, again: str, old: bool
) -> None:
    async with opened_world(tmp_path_factory.mktemp("world") / "store") as world:
        stated = fact_id(await world.state(f"The user lives in {place}."))
        world.clock.advance(minutes=10)
        await world.forget(stated)
        world.clock.advance(minutes=10)

        await hear(world, ("user", again.format(place)), minutes=15 if old else None)
        assert place not in await stored_words(world)

        await world.state(again.format(place))
        assert place in await stored_words(world)
        episodes = await world.records.find(Episode, Filter(spaces=(SPACE,)))
        assert len(episodes) == 2
