"""The graph in recall: it finds what is near a name, and answers questions about names alone."""

from dataclasses import replace
from datetime import timedelta

from mcp_mem0.domain.graph.model import Connections, Neighbourhood
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.rendering.token_budget import count_answer_tokens
from mcp_mem0.services.queries.hybrid_search import RecallPolicy
from tests.support.recall_questions import ASKED, recalled, texts, the_one
from tests.support.wired_services import ASK, World, fact_id

ABOUT_ANA = replace(ASKED, about=("Ana",))
NO_GRAPH = RecallPolicy(graph_weight=0)


async def test_a_fact_that_shares_no_word_with_the_question_is_found_near_its_name(
    world: World,
) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.relate("Acme", "lies_in", "Bergen")

    found = await recalled(world, "Which harbour does Ana see?")

    assert "graph" in the_one(found, "Acme lies in Bergen").found_by


async def test_a_fact_near_the_name_ranks_before_an_equal_one_that_is_not(world: World) -> None:
    await world.relate("Acme", "pays_on", "Fridays")
    await world.relate("Zeta", "pays_on", "Fridays")
    await world.relate("Ana", "works_at", "Acme")
    question = "When does the employer of Ana pay, on Fridays?"

    order = texts(await recalled(world, question))

    assert order.index("Acme pays on Fridays") < order.index("Zeta pays on Fridays")


async def test_the_graph_does_not_count_if_the_question_has_no_names(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.state("The harbour is closed on Mondays")
    question = "When is the harbour closed?"

    with_graph = await recalled(world, question)

    assert with_graph == await recalled(world, question, policy=NO_GRAPH)


async def test_one_name_is_answered_with_what_surrounds_it(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.state("Ben lives in Rome")
    await world.say("I saw Ana's boat")

    found = await recalled(world, asked=ABOUT_ANA)

    assert found.about is not None
    (around,) = found.about.results
    assert isinstance(around, Neighbourhood)
    assert around.centre.name == "Ana"
    assert texts(found) == ["Ana works at Acme", "I saw Ana's boat"]
    assert "Ana —works at→ Acme" in render_recollection(found, "brief")


async def test_of_what_surrounds_a_name_that_which_a_newer_fact_may_outdate_is_marked(
    world: World,
) -> None:
    rome = await world.relate("Ana", "lives_in", "Rome")
    world.clock.advance(days=1)
    oslo = await world.relate("Ana", "lives_in", "Oslo")

    text = render_recollection(await recalled(world, asked=ABOUT_ANA), "brief")

    assert f'{fact_id(rome)} may be outdated by {fact_id(oslo)} "Ana lives in Oslo"' in text


async def test_two_names_are_answered_with_the_path_between_them(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.relate("Acme", "lies_in", "Bergen")

    found = await recalled(world, asked=replace(ASKED, about=("Ana", "Bergen")))

    assert found.about is not None
    (between,) = found.about.results
    assert isinstance(between, Connections)
    assert texts(found) == ["Ana works at Acme", "Acme lies in Bergen"]


async def test_an_unknown_name_is_reported(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")

    text = render_recollection(
        await recalled(world, asked=replace(ASKED, about=("Acmee",))), "brief"
    )

    assert text.startswith("No entity named Acmee")


async def test_about_keeps_to_the_tags_and_the_time_that_were_asked_for(world: World) -> None:
    await world.state("Ana plays chess", ask=replace(ASK, tags=("hobby",)))
    world.clock.advance(days=2)
    await world.state("Ana works at Acme", ask=replace(ASK, tags=("work",)))

    tagged = await recalled(world, asked=replace(ABOUT_ANA, tags=("hobby",)))
    late = await recalled(
        world, asked=replace(ABOUT_ANA, said_since=world.clock() - timedelta(days=1))
    )

    assert texts(tagged) == ["Ana plays chess"]
    assert texts(late) == ["Ana works at Acme"]


async def test_about_returns_what_was_believed_then(world: World) -> None:
    home = await world.relate("Ana", "lives_in", "Rome")
    before = world.clock()
    world.clock.advance(days=1)
    await world.relate("Ana", "lives_in", "Oslo", fact_id(home))

    then = await recalled(world, asked=replace(ABOUT_ANA, known_at=before))

    assert texts(then) == ["Ana lives in Rome"]
    assert "until" not in render_recollection(then, "brief")


async def test_a_forgotten_fact_is_not_returned_for_an_earlier_time(world: World) -> None:
    home = await world.relate("Ana", "lives_in", "Rome")
    then = world.clock()
    world.clock.advance(days=1)
    await world.relate("Ana", "lives_in", "Oslo", fact_id(home))
    await world.forget(fact_id(home))

    assert texts(await recalled(world, asked=replace(ABOUT_ANA, valid_at=then))) == []


async def test_an_answer_about_a_name_keeps_to_the_token_budget(world: World) -> None:
    for thing in range(12):
        await world.relate("Ana", "owns", f"boat number {thing}")
    asked = replace(ABOUT_ANA, limit=12, max_tokens=300)

    found = await recalled(world, asked=asked)

    assert count_answer_tokens(found, "brief") <= 300
    assert found.about is not None
    assert 0 < len(texts(found)) < 12
    assert f"{12 - len(texts(found))} more not shown" in render_recollection(found, "brief")
