"""Chains: facts that together answer a question which none of them answers alone."""

import pytest

from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.domain.graph.model import AsOf, GraphQuestion, LinkedFact
from tests.support.fact_writer import FactWriter
from tests.support.row_builders import SPACE

pytestmark = pytest.mark.anyio


async def linked(view: IgraphView, question: str, *starts: str) -> list[LinkedFact]:
    asked = GraphQuestion(text=question, starts=starts)
    return await view.find_linked_facts(SPACE, asked, limit=20, as_of=AsOf())


async def best(view: IgraphView, question: str, count: int, *starts: str) -> set[str]:
    """Return the texts of the best facts, which tie among themselves."""
    found = await linked(view, question, *starts)
    assert len({each.score for each in found[:count]}) == 1
    assert all(each.score < found[0].score for each in found[count:])
    return {each.fact.text for each in found[:count]}


async def relate(story: FactWriter, subject: str, predicate: str, object_: str) -> None:
    text = f"{subject} {predicate.replace('_', ' ')} {object_}"
    await story.add_fact(text, subject, object_, states=[(subject, predicate, object_)])


@pytest.fixture
async def workshop(story: FactWriter) -> None:
    """Nine relations of people and ships."""
    await relate(story, "Petra", "leads", "Marko")
    await relate(story, "Marko", "maintains", "billing service")
    await relate(story, "Marko", "brother_of", "Ana")
    await relate(story, "Marko", "works_at", "Acme")
    await relate(story, "Acme", "based_in", "Bergen")
    await relate(story, "Ana", "visited", "Portugal")
    await relate(story, "Ana", "visited", "Kenya")
    await relate(story, "Ivo Novak", "visited", "Kenya")
    await relate(story, "Ivo Novak", "visited", "Chile")


@pytest.mark.usefixtures("workshop")
async def test_two_facts_answer_through_the_name_that_they_share(view: IgraphView) -> None:
    found = await best(view, "Who manages the person who maintains the billing service?", 2)

    assert found == {"Marko maintains billing service", "Petra leads Marko"}


@pytest.mark.usefixtures("workshop")
async def test_three_facts_answer_through_two_names(view: IgraphView) -> None:
    found = await best(view, "In which town is the employer of Ana's brother?", 3)

    assert found == {"Marko brother of Ana", "Marko works at Acme", "Acme based in Bergen"}


@pytest.mark.usefixtures("workshop")
async def test_a_fact_says_from_where_and_through_whom_it_was_reached(view: IgraphView) -> None:
    found = await linked(view, "In which town is the employer of Ana's brother?")

    (town,) = [each for each in found if each.fact.text == "Acme based in Bergen"]
    assert (town.start, town.through, town.fact_count) == ("Ana", ("Marko", "Acme"), 3)


@pytest.mark.usefixtures("workshop")
async def test_all_relations_of_a_kind_are_found_together(view: IgraphView) -> None:
    found = await best(view, "Which countries has Ana been to?", 2)

    assert found == {"Ana visited Portugal", "Ana visited Kenya"}


@pytest.mark.usefixtures("workshop")
async def test_what_two_have_in_common_is_found_from_both_sides(view: IgraphView) -> None:
    found = await best(view, "Which countries have Ana and Ivo both visited?", 2)

    assert found == {"Ana visited Kenya", "Ivo Novak visited Kenya"}


@pytest.mark.usefixtures("workshop")
async def test_a_fact_that_answers_alone_needs_no_other(view: IgraphView) -> None:
    found = await linked(view, "What does Marko maintain?")

    assert found[0].fact.text == "Marko maintains billing service"
    assert found[0].fact_count == 1


async def test_a_first_name_of_two_people_means_neither(
    story: FactWriter, view: IgraphView
) -> None:
    await relate(story, "Otis Brandt", "owns", "a boat")
    await relate(story, "Otis Reed", "owns", "a kite")

    assert await linked(view, "What does Otis own?") == []


async def test_a_relation_by_an_unknown_word_is_followed_too(
    story: FactWriter, view: IgraphView
) -> None:
    await relate(story, "Ana", "godchild_of", "Petra")
    await relate(story, "Petra", "works_at", "Acme")
    await relate(story, "Ana", "owns", "a kite")

    found = await best(view, "Where does the sponsor of Ana work?", 2)

    assert found == {"Ana godchild of Petra", "Petra works at Acme"}


async def test_facts_that_fit_lead_on_if_the_question_has_no_names(
    story: FactWriter, view: IgraphView
) -> None:
    oven = await story.add_fact("Marko repairs the oven.", "Marko")
    await story.add_fact("Petra supervises Marko.", "Petra", "Marko")
    await story.add_fact("Marko hums.", "Marko")
    asked = "Who is the boss of the man that repairs the oven?"

    assert await linked(view, asked) == []
    assert await best(view, asked, 2, oven.id) == {
        "Marko repairs the oven.",
        "Petra supervises Marko.",
    }


async def test_a_name_in_small_letters_is_found_in_a_fact_that_fits(
    story: FactWriter, view: IgraphView
) -> None:
    await relate(story, "billing service", "depends_on", "ledger")
    sold = await story.add_fact("We buy the ledger from Northlight.", "Northlight")
    await relate(story, "Northlight", "based_in", "Malmö")

    found = await best(view, "In which city is the seller of the ledger?", 2, sold.id)

    assert found == {"We buy the ledger from Northlight.", "Northlight based in Malmö"}


async def test_nothing_is_linked_to_a_question_without_known_names(
    story: FactWriter, view: IgraphView
) -> None:
    await relate(story, "Ana", "owns", "a boat")

    assert await linked(view, "What is the weather like?") == []
    assert await linked(view, "") == []
