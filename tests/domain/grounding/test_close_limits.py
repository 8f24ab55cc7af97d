"""A text that replaces one fact also closes what is of the same matter: a plan that came true, and
not the plan of somebody else or for something else."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.grounding.close_limits import IRRELEVANT, Grounds, find_closing_faults
from mcp_mem0.domain.model.operations import Update
from mcp_mem0.domain.model.rows import Fact, Intake, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from tests.support.decision_cases import user
from tests.support.row_builders import episode, fact


def known(number: int, text: str) -> Fact:
    return replace(fact(number, text=text), entities=extract_entities(text))


HOME = known(1, "Ana lives in Rome.")


def find_faults(also: str, *, content: str, quote: str, text: str) -> dict[str, str]:
    """Why a text that replaces Ana's home may not close another fact with it."""
    said = replace(episode(2), intake=Intake(messages=(user(content),)))
    statement = Statement.from_words(text, quote=quote)
    update = Update(
        target=HOME, also_closed=(known(2, also),), statement=statement, reason="it was said"
    )
    return find_closing_faults(update, said, Grounds(), ())


@pytest.mark.parametrize(
    "also",
    [
        "Ana plans to move to Lisbon in September 2026.",
        "Ana is looking for a flat in Lisbon.",
        "Ana wants to leave for Lisbon.",
    ],
)
def test_a_plan_that_came_true_is_closed_with_what_it_changed(also: str) -> None:
    content = "We did it, we've been in Lisbon for a week now."
    quote, text = "we've been in Lisbon for a week", "Ana lives in Lisbon."

    assert find_faults(also, content=content, quote=quote, text=text) == {}


@pytest.mark.parametrize(
    "also",
    [
        "Ben plans to move to Lisbon in September 2026.",
        "Ana plans to visit Porto in September 2026.",
        "Ana plans to learn the violin.",
        "Ana has a brother in Lisbon.",
        "Ana plays the violin.",
    ],
)
def test_what_is_of_others_or_of_another_matter_stays_open(also: str) -> None:
    content = "We did it, we've been in Lisbon for a week now."
    quote, text = "we've been in Lisbon for a week", "Ana lives in Lisbon."

    assert [*find_faults(also, content=content, quote=quote, text=text).values()] == [IRRELEVANT]
