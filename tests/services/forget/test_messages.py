"""Messages are found, named and forgotten like facts, and a receipt tells what still says it."""

from dataclasses import replace
from functools import partial

import pytest

from mcp_mem0.domain.access import Access
from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.rendering import render_receipt
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ForgetQuery, ForgetRequest
from mcp_mem0.domain.requests.parsing import parse_forget_request
from mcp_mem0.domain.text.search_text import PASSAGE_CHARS_MAX
from tests.support.recall_questions import recalled, texts
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids

EPILEPSY = "Tove has epilepsy, so she carries Keppra"
CALLER = Caller(author="tester", session="evening", space="home", read_spaces=("home", "work"))


async def message_id(world: World, text: str) -> str:
    """Return the id by which recall names a message."""
    found = await recalled(world, text)
    return next(memory.id for memory in found.memories if memory.text == text)


async def test_a_query_lists_messages_with_the_call_that_forgets_them(world: World) -> None:
    await world.say(EPILEPSY, "It rained all day")

    listed = await world.ask_forget(ForgetQuery(query="Tove epilepsy"))

    assert [(found.kind, found.text) for found in listed.found] == [("message", EPILEPSY)]
    assert "nothing would be forgotten" not in render_receipt(listed)
    [call] = listed.next_calls
    await world.make(call)
    assert await world.excerpts() == ["It rained all day"]
    assert texts(await recalled(world, "Tove epilepsy")) == ["It rained all day"]


async def test_what_recall_shows_is_listed_even_if_it_matches_from_afar(world: World) -> None:
    await world.say(EPILEPSY)

    listed = await world.ask_forget(ForgetQuery(query="what is wrong with her health?"))

    assert len(listed.found) == len(
        (await recalled(world, "what is wrong with her health?")).memories
    )
    assert [found.text for found in listed.found] == [EPILEPSY]


async def test_a_query_lists_from_all_spaces_that_the_caller_reads(world: World) -> None:
    await world.say(EPILEPSY)
    await world.say(EPILEPSY, ask=replace(ASK, space="work"))
    listing = parse_forget_request(caller=CALLER, limits=Limits(), query="Tove epilepsy")

    listed = await world.forgetting.forget(listing)

    assert sorted((found.text, found.space) for found in listed.found) == [
        (EPILEPSY, "home"),
        (EPILEPSY, "work"),
    ]
    assert "space work" in render_receipt(listed)
    assert {dict(call.arguments)["space"] for call in listed.next_calls} == {"home", "work"}


async def test_a_query_that_nothing_usual_matches_lists_from_other_spaces(world: World) -> None:
    await world.say(EPILEPSY, ask=replace(ASK, space="club"))
    await world.say("It rained all day")
    asked = partial(parse_forget_request, caller=CALLER, limits=Limits(), query="Tove epilepsy")

    listed = await world.forgetting.forget(asked())
    named = await world.forgetting.forget(asked(space="home"))

    assert [(found.text, found.space) for found in listed.found] == [(EPILEPSY, "club")]
    assert "space club" in render_receipt(listed)
    await world.make(listed.next_calls[0])
    assert (await world.forgetting.forget(asked())).next_calls != listed.next_calls
    assert EPILEPSY not in [found.text for found in named.found]


async def test_a_token_lists_only_from_its_own_spaces(world: World) -> None:
    await world.say(EPILEPSY, ask=replace(ASK, space="club"))
    access = Access(subject="mira", spaces=("home",), right="forget")
    caller = replace(CALLER, read_spaces=("home",), access=access)

    listed = await world.forgetting.forget(
        parse_forget_request(caller=caller, limits=Limits(), query="Tove epilepsy")
    )

    assert listed.found == ()


async def test_a_query_in_a_space_that_is_not_there_says_so(world: World) -> None:
    await world.say(EPILEPSY)
    asked = parse_forget_request(caller=CALLER, limits=Limits(), query="Tove", space="hom")

    with pytest.raises(NotFoundError) as caught:
        await world.forgetting.forget(asked)

    assert str(caught.value) == (
        "there is no space 'hom' yet: there is home, and the nearest name is 'home'"
    )


async def test_a_long_query_is_shortened_and_the_receipt_says_so(world: World) -> None:
    await world.say(EPILEPSY)
    query = "The log of the night has a line. " * 200 + "Does Tove have epilepsy?"

    listed = await world.forgetting.forget(
        parse_forget_request(caller=CALLER, limits=Limits(), query=query)
    )

    assert [each.text for each in listed.found] == [EPILEPSY]
    assert listed.notes[0].startswith("the query of 6,624 characters was shortened to ")


async def test_ids_are_found_in_whichever_space_they_are(world: World) -> None:
    stated = fact_id(await world.state("Ana rows", ask=replace(ASK, space="work")))
    named = parse_forget_request(caller=CALLER, limits=Limits(), ids=[stated])

    receipt = await world.forgetting.forget(named)

    assert receipt.space == "work"
    assert [each.text for each in receipt.outcomes[0].closed] == ["Ana rows"]
    undo = parse_forget_request(caller=CALLER, limits=Limits(), undo=receipt.change)
    assert (await world.forgetting.forget(undo)).space == "work"


async def test_ids_of_two_spaces_are_refused_with_where_each_is(world: World) -> None:
    ours = fact_id(await world.state("Ana rows"))
    theirs = fact_id(await world.state("Ben sails", ask=replace(ASK, space="work")))
    named = parse_forget_request(caller=CALLER, limits=Limits(), ids=[ours, theirs])

    with pytest.raises(RequestError) as caught:
        await world.forgetting.forget(named)

    assert f"'home' has {ours}" in str(caught.value)
    assert f"'work' has {theirs}" in str(caught.value)
    assert await world.texts() == ["Ana rows"]


