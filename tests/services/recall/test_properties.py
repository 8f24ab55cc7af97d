"""Whatever is asked: no row of another space, nothing retired unasked, and never over the budget.

Questions are drawn at random (seeded) and asked of one store, because making one takes time.
"""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.rendering.answer_size import count_answer_tokens
from mcp_mem0.domain.requests.model import Detail, Form, RecallOrder, RecallRequest
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.recall_questions import recalled
from tests.support.wired_services import ASK, World, fact_id

SPACES = ("home", "work", "club")
PEOPLE = ("Ana", "Ben", "Cleo")
ACTS = ("lives in Oslo", "plays chess", "is allergic to nuts", "paints boats", "met Ben in May")
QUESTIONS = (
    "who plays chess?",
    "Where does Ana live?",
    "what can I cook for Cleo?",
    "which boats do Ana and Ben both paint?",
    "what happened in May?",
    "when did Ben stop?",
    "谁住在奥斯陆？",
    "zorblax quantum tariff",
    "🎉",
)
SEEDS = range(3)
ASKED_A_SEED = 20


async def fill(world: World) -> frozenset[str]:
    """Tell each space the same things in its own words; return the facts that were retired."""
    retired: set[str] = set()
    for space in SPACES:
        ask = replace(ASK, space=space)
        for number, person in enumerate(PEOPLE):
            told = [
                fact_id(await world.state(f"{person} {act}, says {space}", ask=ask)) for act in ACTS
            ]
            await world.say(f"{person} told {space} about chess", "ok", ask=ask)
            await world.relate(person, "knows", PEOPLE[number - 1], ask=ask)
            world.clock.advance(days=1)
            await world.state(f"{person} lives in Rome, says {space}", told[0], ask=ask)
            retired.add(f"{told[0]}.1")
    return frozenset(retired)


def draw_request(chance: random.Random, world: World) -> RecallRequest:
    """Return a request with any mix of what may be asked."""
    details: tuple[Detail, ...] = ("brief", "full")
    forms: tuple[Form, ...] = ("text", "json", "both")
    orders: tuple[RecallOrder, ...] = ("relevance", "time")
    some_day = world.clock() - timedelta(days=chance.randrange(12))
    return RecallRequest(
        query=None,
        spaces=tuple(sorted(chance.sample(SPACES, chance.randint(1, 2)))),
        usual_spaces=SPACES,
        about=tuple(chance.sample(PEOPLE, chance.choice((0, 0, 0, 1, 2)))),
        said_since=chance.choice((None, None, some_day)),
        valid_at=chance.choice((None, None, some_day)),
        include_retired=chance.random() < 0.2,
        limit=chance.choice((1, 5, 50)),
        max_tokens=chance.choice((100, 300, 1_500)),
        detail=chance.choice(details),
        form=chance.choice(forms),
        order=chance.choice(orders),
    )


def list_rows(found: Recollection) -> list[tuple[str, str, bool]]:
    """Return space, id and openness of everything that an answer tells."""
    around = {} if found.about is None else collect_facts(found.about)
    rows = [*(memory.row for memory in found.memories), *around.values()]
    return [(row.space, row.id, row.is_open) for row in rows]


@pytest.mark.heavy
@pytest.mark.parametrize("seed", SEEDS)
async def test_recall_keeps_to_its_spaces_its_time_and_its_budget(world: World, seed: int) -> None:
    await fill(world)
    chance = random.Random(seed)  # noqa: S311 - seeded, so that a failure can be repeated
    asked = 0
    for _ in range(ASKED_A_SEED):
        request = draw_request(chance, world)
        query = chance.choice((None, *QUESTIONS))
        found = await recalled(world, query, asked=request)

        rows = list_rows(found)
        asked += len(rows)
        assert {space for space, _, _ in rows} <= set(request.spaces)
        if not request.include_retired and request.valid_at is None:
            assert [row for row in rows if not row[2]] == []
        assert len(found.memories) <= request.limit
        assert len(found.memories) <= 1 or (
            count_answer_tokens(found, request.detail, request.form) <= request.max_tokens
        )
    assert asked > ASKED_A_SEED
