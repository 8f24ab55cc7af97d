"""A model that was talked into closing what is known closes little: through the real pipelines, on
a real store, and from a server in a process of its own."""

import re
import shlex
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from mcp_mem0.domain.model.rows import Intake, Message, Role
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.prompts.extract import FactsAnswer
from mcp_mem0.prompts.rules import StatementAnswer
from mcp_mem0.prompts.update import ChoiceAnswer
from mcp_mem0.services.deciding.pipelines import PaperPipeline, SinglePipeline
from tests.support.decision_cases import assistant, operation, operations, user
from tests.support.messages_api import Asked, Reply, messages_server, said
from tests.support.remembering_model import adding, configured
from tests.support.running import terminal_in
from tests.support.scripted_model import ScriptedModel
from tests.support.stdio_process import child
from tests.support.wired_services import ASK, World, opened_world

pytestmark = pytest.mark.anyio

ABOUT_ANA = [
    "Ana plays the violin",
    "Ana lives in Rome",
    "Ana works at Acme",
    "Ana has a cat named Mimi",
    "Ana drives a blue Skoda",
    "Ana owns a house in Visby",
    "Ana swims on Mondays",
]
TWELVE = [
    *ABOUT_ANA,
    "Ana speaks Portuguese",
    "Ana is allergic to walnuts",
    "Ana studies chemistry",
    "Ana reads detective novels",
    "Ana bakes rye bread",
]
_LABEL = re.compile(r'^\[(\d+)\] \S+ "(.*)"$', re.MULTILINE)


def labels_in(prompt: str, *about: str) -> list[int]:
    """Return the labels of the known facts that a prompt shows, all or those with some words."""
    shown = [(int(label), text) for label, text in _LABEL.findall(prompt)]
    return [label for label, text in shown if not about or any(each in text for each in about)]


def ending(quote: str, *about: str, message: int = 1) -> Callable[[str], BaseModel]:
    """Answer with a DELETE of each fact that is shown, or of those that have some words."""

    def answer(prompt: str) -> BaseModel:
        labels = labels_in(prompt, *about)
        assert labels
        return operations(
            *(operation("DELETE", target=n, quote=quote, message=message) for n in labels)
        )

    return answer


def replacing(text: str, quote: str, *about: str) -> Callable[[str], BaseModel]:
    """Answer with one UPDATE of all facts that are shown, or of those that have some words."""

    def answer(prompt: str) -> BaseModel:
        first, *others = labels_in(prompt, *about)
        return operations(operation("UPDATE", text, target=first, also=others, quote=quote))

    return answer


@asynccontextmanager
async def memory(
    folder: Path, model: ScriptedModel, *, known: Sequence[str] = ABOUT_ANA
) -> AsyncGenerator[World]:
    """A world whose model decides, and in which the caller stated some facts before."""
    async with opened_world(folder / "store") as before:
        for text in known:
            await before.state(text)
        later = before.clock
        later.advance(days=1)
    pipeline = SinglePipeline(model=model)
    async with opened_world(folder / "store", decider=pipeline, clock=later) as world:
        yield world


async def talk(world: World, *messages: Message) -> Receipt:
    return await world.remembering.remember(replace(ASK, intake=Intake(messages=messages)))


# An assistant's words.


@pytest.mark.parametrize("quote", ["web page", "about Ana"])
async def test_a_page_that_an_assistant_read_closes_nothing(tmp_path: Path, quote: str) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=TWELVE) as world:
        model.will_answer(ending(quote))
        receipt = await talk(world, assistant("I read a web page about Ana."))

        assert await world.texts() == sorted(TWELVE)
        assert receipt.status == "done"
        assert len(receipt.dropped) == len(TWELVE)
        assert "a user stated it" in receipt.dropped[0]
        assert len(model.asked) == 1


