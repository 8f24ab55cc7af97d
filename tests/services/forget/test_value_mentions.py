"""A receipt names apart what may still tell what was forgotten, and nothing of it is taken."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.rendering import build_receipt_model, render_receipt
from mcp_mem0.services.forget.forget import MENTIONS_MAX
from mcp_mem0.services.forget.listing import FIRST_CHARS_MAX
from mcp_mem0.services.queries.similar_rows import SIMILAR_MAX
from tests.support.wired_services import ASK, World, fact_id, name_ids

TELLING = (
    (
        "The user lives in Oslo.",
        (
            "I'm from Oslo.",
            "Oslo it is then, third floor.",
            "In Oslo the winters are long.",
            "Ég er frá Osló.",
            "My dentist in Oslo is closed today.",
            "What is the weather in Oslo?",
            "My sister thinks Oslo is dull.",
        ),
        (
            "Ben lives in Oslo.",
            "Ana moved to Oslo last year.",
            "My brother lives in Oslo.",
            "My brother Ben has a flat in Oslo.",
            "I am flying to Bergen.",
            "The winters are long.",
        ),
    ),
    (
        "The user's salary is 84,000 euros.",
        (
            "With 84 000 a year you can afford it.",
            "They raised it to 84000 in May.",
            "84k is not bad for a start.",
            "Das sind 84.000 vor Steuern.",
        ),
        ("Ben earns 84,000 euros.", "I earn too little.", "The trip costs 900 euros."),
    ),
    (
        "Tove has epilepsy.",
        (
            "Epilepsy is often hereditary, they say.",
            "The nurse asked about the epilepsy again.",
        ),
        ("Jonas has epilepsy.", "Tove likes skating.", "Tove is coming to dinner."),
    ),
    (
        "The user is married to Lena.",
        (
            "Lena wants a bigger car.",
            "A present for Lena, please.",
            "Lena and I fly on Friday.",
        ),
        ("My neighbour is married.", "Ben is married to Lena."),
    ),
    (
        "Пользователь живёт в Осло.",
        ("Я из Осло.", "В Осло длинные зимы."),
        ("Бен живёт в Осло.", "Я живу здесь давно."),
    ),
    (
        "ユーザーはオスロに住んでいます。",
        ("オスロの冬は長いです。", "オスロから来ました。"),
        ("冬は長いです。",),
    ),
)
"""What is forgotten; what names a value of it; and what does not, or says it of somebody else."""


def test_there_are_enough_of_them() -> None:
    assert sum(len(told) + len(others) for _, told, others in TELLING) >= 30


@pytest.mark.heavy
@pytest.mark.parametrize(("forgotten", "telling", "others"), TELLING)
async def test_what_names_a_value_is_listed_and_what_says_it_of_others_is_not(
    world: World, forgotten: str, telling: tuple[str, ...], others: tuple[str, ...]
) -> None:
    stated = fact_id(await world.state(forgotten))
    await world.say(*telling, *others)

    receipt = await world.forget(stated)

    assert receipt.remaining == ()
    assert sorted(each.text for each in receipt.mentions) == sorted(telling)
    assert sorted(await world.excerpts()) == sorted((*telling, *others))

    [call] = receipt.mention_calls
    await world.make(call)
    assert sorted(await world.excerpts()) == sorted(others)


async def test_facts_and_relations_that_name_it_are_listed_by_the_ids_of_facts(
    world: World,
) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    row = fact_id(await world.state("The user rows in Oslo on Mondays."))
    related = fact_id(await world.relate("The user", "visits", "Oslo"))

    receipt = await world.forget(stated)

    listed = {each.id for each in receipt.mentions if each.kind != "message"}
    assert listed == {row, related}


async def test_everywhere_leaves_them_and_says_so(world: World) -> None:
    named = name_ids(fact_id(await world.state("The user lives in Oslo.")))
    await world.say("My home is Oslo", "I'm from Oslo")

    receipt = await world.ask_forget(named, everywhere=True)

    assert await world.excerpts() == ["I'm from Oslo"]
    told = render_receipt(receipt)
    assert "may still tell it: m_" in told
    assert "everywhere takes what says the same, and not what may only tell it" in told


async def test_only_some_are_listed_and_the_others_are_counted(world: World) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    await world.say(*(f"Tram {number} of Oslo is late." for number in range(MENTIONS_MAX + 2)))

    receipt = await world.forget(stated)

    assert len(receipt.mentions) == MENTIONS_MAX
    assert receipt.mentions_left_out == 2
    assert "may still tell it: 2 more" in render_receipt(receipt)
    model = build_receipt_model(receipt)
    assert model.mentions is not None
    assert len(model.mentions) == MENTIONS_MAX


async def test_nothing_is_listed_of_what_names_nothing_of_it(world: World) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    await world.say("My cat is called Mia", "It is warm")

    receipt = await world.forget(stated)

    assert (receipt.mentions, receipt.mention_calls, receipt.mentions_left_out) == ((), (), 0)
    assert "may still" not in render_receipt(receipt)


async def test_a_message_that_is_forgotten_by_its_id_has_mentions_too(world: World) -> None:
    await world.say("I park my bicycle in Kampen.", "Kampen is far away.")
    [row] = [row for row in await world.excerpt_rows() if "bicycle" in row.text]

    receipt = await world.forget(row.id)

    assert [each.text for each in receipt.mentions] == ["Kampen is far away."]


async def test_a_dry_run_shows_the_first_words_of_what_it_would_hide(world: World) -> None:
    named = name_ids(fact_id(await world.state("The user lives in Oslo.")))
    long = f"My home is Oslo and {'the harbour and ' * 20}all that."
    messages = (Message(role="user", content=long), Message(role="user", content="It is warm"))
    await world.remembering.remember(replace(ASK, intake=Intake(messages=messages)))

    receipt = await world.ask_forget(named, everywhere=True, dry_run=True)

    [own, said] = sorted(receipt.hidden, key=lambda each: each.text, reverse=True)
    assert own.text == "The user lives in Oslo."
    assert said.text.startswith("My home is Oslo")
    assert len(said.text) <= FIRST_CHARS_MAX
    assert f"would hide: {said.id}, message, user: " in render_receipt(receipt)
    assert (await world.ask_forget(named, everywhere=True)).hidden == ()


async def test_they_are_listed_nearest_first(world: World) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    far, near, middle = (
        "Oslo it is then, third floor.",
        "In Oslo the winters are long.",
        "My dentist in Oslo is closed today.",
    )
    await world.say(far, near, middle)
    farthest = "Boats leave Oslo every Friday despite heavy rain or storm."
    await world.state(farthest)

    receipt = await world.forget(stated)

    listed = [(each.kind, each.text) for each in receipt.mentions]
    assert listed[:3] == [("message", text) for text in (near, middle, far)]
    assert {text for _, text in listed[3:]} == {farthest}


async def test_what_only_shares_a_word_is_found_among_many_that_are_nearer(world: World) -> None:
    stated = fact_id(await world.state("The user lives in Oslo."))
    nearer = (f"The user lives in house {number}" for number in range(SIMILAR_MAX + 10))
    await world.say("Oslo it is then, third floor.", *nearer)

    receipt = await world.forget(stated)

    assert [each.text for each in receipt.mentions] == ["Oslo it is then, third floor."]
