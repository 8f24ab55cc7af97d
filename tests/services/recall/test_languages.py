"""Recall in other languages: names without capitals, and a note where the languages differ."""

from tests.support.recall_questions import recalled, texts
from tests.support.wired_services import World, fact_id

NOTE = "asked in another language than it was told: ask in English to find more"
ENGLISH = (
    "My sister lives in the old town of Bergen",
    "We ship the release on the first of the month",
    "The cat stays with my neighbour until Friday",
    "I do not eat any of the nuts that they sell",
)


async def test_who_asks_in_another_language_is_told_once_in_which_one_to_ask(world: World) -> None:
    world.embedder.reads = frozenset({"en"})
    for text in ENGLISH:
        await world.state(text)

    asked = await recalled(world, "Wo wohnt denn meine Schwester?")
    again = await recalled(world, "where does my sister live?")

    assert asked.notes == (NOTE,)
    assert again.notes == ()


async def test_names_and_code_are_asked_for_in_any_language(world: World) -> None:
    world.embedder.reads = frozenset({"en"})
    for text in ENGLISH:
        await world.state(text)

    for query in ("Bergen", "Jonas Petra", "陈伟", "reconcile_ledger", "6433"):
        assert (await recalled(world, query)).notes == ()


async def test_what_was_told_in_the_language_of_the_question_needs_no_note(world: World) -> None:
    world.embedder.reads = frozenset({"en"})
    for text in ("Meine Schwester wohnt in der Altstadt", *ENGLISH[1:3]):
        await world.state(text)

    found = await recalled(world, "Wo wohnt meine Schwester?")

    assert texts(found)[0] == "Meine Schwester wohnt in der Altstadt"
    assert found.notes == ()


async def test_a_name_without_capitals_is_known_to_the_graph(world: World) -> None:
    receipt = await world.state("陈伟住在北京")
    await world.state("李娜喜欢喝咖啡")

    (fact, *_) = (await recalled(world, "陈伟在哪里工作？")).memories

    assert fact.id == fact_id(receipt)
    assert fact.fact is not None
    assert fact.fact.entities == ("陈伟", "北京")
    assert "graph" in fact.found_by


async def test_a_compound_is_found_by_its_part_where_the_model_does_not_read_it(
    world: World,
) -> None:
    world.embedder.reads = frozenset({"en"})
    for text in (
        "Die Hausärztin meiner Mutter heißt Wiesinger",
        "Der Kindergarten macht freitags um halb drei zu",
        "Unsere Katze bekommt jeden Abend eine Tablette",
    ):
        await world.state(text)

    found = await recalled(world, "Zu welcher Ärztin geht sie?")

    assert texts(found)[0] == "Die Hausärztin meiner Mutter heißt Wiesinger"