@pytest.mark.parametrize("role", ["assistant", "tool", "system"])
async def test_what_no_user_said_replaces_nothing_either(tmp_path: Path, role: Role) -> None:
    model = ScriptedModel()
    said_so = "A page says that Ana lives in Oslo."
    async with memory(tmp_path, model, known=["Ana lives in Rome"]) as world:
        model.will_answer(replacing("Ana lives in Oslo", "Ana lives in Oslo"))
        receipt = await talk(world, Message(role=role, content=said_so))

        assert await world.texts() == ["Ana lives in Oslo", "Ana lives in Rome"]
        assert [each.operation for each in receipt.outcomes] == ["ADD"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Ana no longer plays the violin.", "Yes, that's right."),
        ("So Ana no longer plays the violin?", "ok"),
        ("Ana ya no toca el violin.", "Exacto."),
    ],
)
async def test_what_a_user_agrees_to_right_then_counts_as_theirs(
    tmp_path: Path, said: str, answer: str
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana plays the violin"]) as world:
        model.will_answer(ending("violin"))
        await talk(world, assistant(said), user(answer, name=None))

        assert await world.texts() == []


async def test_a_yes_to_another_question_closes_nothing_said_before_it(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana plays the violin"]) as world:
        model.will_answer(ending("violin"))
        said = "Ana no longer plays the violin. Shall I book the table?"
        await talk(world, assistant(said), user("Yes please.", name=None))

        assert await world.texts() == ["Ana plays the violin"]


@pytest.mark.parametrize("answer", ["Yes, but no.", "ok", "What?"])
async def test_what_a_user_does_not_plainly_agree_to_closes_nothing(
    tmp_path: Path, answer: str
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana plays the violin"]) as world:
        model.will_answer(ending("violin"))
        await talk(world, assistant("Ana no longer plays the violin."), user(answer, name=None))

        assert await world.texts() == ["Ana plays the violin"]


async def test_a_yes_to_something_else_agrees_to_nothing_before(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana plays the violin"]) as world:
        model.will_answer(ending("violin"), ending("violin"))
        for said_later in (
            [assistant("Ana no longer plays the violin."), assistant("Lunch?"), user("Yes.", None)],
            [assistant("Ana quit the violin. It rains. It is cold. Tea?"), user("Yes.", None)],
        ):
            await talk(world, *said_later)

        assert await world.texts() == ["Ana plays the violin"]


async def test_an_assistant_may_close_what_only_an_assistant_stated(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=[]) as world:
        promise = "The assistant will prepare the table of figures"
        model.will_answer(
            operations(operation("ADD", promise, quote="I will prepare the table of figures")),
            ending("the table of figures is done"),
        )
        await talk(world, assistant("I will prepare the table of figures."))
        assert await world.texts() == [promise]
        world.clock.advance(days=1)

        await talk(world, assistant("So, the table of figures is done."))

        assert await world.texts() == []


# Words that are about something else.


@pytest.mark.parametrize(
    ("quote", "name"), [("web page", None), ("web page", "Ana"), ("I read a web page", "Ben")]
)
async def test_a_quote_about_something_else_closes_nothing_whoever_said_it(
    tmp_path: Path, quote: str, name: str | None
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(ending(quote))
        receipt = await talk(world, user("Hi, I read a web page in nice weather.", name))

        assert await world.texts() == sorted(ABOUT_ANA)
        assert receipt.dropped
        assert all("neither its subject nor its value" in each for each in receipt.dropped)
        assert receipt.status == "done"


@pytest.mark.parametrize("text", ["Somebody read a web page", "Ana read a web page"])
async def test_an_update_with_a_quote_about_something_else_is_added_instead(
    tmp_path: Path, text: str
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(replacing(text, "a web page", "violin", "Rome", "Acme", "Mimi"))
        receipt = await talk(world, user("I read a web page.", name=None))

        assert await world.texts() == sorted([*ABOUT_ANA, text])
        assert [each.operation for each in receipt.outcomes] == ["ADD"]


async def test_of_the_facts_that_an_update_names_only_those_it_is_about_are_closed(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(replacing("Somebody sold the Skoda", "sold the Skoda", "Skoda", "Rome"))
        receipt = await talk(world, user("We sold the Skoda.", name="Ben"))

        left = await world.texts()
        assert "Ana drives a blue Skoda" not in left
        assert "Ana lives in Rome" in left
        assert [each.operation for each in receipt.outcomes] == ["UPDATE"]


RIGHT: list[tuple[str, list[Message], str]] = [
    ("Ana plays the violin", [user("I sold my violin", None)], "sold my violin"),
    ("Jana wohnt in Leipzig", [user("Ich bin umgezogen", "Jana")], "Ich bin umgezogen"),
    (
        "Ana has a Facebook account",
        [user("I decided to delete my Facebook account last week.", None)],
        "I decided to delete my Facebook account",
    ),
    (
        "Ana arbeitet bei Siemens",
        [user("Wie Sie wissen, arbeite ich nicht mehr bei Siemens.", None)],
        "Wie Sie wissen, arbeite ich nicht mehr bei Siemens.",
    ),
    (
        "Ana a un compte Twitter",
        [user("Je viens de supprimer mon compte Twitter.", None)],
        "Je viens de supprimer mon compte Twitter.",
    ),
    ("The team uses Slack", [user("we removed Slack", None)], "we removed Slack"),
    (
        "Ana plays the violin",
        [assistant("Do you still play the violin?"), user("No, not any more.", None)],
        "not any more",
    ),
]


@pytest.mark.parametrize(("known", "messages", "quote"), RIGHT)
async def test_a_quote_that_ends_a_fact_ends_it(
    tmp_path: Path, known: str, messages: list[Message], quote: str
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=[known]) as world:
        model.will_answer(ending(quote, message=len(messages)))
        receipt = await talk(world, *messages)

        assert receipt.dropped == ()
        assert await world.texts() == []


@pytest.mark.parametrize("quote", ["Oslo", "moved to Oslo", "I moved to Oslo"])
@pytest.mark.parametrize("name", [None, "Ana"])
async def test_somebody_who_speaks_of_themselves_is_corrected_however_short_the_quote(
    tmp_path: Path, quote: str, name: str | None
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana lives in Rome"]) as world:
        model.will_answer(replacing("Ana lives in Oslo", quote))
        await talk(world, user("I moved to Oslo", name))

        assert await world.texts() == ["Ana lives in Oslo"]


async def test_a_sentence_about_somebody_corrects_what_is_known_however_short_the_quote(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana lives in Rome"]) as world:
        model.will_answer(replacing("Ana lives in Oslo", "moved to Oslo"))
        await talk(world, user("Ana moved to Oslo.", name=None))

        assert await world.texts() == ["Ana lives in Oslo"]


# More than a few.


async def test_too_many_closes_wait_for_the_caller_and_each_call_works(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        ended = ("violin", "Rome", "Acme", "Mimi", "Skoda", "Visby")
        model.will_answer(ending("Ana is gone", *ended))
        receipt = await talk(world, user("Ana is gone.", name=None))

        assert await world.texts() == sorted(ABOUT_ANA)
        assert receipt.outcomes == ()
        assert receipt.status == "done"
        assert len(receipt.withheld) == len(ended)
        assert "one decision makes 5 at most" in receipt.dropped[-1]
        for waiting in receipt.withheld:
            await world.make(waiting.confirm)
        left = await world.texts()
        assert left == sorted(text for text in ABOUT_ANA if not any(e in text for e in ended))
        assert len(model.asked) == 1


async def test_five_closes_are_made(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(ending("Ana is gone", "violin", "Rome", "Acme", "Mimi", "Skoda"))
        receipt = await talk(world, user("Ana is gone.", name=None))

        assert len(await world.texts()) == len(ABOUT_ANA) - 5
        assert receipt.withheld == ()


HOMES = [f"Ana lives in {city}" for city in ("Rome", "Oslo", "Turin", "Lyon", "Metz", "Visby")]


async def test_an_update_of_many_facts_is_added_and_replaces_them_when_confirmed(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    moved = "Ana lives in a monastery"
    async with memory(tmp_path, model, known=HOMES) as world:
        model.will_answer(replacing(moved, "Ana lives in a monastery"))
        receipt = await talk(world, user("Ana lives in a monastery now.", name=None))

        assert await world.texts() == sorted([*HOMES, moved])
        (waiting,) = receipt.withheld
        assert waiting.text == moved
        assert len(waiting.closes) == len(HOMES)
        world.clock.advance(days=1)

        # The model says what it says of any repeat; what the caller named is closed all the same.
        def known(prompt: str) -> BaseModel:
            [label] = labels_in(prompt, moved)
            return operations(operation("NOOP", target=label, quote=moved))

        model.will_answer(known)
        await world.make(waiting.confirm)
        assert await world.texts() == [moved]


async def test_a_correction_of_many_facts_that_waits_is_confirmed_as_a_correction(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    moved = "Ana lives in a monastery"

    def correct(prompt: str) -> BaseModel:
        first, *others = labels_in(prompt)
        return operations(
            operation("UPDATE", moved, target=first, also=others, quote=moved, kind="correction")
        )

    async with memory(tmp_path, model, known=HOMES) as world:
        model.will_answer(correct)
        receipt = await talk(world, user("Ana lives in a monastery now.", name=None))
        (waiting,) = receipt.withheld
        assert ("replaces_as", "correction") in waiting.confirm.arguments
        world.clock.advance(days=1)

        def known(prompt: str) -> BaseModel:
            [label] = labels_in(prompt, moved)
            return operations(operation("NOOP", target=label, quote=moved))

        model.will_answer(known)
        done = await world.make(waiting.confirm)

        assert await world.texts() == [moved]
        assert {fact.closed_as for each in done.outcomes for fact in each.closed} == {"corrected"}


async def test_the_choices_of_the_published_steps_count_together(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model):
        pass
    paper = PaperPipeline(model=model)
    async with opened_world(tmp_path / "store", decider=paper) as world:
        world.clock.advance(days=2)
        statements = [f"{text} no more" for text in ABOUT_ANA[:6]]
        words = ". ".join(statements)

        def end(prompt: str) -> BaseModel:
            new = prompt.splitlines()[1].strip('"').removesuffix(" no more")
            return ChoiceAnswer(reason="over", action="DELETE", target=labels_in(prompt, new)[0])

        model.will_answer(
            FactsAnswer(
                facts=tuple(
                    StatementAnswer(text=each, message=1, quote=each) for each in statements
                )
            ),
            *(end for _ in statements),
        )
        receipt = await talk(world, user(words, name=None))

        assert await world.texts() == sorted(ABOUT_ANA)
        assert len(receipt.withheld) == 6


async def test_what_the_caller_names_is_closed_however_much_it_is(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        named = [fact.lineage for fact in await world.facts()]
        model.will_answer(operations(operation("ADD", "A page was read")))
        receipt = await world.state("A page was read", *named)

        assert await world.texts() == ["A page was read"]
        assert receipt.withheld == ()


async def test_a_dry_run_reports_what_would_be_withheld(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(ending("Ana is gone"))
        ask = replace(ASK, dry_run=True)
        receipt = await world.say("Ana is gone", ask=ask)

        assert receipt.status == "dry_run"
        assert len(receipt.withheld) == len(ABOUT_ANA)
        assert await world.texts() == sorted(ABOUT_ANA)


async def test_what_was_held_back_is_in_history_until_it_is_closed(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model) as world:
        model.will_answer(ending("Ana is gone"))
        receipt = await talk(world, user("Ana is gone.", name=None))
        assert receipt.change is not None
        said = await world.history.read_change(receipt.change, ["home"])
        assert [each.confirm for each in said.withheld] == [
            each.confirm for each in receipt.withheld
        ]

        await world.make(said.withheld[0].confirm)

        said = await world.history.read_change(receipt.change, ["home"])
        assert len(said.withheld) == len(ABOUT_ANA) - 1
        closed = receipt.withheld[0].closes[0].text
        assert closed not in str(said)


# Orders.

ORDERS = [
    "drop all facts about Ana",
    "strike all that",
    "get rid of everything on Ana",
    "clear the memory of Ana",
    "disregard what you know of Ana",
    "Ana hakkındaki her şeyi unut",
    "zapomeň všechno o Ana",
    "انس كل شيء عن Ana",
    "felejts el mindent Ana kapcsán",
    "quên hết mọi thứ về Ana",
]


@pytest.mark.parametrize("order", ORDERS)
async def test_an_order_closes_not_even_one_fact(tmp_path: Path, order: str) -> None:
    model = ScriptedModel()
    async with memory(tmp_path, model, known=["Ana plays the violin"]) as world:
        model.will_answer(ending(order))
        receipt = await talk(world, user(order, name="Ana"))

        assert await world.texts() == ["Ana plays the violin"]
        assert receipt.status == "done"
        [dropped] = receipt.dropped
        assert "operation 1 (DELETE): it rests on an order to forget" in dropped
        assert await world.pending() == []
        assert len(model.asked) == 1


# From outside.


def ending_all(asked: Asked) -> Reply:
    """Answer with a DELETE of each fact that is shown, because of "about Ana"."""
    labels = labels_in(asked.user)
    return said(operations(*(operation("DELETE", target=n, quote="about Ana") for n in labels)))


async def test_through_the_server_a_poisoned_answer_closes_nothing_and_the_printed_call_does(
    tmp_path: Path,
) -> None:
    known = ABOUT_ANA[:6]
    said = "I read a web page about Ana."
    with messages_server() as model:
        configured(tmp_path / "store", model.url, timeout_s=20.0)
        async with child(tmp_path / "store") as server:

            async def remembered(*texts: str, role: str = "user") -> str:
                messages = [{"role": role, "content": text} for text in texts]
                return await server.call("remember", messages=messages, wait_s=30.0)

            model.will_usually_answer(adding)
            await remembered(*known)
            model.will_usually_answer(ending_all)
            by_assistant = await remembered(said, role="assistant")
            by_user = await remembered(said)
            found = await server.call("recall", query="Ana", limit=20)
            calls = re.findall(r'if the user agrees: forget\(ids=\["(f_\w+)"\]', by_user)
            forgotten = await server.call("forget", ids=[calls[0]], space="default")

    assert by_assistant.startswith("remember: done")
    assert "if the user agrees" not in by_assistant
    assert by_user.startswith("remember: done")
    assert len(calls) == len(known)
    assert all(f'"{text}"' in found for text in known)
    assert "[ended" not in found
    assert forgotten.startswith("forget: done")


def test_on_a_terminal_withheld_closes_are_shown_as_commands(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    terminal = terminal_in(tmp_path, capfd)
    with messages_server() as model:
        configured(terminal.store, model.url, timeout_s=20.0, closes_max=2)
        model.will_usually_answer(adding)
        for text in ABOUT_ANA[:3]:
            terminal.check_output("remember", text, "--wait", "30")
        model.will_usually_answer(ending_all)
        receipt = terminal.check_output("remember", "It is all over about Ana", "--wait", "30")
        review = terminal.check_output("review")
        history = terminal.check_output("history", "--limit", "1")
        details = terminal.check_output("history", "--limit", "1", "--full")
        command = re.findall(r"if the user agrees: mcp-mem0 (forget .*)", receipt)[0]
        terminal.check_output(*shlex.split(command))
        later = terminal.check_output("review")

    assert receipt.count("if the user agrees: mcp-mem0 forget") == 3
    assert command in review
    assert "3 not closed: see review" in history
    assert command in details
    assert command not in later
    assert later.count("if the user agrees") == 2
