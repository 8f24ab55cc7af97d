"""What concerns somebody's health, diet or safety is never told under "nothing is known"."""

import pytest

from tests.support.recall_questions import recalled, texts
from tests.support.wired_services import World

CHAT = ("We watched a film", "The bus was late", "I bought a lamp", "It rained all day")


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ("Hugo cannot eat shellfish", "May I cook prawns for Hugo?"),
        ("Our neighbour Vera has coeliac disease", "Which cake can I bake for Vera?"),
        ("Simon takes warfarin", "Which painkiller may Simon take?"),
        ("Hugo cannot eat shellfish", "Wer hat eine Allergie?"),
        ("Hugo cannot eat shellfish", "谁过敏？"),
    ],
)
async def test_what_somebody_must_avoid_answers_what_they_may_have(
    world: World, stated: str, asked: str
) -> None:
    await world.state(stated)
    await world.say(*CHAT)

    found = await recalled(world, asked)

    assert found.is_known
    assert stated in texts(found)


async def test_the_health_of_others_does_not_answer_for_who_is_not_known(world: World) -> None:
    await world.state("Hugo cannot eat shellfish")
    await world.say(*CHAT)

    found = await recalled(world, "Is Beatrix allergic to bees?")

    assert not found.is_known
    assert not found.memories[0].is_distant
