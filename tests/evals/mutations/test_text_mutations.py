"""Spoiling a statement changes what it says, and nothing else of the answer."""

from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.model.rows import Message, StatedRelation
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import DecisionCase, ExpectedFact
from mcp_mem0.evals.mutations.text_mutations import OPERATION_MUTATIONS

CASE = DecisionCase(
    name="moved",
    category="x",
    why="x",
    now=datetime(2026, 3, 3, tzinfo=UTC),
    said=(Message(role="user", name="Ana", content="I have 2 cats in Oslo."),),
    facts=(ExpectedFact(who=("Ana",), says=("Oslo",)),),
)
RIGHT = CaseOperation(
    action="ADD",
    text="Ana has 2 cats in Oslo since 1 March 2026.",
    quote="I have 2 cats",
    position=0,
    valid_from=datetime(2026, 3, 1, tzinfo=UTC),
    relations=(StatedRelation(subject="Ana", predicate="lives_in", object="Oslo"),),
)


@pytest.mark.parametrize(
    ("mutation", "text"),
    [
        ("It is a lie that …", "It is a lie that Ana has 2 cats in Oslo since 1 March 2026."),
        ("denied as a whole", "It is not so that Ana has 2 cats in Oslo since 1 March 2026."),
        ("negation inserted", "Ana has not 2 cats in Oslo since 1 March 2026."),
        ("X said: the message", "Ana said: I have 2 cats in Oslo."),
        ("another person's name", "Zelda has 2 cats in Oslo since 1 March 2026."),
        ("in the first person", "I has 2 cats in Oslo since 1 March 2026."),
        ("number one less", "Ana has 1 cats in Oslo since 1 March 2026."),
        ("number one more", "Ana has 3 cats in Oslo since 1 March 2026."),
        ("day in the text one more", "Ana has 2 cats in Oslo since 02 March 2026."),
        ("year in the text one more", "Ana has 2 cats in Oslo since 1 March 2027."),
    ],
)
def test_a_text_is_spoilt_as_its_name_says(mutation: str, text: str) -> None:
    spoilt = OPERATION_MUTATIONS[mutation](CASE, RIGHT)

    assert spoilt is not None
    assert (spoilt.text, spoilt.valid_from) == (text, RIGHT.valid_from)


def test_the_only_negation_is_removed() -> None:
    left = CaseOperation(action="ADD", text="Ana no longer lives in Oslo.")
    spoilt = OPERATION_MUTATIONS["negation removed"](CASE, left)

    assert spoilt is not None
    assert spoilt.text == "Ana lives in Oslo."


def test_relations_are_turned_round() -> None:
    spoilt = OPERATION_MUTATIONS["relations reversed"](CASE, RIGHT)

    assert spoilt is not None
    assert [each.text for each in spoilt.relations] == ["Oslo lives in Ana"]
