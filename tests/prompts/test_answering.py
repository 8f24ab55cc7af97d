"""The answerer is shown what a system found as marked lines, which no found text can leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.prompts.answering import NOT_KNOWN, SYSTEM, build_request
from tests.prompts.examples import TUESDAY


def test_the_answerer_is_shown_the_context_the_day_of_asking_and_the_question() -> None:
    user = build_request("Where is Bo?", TUESDAY, "Bo moved to Oslo.\n\nBo has a cat.").user

    assert user.splitlines() == [
        "# Context",
        "> Bo moved to Oslo.",
        "> ",
        "> Bo has a cat.",
        "",
        "# Now",
        "2026-03-03 Tuesday 18:30 -05:00",
        "",
        "# Question",
        '"Where is Bo?"',
    ]


@pytest.mark.parametrize("context", ["", " \n"])
def test_an_empty_context_is_said_to_be_empty(context: str) -> None:
    lines = build_request("Where is Bo?", TUESDAY, context).user.splitlines()

    assert lines[1] == "(nothing was found)"


def test_the_rules_name_the_words_for_what_is_not_known() -> None:
    assert f'"{NOT_KNOWN}"' in SYSTEM


@given(st.text(), st.text())
def test_nothing_found_or_asked_can_open_a_section(context: str, question: str) -> None:
    lines = build_request(question, TUESDAY, context).user.splitlines()

    assert [line for line in lines if line.startswith("#")] == ["# Context", "# Now", "# Question"]