async def test_all_passages_of_a_message_are_forgotten_with_it(world: World) -> None:
    long = " ".join(f"Ana found shell number {number}." for number in range(PASSAGE_CHARS_MAX // 9))
    await world.say(long, "It is warm")
    passages = [row for row in await world.excerpt_rows() if "shell" in row.text]
    assert len(passages) > 1

    receipt = await world.forget(passages[-1].id)

    assert receipt.excerpts == 1
    assert await world.excerpts() == ["It is warm"]


async def test_a_message_and_a_fact_are_forgotten_in_one_change(world: World) -> None:
    rows = fact_id(await world.state("Ana rows"))
    await world.say(EPILEPSY)

    receipt = await world.forget(rows, await message_id(world, EPILEPSY))
    assert (await world.texts(), await world.excerpts()) == ([], [])

    await world.undo(receipt.change)
    assert (await world.texts(), await world.excerpts()) == (["Ana rows"], ["Ana rows", EPILEPSY])


async def test_the_id_of_an_older_store_is_taken_too(world: World) -> None:
    await world.say(EPILEPSY)
    [row] = await world.excerpt_rows()
    old = row.id.replace("m_", "x_")
    request = parse_forget_request(caller=CALLER, limits=Limits(), ids=[old.upper()], space="home")

    await world.forgetting.forget(request)

    assert await world.excerpts() == []


async def test_a_message_that_is_gone_or_unknown_is_refused(world: World) -> None:
    await world.say(EPILEPSY)
    told = await message_id(world, EPILEPSY)
    receipt = await world.forget(told)

    with pytest.raises(RequestError, match=f"forgotten already by change {receipt.change}"):
        await world.forget(told)
    with pytest.raises(NotFoundError, match="no message 'm_06w2q7k3d00000'"):
        await world.forget("m_06w2q7k3d00000")


async def say_oslo(world: World) -> str:
    """Say the same as a fact, a relation and in two messages; return the fact's id."""
    stated = fact_id(await world.state("The user lives in Oslo."))
    await world.relate("The user", "resides_in", "Oslo")
    await world.say("I have lived in Oslo for years", "My cat is called Mia", "Oslo is my home")
    return stated


async def test_the_receipt_names_what_still_says_the_same(world: World) -> None:
    receipt = await world.forget(await say_oslo(world))

    left = [(each.kind, each.text) for each in receipt.remaining]
    assert sorted(left) == [
        ("fact", "The user resides in Oslo"),
        ("message", "I have lived in Oslo for years"),
        ("message", "Oslo is my home"),
        ("message", "The user resides in Oslo"),
    ]
    assert "still says it: " in render_receipt(receipt)

    [call] = receipt.next_calls
    again = await world.make(call)
    assert again.remaining == ()
    assert (await world.texts(), await world.relations()) == ([], [])
    assert await world.excerpts() == ["My cat is called Mia"]


async def test_everywhere_takes_all_of_it_in_one_change(world: World) -> None:
    named = name_ids(await say_oslo(world))

    before = await world.ask_forget(named, everywhere=True, dry_run=True)
    receipt = await world.ask_forget(named, everywhere=True)

    assert before.excerpts == receipt.excerpts
    assert receipt.remaining == before.remaining == ()
    assert (await world.texts(), await world.relations()) == ([], [])
    assert await world.excerpts() == ["My cat is called Mia"]

    await world.undo(receipt.change)
    assert len(await world.texts()) == 2
    assert len(await world.excerpts()) == 5


async def test_an_assistants_answer_to_it_is_taken_too(world: World) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    said = (
        Message(role="user", content="I live in Oslo"),
        Message(role="assistant", content="Noted, Oslo it is"),
        Message(role="user", content="Which bus goes to the sea?"),
        Message(role="assistant", content="Oslo has the number 30"),
    )
    await world.remembering.remember(replace(ASK, intake=Intake(messages=said)))

    await world.ask_forget(name_ids(stated), everywhere=True)

    assert await world.excerpts() == ["Oslo has the number 30", "Which bus goes to the sea?"]


def test_everywhere_goes_with_ids_only() -> None:
    with pytest.raises(RequestError, match="everywhere goes with ids"):
        parse_forget_request(caller=CALLER, limits=Limits(), session="s", everywhere=True)


async def test_a_message_that_says_a_part_of_what_was_merged_is_named(world: World) -> None:
    cello = fact_id(await world.state("Ana plays the cello."))
    flute = fact_id(await world.state("Ana plays the flute."))
    await world.say("Ana plays the flute.", ask=replace(ASK, session="other"))
    both = Intake(
        content="Ana plays the cello and the flute.",
        replaces=name_ids(cello, flute).targets,
        replaces_as="addition",
    )
    merged = fact_id(await world.remembering.remember(replace(ASK, intake=both)))

    receipt = await world.forget(merged)

    left = await world.excerpts()
    assert left
    assert [each.text for each in receipt.remaining if each.kind == "message"] == left
    for call in receipt.next_calls:
        await world.make(call)
    assert "flute" not in " ".join(await world.excerpts())


async def test_what_is_left_after_the_last_round_is_named(world: World) -> None:
    fact = fact_id(await world.state("The user lives in Oslo."))
    await world.say("Oslo is my home since 2010.")
    forgetting = replace(world.forgetting, rounds_max=0)

    receipt = await forgetting.forget(
        ForgetRequest(
            what=name_ids(fact), space=SPACE, session="night", author="tester", everywhere=True
        )
    )

    assert [each.text for each in receipt.remaining] == ["Oslo is my home since 2010."]
