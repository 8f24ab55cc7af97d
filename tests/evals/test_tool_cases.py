"""What counts as a wrong call: each argument that was asked for must be among the calls, and none
that was forbidden in any of them."""

import pytest

from mcp_mem0.domain.llm.call import ToolCall
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.tool_cases import ToolCase, find_tool_fault

CASE = ToolCase(
    name="two-facts",
    why="Both are kept, and nothing else.",
    said=(Message(role="user", content="I'm Oskar, a beekeeper."),),
    calls=("remember",),
    contains=("Oskar", "beekeeper|bees"),
    lacks=("f_0bbb",),
)


def remembers(text: str) -> ToolCall:
    return ToolCall(tool="remember", arguments=f'{{"content": "{text}"}}')


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param((remembers("Oskar keeps bees"),), id="one call"),
        pytest.param((remembers("Oskar"), remembers("a beekeeper")), id="two calls"),
        pytest.param(
            (ToolCall(tool="recall", arguments="{}"), remembers("Oskar keeps bees")),
            id="looked up first",
        ),
    ],
)
def test_what_was_asked_for_may_come_in_several_calls(calls: tuple[ToolCall, ...]) -> None:
    assert find_tool_fault(CASE, calls) is None


@pytest.mark.parametrize(
    ("calls", "fault"),
    [
        pytest.param((remembers("Oskar"),), "with other arguments", id="one of two facts"),
        pytest.param(
            (remembers("Oskar keeps bees"), remembers("f_0bbb")),
            "with other arguments",
            id="a forbidden word in a second call",
        ),
        pytest.param(
            (remembers("Oskar keeps bees"), ToolCall(tool="forget", arguments="{}")),
            "must not",
            id="a forget that nobody asked for",
        ),
        pytest.param((), "no tool instead of remember", id="nothing"),
    ],
)
def test_a_call_that_is_wrong_in_part_is_a_fault(calls: tuple[ToolCall, ...], fault: str) -> None:
    assert fault in str(find_tool_fault(CASE, calls))
