"""Recall finds what helps, without duplicates, marks what is outdated, and keeps to its budget."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.errors import NotFoundError
from mcp_mem0.domain.model.operations import Add, Delete
from mcp_mem0.domain.model.rows import Episode, Intake, Message, StatedRelation, Statement
from mcp_mem0.domain.rendering.token_budget import count_answer_tokens
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.services.queries.hybrid_search import WORDS_ONLY, RecallPolicy
from tests.support.doubles import ScriptedDecider
from tests.support.recall_questions import ASKED, recalled, texts, the_one
from tests.support.wired_services import ASK, SPACE, World, fact_id

OTHER = "work"


async def test_the_fact_that_answers_comes_first(world: World) -> None:
    await world.state("Ana paints the sea")
    await world.state("Ben plays chess")

    found = await recalled(world, "who plays chess?")

    assert found.memories[0].text == "Ben plays chess"
    assert found.memories[0].found_by == ("meaning", "words")


async def test_the_neighbours_of_a_matching_message_are_found_with_it(world: World) -> None:
    await world.say("What colour is the boat?", "It is green", "I had soup", "Time to go")

    found = await recalled(world, "colour of the boat", policy=RecallPolicy(candidates=10))

    # The question itself answers nothing, so it stands last.
    assert (texts(found)[0], texts(found)[-1]) == ("It is green", "What colour is the boat?")


async def test_an_excerpt_is_folded_under_the_fact_drawn_from_it(world: World) -> None:
    await world.state("Ana lives in Oslo")

    found = await recalled(world, "where does Ana live?")

    assert texts(found) == ["Ana lives in Oslo"]
    assert found.memories[0].kind == "fact"


async def test_an_excerpt_is_folded_under_the_fact_that_it_repeats(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    for again in ("Ana lives in Rome", "ana lives in Rome!"):
        await world.state(again)
    said = await world.say("Ana lives in Rome")

    found = await recalled(world, "where does Ana live?")

    # Nobody has decided about words of a conversation without a model.
    [message] = [row.id for row in await world.excerpt_rows() if row.source == said.episode]
    assert [(memory.kind, memory.id) for memory in found.memories] == [
        ("fact", home),
        ("excerpt", message),
    ]


async def test_all_messages_that_say_a_replaced_fact_fold_into_its_successor(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    await world.state("Ana lives in Rome")
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)

    found = await recalled(world, "Ana lives in Rome")

    assert [(memory.kind, memory.text, memory.replaces) for memory in found.memories] == [
        ("fact", "Ana lives in Oslo", "Ana lives in Rome")
    ]
    assert found.left_out == 0


async def test_an_excerpt_says_who_spoke_and_when(world: World) -> None:
    said = Message(role="user", content="I live in Oslo", name="Ana", at=world.clock())
    await world.remembering.remember(replace(ASK, intake=Intake(messages=(said,))))

    (memory,) = (await recalled(world, "who lives in Oslo?")).memories

    [message] = [row.id for row in await world.excerpt_rows()]
    assert message.startswith("m_")
    assert (memory.kind, memory.id, memory.speaker) == ("excerpt", message, "Ana")
    assert memory.since.at == world.clock()


async def test_a_corrected_fact_says_what_it_said_before(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)

    found = await recalled(world, "where does Ana live?")

    memory = the_one(found, "Ana lives in Oslo")
    assert (memory.id, memory.revision, memory.replaces) == (home, 2, "Ana lives in Rome")


async def test_a_replaced_statement_has_no_line_of_its_own(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)

    (memory,) = (await recalled(world, "Ana lives in Rome")).memories

    assert (memory.id, memory.text, memory.replaces) == (
        home,
        "Ana lives in Oslo",
        "Ana lives in Rome",
    )


async def test_the_last_of_several_successors_tells_what_it_was(world: World) -> None:
    first = fact_id(await world.state("Ana lives in Rome"))
    other = fact_id(await world.state("Ana has a flat in Paris"))
    world.clock.advance(days=1)
    await world.state("Ana has a house in Bergen", other, first)
    world.clock.advance(days=1)
    await world.state("Ana has a boat in Oslo", other)

    (memory,) = (await recalled(world, "Ana lives in Rome")).memories

    assert memory.text == "Ana has a boat in Oslo"
    assert memory.replaces == "Ana has a house in Bergen"
    assert memory.replaced_before in {"Ana lives in Rome", "Ana has a flat in Paris"}


async def test_a_forgotten_fact_is_never_returned(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    said_at = world.clock()
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)
    world.clock.advance(days=1)
    await world.forget(home)

    assert texts(await recalled(world, "Ana lives in Rome Oslo")) == []
    asked = replace(ASKED, valid_at=world.clock())
    assert texts(await recalled(world, "Ana lives in Rome Oslo", asked=asked)) == []
    before = replace(ASKED, valid_at=said_at)
    assert texts(await recalled(world, "Ana lives in Rome Oslo", asked=before)) == []


async def test_a_newer_fact_that_may_outdate_one_is_named(world: World) -> None:
    await world.state("Ana lives in Rome")
    world.clock.advance(days=1)
    newer = fact_id(await world.state("Ana lives in Oslo"))

    found = await recalled(world, "where does Ana live?")

    older = the_one(found, "Ana lives in Rome")
    assert older.outdated_by is not None
    assert (older.outdated_by.id, older.outdated_by.text) == (newer, "Ana lives in Oslo")
    assert the_one(found, "Ana lives in Oslo").outdated_by is None


async def test_a_fact_of_another_thing_outdates_nothing(world: World) -> None:
    await world.state("Invoice 311 is paid.")
    world.clock.advance(days=1)
    receipt = await world.state("Invoice 312 is paid.")

    found = await recalled(world, "which invoice is paid?")

    assert receipt.near == ()
    assert [memory.outdated_by for memory in found.memories] == [None, None]


async def test_a_relation_that_may_outdate_another_marks_its_fact(world: World) -> None:
    decider = ScriptedDecider()
    remembering = world.services_by(decider).remember
    for text, employer in (("Ana got a desk at Acme", "Acme"), ("Globex pays Ana", "Globex")):
        works = StatedRelation(subject="Ana", predicate="works_at", object=employer)
        statement = replace(Statement.from_words(text), relations=(works,))
        decider.will_answer(Add(statement=statement, reason="said"))
        message = Message(role="user", content=text)
        await remembering.remember(replace(ASK, intake=Intake(messages=(message,))))
        world.clock.advance(days=1)

    found = await recalled(world, "where does Ana work? works at")

    older = the_one(found, "Ana got a desk at Acme")
    assert older.outdated_by is not None
    assert older.outdated_by.text == "Globex pays Ana"


async def test_a_relation_brings_the_fact_that_states_it(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")

    (memory,) = (await recalled(world, "works at Acme")).memories

    assert (memory.kind, memory.text) == ("fact", "Ana works at Acme")


async def test_about_keeps_to_what_mentions_the_name(world: World) -> None:
    await world.state("Ana paints in Oslo")
    await world.state("Ben paints in Oslo")
    await world.say("i saw ana's boat", "Anastasia came too")

    found = await recalled(world, None, asked=replace(ASKED, about=("ANA",)))
    asked = await recalled(world, "who paints?", asked=replace(ASKED, about=("ana",)))

    assert texts(found) == ["Ana paints in Oslo", "i saw ana's boat"]
    assert texts(asked)[0] == "Ana paints in Oslo"
    assert "Ben paints in Oslo" not in texts(asked)


async def test_about_keeps_somebody_with_a_double_name_apart(world: World) -> None:
    await world.state("Marie Duval lives in Metz.")
    await world.state("Anne‑Marie Duval works at Lumen.")

    marie = await recalled(world, None, asked=replace(ASKED, about=("Marie Duval",)))
    anne = await recalled(world, None, asked=replace(ASKED, about=("Anne-Marie Duval",)))

    assert texts(marie) == ["Marie Duval lives in Metz."]
    assert texts(anne) == ["Anne‑Marie Duval works at Lumen."]


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("Tove OʼNeil rows.", "Tove O'Neil"),
        ("Tove O'Neil rows.", "Tove OʼNeil"),
        ("Tove Mo\u00adlina rows.", "Tove Molina"),
        ("Tove Molina rows.", "Tove Mo\u200blina"),
    ],
    ids=ascii,
)
async def test_a_name_is_found_whatever_its_marks(world: World, stored: str, name: str) -> None:
    await world.state(stored)
    await world.state("Ben Okafor paints.")

    assert texts(await recalled(world, None, asked=replace(ASKED, about=(name,)))) == [stored]


async def test_a_word_is_found_whatever_its_marks_and_who_spoke_stays(world: World) -> None:
    world.embedder.broken = True
    said = Message(role="user", name="O’Neil", content="the mem\u00adory of it")
    await world.remembering.remember(replace(ASK, intake=Intake(messages=(said,))))

    (found,) = (await recalled(world, "memory")).memories

    assert (found.row.text, found.speaker) == ("the mem\u00adory of it", "O’Neil")


async def test_what_mentions_more_of_the_names_comes_first(world: World) -> None:
    await world.state("Ana met Ben")
    world.clock.advance(days=1)
    await world.state("Ana met Cleo")

    found = await recalled(world, None, asked=replace(ASKED, about=("Ana", "Ben")))

    assert texts(found) == ["Ana met Ben", "Ana met Cleo"]


async def test_a_strong_match_of_one_name_is_passed_only_by_a_close_one_of_both(
    world: World,
) -> None:
    strong, close = "Ana planned a kayak trip", "Ana and Ben planned one kayak trip"
    weak = "Ana met Ben at a kayak shop in the old town by the river"
    for text in (strong, close, weak):
        await world.state(text)
    # The graph would score the facts around one name and around two differently.
    policy = RecallPolicy(graph_weight=0)

    async def ask(*names: str) -> Recollection:
        asked = replace(ASKED, about=names)
        return await recalled(world, "planned a kayak trip", asked=asked, policy=policy)

    one, both = await ask("Ana"), await ask("Ana", "Ben")

    assert texts(one) == [strong, close, weak]
    assert texts(both) == [close, strong, weak]
    assert the_one(both, strong).score == pytest.approx(0.75 * the_one(one, strong).score)
    for text in (close, weak):
        assert the_one(both, text).score == pytest.approx(the_one(one, text).score)


async def test_about_finds_a_name_of_small_words(world: World) -> None:
    await world.state('She heard "The Who" again')

    found = await recalled(world, None, asked=replace(ASKED, about=("The Who",)))

    assert texts(found) == ['She heard "The Who" again']


async def test_about_finds_facts_by_their_relations(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")

    found = await recalled(world, None, asked=replace(ASKED, about=("acme",)))

    assert texts(found) == ["Ana works at Acme"]


async def test_a_name_that_nothing_mentions_finds_nothing(world: World) -> None:
    await world.state("Ana lives in Oslo")

    assert texts(await recalled(world, "lives", asked=replace(ASKED, about=("Zoe",)))) == []


async def test_search_by_words_still_answers_if_the_embedding_model_fails(world: World) -> None:
    await world.state("Ana lives in Oslo")
    world.embedder.broken = True

    found = await recalled(world, "who lives in Oslo?")

    assert texts(found) == ["Ana lives in Oslo"]
    assert found.notes == (WORDS_ONLY,)


async def test_a_question_without_words_is_answered_by_meaning(world: World) -> None:
    await world.say("🎉", "soup")

    found = await recalled(world, "🎉")

    assert the_one(found, "🎉").found_by == ("meaning",)


@pytest.mark.parametrize(
    "policy", [RecallPolicy(), RecallPolicy(vector_weight=0, words_weight=0)], ids=["all", "graph"]
)
async def test_tags_and_days_narrow_the_answer(world: World, policy: RecallPolicy) -> None:
    await world.state("Ana lives in Oslo", ask=replace(ASK, tags=("home",)))
    early = world.clock()
    world.clock.advance(days=2)
    await world.state("Ana lives alone")

    async def asked(**changes: object) -> list[str]:
        narrowed = replace(ASKED, **changes)  # pyright: ignore[reportArgumentType]
        return texts(await recalled(world, "Ana lives", asked=narrowed, policy=policy))

    assert len(await asked()) == len(("Oslo", "alone"))
    assert await asked(tags=("home",)) == ["Ana lives in Oslo"]
    assert await asked(said_until=early) == ["Ana lives in Oslo"]
    assert await asked(said_since=world.clock()) == ["Ana lives alone"]


async def test_a_moment_before_a_fact_was_said_is_answered_with_a_doubt_unless_it_has_a_start(
    world: World,
) -> None:
    before = world.clock()
    world.clock.advance(days=10)
    unknown = fact_id(await world.state("Ana lives in Rome"))
    boat = StatedRelation(subject="Ana", predicate="owns", object="boat")
    known = Intake(relation=boat, valid_from=before)
    await world.remembering.remember(replace(ASK, intake=known))

    then = await recalled(world, "Ana lives in Rome", asked=replace(ASKED, valid_at=before))
    now = await recalled(world, "Ana lives in Rome", asked=replace(ASKED, valid_at=world.clock()))

    assert sorted(texts(then)) == ["Ana lives in Rome", "Ana owns boat"]
    (note,) = then.notes
    assert note.startswith(f"Start unknown for {unknown}: stated after {before.date()},")
    assert now.notes == ()


async def test_what_was_true_and_what_was_believed_can_be_asked(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    then = world.clock()
    world.clock.advance(days=10)
    await world.state("Ana lives in Oslo", home)

    true_then = await recalled(world, "Ana lives", asked=replace(ASKED, valid_at=then))
    believed = await recalled(world, "Ana lives", asked=replace(ASKED, known_at=then))
    closed_too = await recalled(world, "Ana lives", asked=replace(ASKED, include_retired=True))

    past = true_then.memories[0]
    assert (past.text, past.kind, past.retired) == ("Ana lives in Rome", "fact", "replaced")
    assert past.until == StatedMoment(world.clock(), "time")
    (known,) = believed.memories
    assert (known.text, known.retired, known.until, known.replaced_by) == (
        "Ana lives in Rome",
        None,
        None,
        None,
    )
    retired = [memory for memory in closed_too.memories if memory.retired == "replaced"]
    assert [memory.replaced_by and memory.replaced_by.text for memory in retired] == [
        "Ana lives in Oslo"
    ]


async def test_several_spaces_are_read_and_no_other(world: World) -> None:
    await world.state("Ana lives in Oslo")
    await world.state("Ana works in Oslo", ask=replace(ASK, space=OTHER))
    await world.state("Ana hides in Oslo", ask=replace(ASK, space="secret"))

    both = await recalled(world, "Ana in Oslo", asked=replace(ASKED, spaces=(SPACE, OTHER)))

    assert sorted(texts(both)) == ["Ana lives in Oslo", "Ana works in Oslo"]
    assert texts(await recalled(world, "Ana in Oslo")) == ["Ana lives in Oslo"]


async def test_an_unknown_space_is_refused_but_a_configured_one_is_empty(world: World) -> None:
    await world.state("Ana lives in Oslo", ask=replace(ASK, space=OTHER))

    assert texts(await recalled(world, "Ana")) == []
    with pytest.raises(NotFoundError) as caught:
        await recalled(world, "Ana", asked=replace(ASKED, spaces=(OTHER, "wrok")))
    assert str(caught.value) == (
        "there is no space 'wrok' yet: there is work, and the nearest name is 'work'"
    )


async def test_only_spaces_that_the_caller_may_see_are_named(world: World) -> None:
    await world.state("Ana lives in Oslo", ask=replace(ASK, space=OTHER))
    await world.state("Ana lives in Rome")

    with pytest.raises(NotFoundError) as caught:
        await recalled(
            world, "Ana", asked=replace(ASKED, spaces=("wrok",), visible_spaces=("wrok", SPACE))
        )

    assert str(caught.value) == "there is no space 'wrok' yet: there is home"


async def test_a_space_with_nothing_but_a_pending_episode_exists(world: World) -> None:
    await world.leave_pending("Ana lives in Oslo")

    found = await recalled(world, "Ana")

    assert (found.pending, texts(found)) == (1, [])
    asked = replace(ASKED, spaces=(OTHER,))
    with pytest.raises(NotFoundError):
        await recalled(world, "Ana", asked=asked)
    await world.records.append(
        replace(await _only_episode(world), id="e_06w2q7k3d1", space=OTHER), []
    )
    assert (await recalled(world, "Ana", asked=asked)).pending == 1


async def test_the_limit_holds_and_the_rest_is_counted(world: World) -> None:
    for place in ("Oslo", "Rome", "Paris", "Bergen"):
        await world.state(f"Ana has a flat in {place}")

    found = await recalled(world, "Ana flat", asked=replace(ASKED, limit=3))

    assert len(found.memories) == 3
    assert found.left_out == 1


async def test_what_comes_nowhere_near_the_best_is_not_counted(world: World) -> None:
    for number in range(30):
        await world.state(f"Ana read book {number} about the sea and the stars of the region")
    await world.state("Ben plays chess")
    await world.state("Cleo plays chess on Fridays")

    asked = replace(ASKED, limit=2)
    found = await recalled(world, "who plays chess with Ana?", asked=asked)

    assert texts(found) == ["Ben plays chess", "Cleo plays chess on Fridays"]
    assert found.left_out == 0


async def test_a_message_found_for_what_its_fact_does_not_say_is_shown(world: World) -> None:
    said = "Ana moved to Rome. The engine number of the boat is 4711."
    moved = Statement.from_words("Ana lives in Rome", quote="Ana moved to Rome")
    decider = ScriptedDecider()
    decider.will_answer(Add(statement=moved, reason="said"))
    ask = replace(ASK, intake=Intake(messages=(Message(role="user", content=said),)))
    await world.services_by(decider).remember.remember(ask)
    for day in range(10):
        await world.state(f"Ben plays chess on day {day}")

    found = await recalled(world, "what is the engine number of the boat of Ana?")

    # Only a stated fact about Ana may stand above it.
    assert said in texts(found)[:2]


async def test_a_fact_that_answers_beats_messages_that_hardly_do(world: World) -> None:
    await world.say("let us plan the trip", "the trip needs a plan", "a boat trip or a train trip")
    await world.state("the trip with the boat starts on the fourth of may")

    found = await recalled(world, "when does the boat trip start, on the fourth of may?")

    assert texts(found)[0] == "the trip with the boat starts on the fourth of may"


@pytest.mark.parametrize("detail", ["brief", "full"])
async def test_the_whole_serialised_answer_fits_its_budget(world: World, detail: Detail) -> None:
    for number in range(12):
        await world.state(f"Ana wrote chapter {number} of a long book about the sea " * 4)

    asked = replace(ASKED, limit=12, max_tokens=300, detail=detail)
    found = await recalled(world, "chapter of the book", asked=asked)

    assert 0 < len(found.memories) < 12
    assert count_answer_tokens(found, detail) <= 300
    assert found.left_out > 0


async def test_a_memory_that_is_too_long_alone_is_shortened(world: World) -> None:
    await world.say("the sea " * 120)

    found = await recalled(world, "sea", asked=replace(ASKED, max_tokens=100))

    assert texts(found)[0].endswith("…")
    assert count_answer_tokens(found, "brief") <= 100


async def test_the_same_question_has_the_same_answer(world: World) -> None:
    for place in ("Oslo", "Rome", "Paris"):
        await world.state(f"Ana saw {place}")
    await world.say("I saw Oslo", "I saw Rome")

    first = await recalled(world, "who saw what?")

    assert [await recalled(world, "who saw what?") for _ in range(3)] == [first] * 3


async def test_recalling_writes_nothing(world: World) -> None:
    await world.state("Ana lives in Oslo")
    before = (await world.changes(), await world.episodes(), await world.facts())

    await recalled(world, "Ana")
    await recalled(world)

    assert (await world.changes(), await world.episodes(), await world.facts()) == before


@pytest.mark.parametrize(
    "query", ["'; DROP TABLE records; --", '"', "a AND (b OR", "我住在哪里？", "%"]
)
async def test_signs_in_a_question_are_only_signs(world: World, query: str) -> None:
    await world.state("Ana lives in Oslo")
    await world.say("我住在北京")

    found = await recalled(world, query, asked=replace(ASKED, about=()))

    assert len(found.memories) <= 2


async def test_an_ended_fact_is_returned_only_on_request(world: World) -> None:
    await world.state("Ana works at Acme")
    (fact,) = await world.facts()
    decider = ScriptedDecider()
    remembering = world.services_by(decider).remember
    world.clock.advance(days=1)
    decider.will_answer(Delete(target=fact, reason="left", position=0, quote="Ana left Acme"))
    message = Message(role="user", content="Ana left Acme")
    await remembering.remember(replace(ASK, intake=Intake(messages=(message,))))

    excerpt = the_one(await recalled(world, "Ana works at Acme"), fact.text)
    retired = await recalled(world, "Ana works at Acme", asked=replace(ASKED, include_retired=True))

    end = StatedMoment(world.clock(), "time")
    assert (excerpt.kind, excerpt.until, excerpt.replaced_by) == ("excerpt", end, None)
    assert "ended" in {memory.retired for memory in retired.memories}


async def _only_episode(world: World) -> Episode:
    (episode,) = await world.episodes()
    return episode
