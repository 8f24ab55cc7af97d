"""What a run will cost is estimated from the conversation and the systems."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import LongConversation, Session
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS, SYSTEMS
from mcp_mem0.evals.systems.cost import (
    ANSWER_PROMPT_TOKENS,
    estimate_answering,
    estimate_construction,
    estimate_context_tokens,
    estimate_judging,
)
from tests.support.two_friends import FRIENDS, SPRING, settings_for, turn

BY_NAME = {construction.name: construction for construction in CONSTRUCTIONS}
# As many messages, sessions and words as the conversation that was measured (docs/benchmarks.md).
WORDS = " ".join(["word"] * 28)
LONG = LongConversation(
    name="long",
    sessions=tuple(
        Session(
            said_at=SPRING,
            turns=tuple(turn(f"D{n}:{place}", "Ana", WORDS) for place in range(23 + n % 2)),
        )
        for n in range(29)
    ),
    questions=(),
)


@pytest.mark.parametrize(
    ("name", "calls", "tokens"),
    [("mem0-single", 58, 168_877), ("mem0g-paper", 496, 817_692)],
)
def test_the_estimate_is_near_what_such_a_conversation_took(
    name: str, calls: int, tokens: int
) -> None:
    estimate = estimate_construction(BY_NAME[name], LONG)

    assert estimate.calls == pytest.approx(calls, rel=0.25)
    assert estimate.tokens_in == pytest.approx(tokens, rel=0.25)
    assert estimate.tokens_out > 0


def test_rules_cost_nothing() -> None:
    assert estimate_construction(BY_NAME["rules"], LONG) == Usage()


def test_without_a_graph_no_relations_are_asked_for() -> None:
    plain, graph = (
        estimate_construction(BY_NAME[f"{name}-paper"], LONG) for name in ("mem0", "mem0g")
    )

    assert graph.calls - plain.calls == 2 * len(LONG.sessions)


def test_a_run_that_goes_on_pays_for_the_sessions_that_are_left() -> None:
    whole = estimate_construction(BY_NAME["mem0-single"], LONG)
    rest = estimate_construction(BY_NAME["mem0-single"], LONG, recorded=range(1, 29))
    none = estimate_construction(BY_NAME["mem0-single"], LONG, recorded=range(1, 30))

    assert none == Usage()
    assert 0 < rest.calls < whole.calls / 10


def test_a_context_is_no_larger_than_its_budget_or_the_conversation() -> None:
    settings = settings_for()
    names = ("rules", "rules+tuned", "rag-256-2", "vague-control")

    long = [estimate_context_tokens(SYSTEMS[name], LONG, settings) for name in names]
    short = {estimate_context_tokens(SYSTEMS[name], FRIENDS, settings) for name in names[:3]}

    assert long == [1_500, 3_000, 512, 0]
    assert short == {estimate_context_tokens(SYSTEMS["full-context"], FRIENDS, settings)}


def test_answers_and_verdicts_are_a_call_each() -> None:
    answers = estimate_answering(1_500, questions=10)

    assert (answers.calls, answers.tokens_in) == (10, 10 * (1_500 + ANSWER_PROMPT_TOKENS))
    assert replace(estimate_judging(20), tokens_in=0, tokens_out=0) == Usage(calls=20)
