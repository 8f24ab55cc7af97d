"""The report of recall sets is one table a set, which a person can read."""

from mcp_mem0.evals.recall.recall_set import SetQuestion
from mcp_mem0.evals.recall.set_measure import (
    QuestionOutcome,
    RecalledMemory,
    SetResult,
    compute_set_scores,
)
from mcp_mem0.evals.recall.set_report import render_set_results

RIGHT = RecalledMemory(
    text="Bo plays the harp", score=0.9, tellings=frozenset({"t1"}), answers=frozenset({"t1"})
)
WRONG = RecalledMemory(text="Bo bought a kayak", score=0.8, tellings=frozenset({"t2"}))
ASKED = SetQuestion(text="What does Bo play?", kind="graph", expects=("t1",))
UNANSWERABLE = SetQuestion(text="Who is the pope?", kind="unanswerable")


def result(*memories: RecalledMemory, has_graph: bool = True) -> SetResult:
    outcomes = (
        QuestionOutcome(question=ASKED, memories=memories, told=8, tokens=41, is_unknown=False),
        QuestionOutcome(question=UNANSWERABLE, memories=(), told=0, tokens=9, is_unknown=True),
    )
    return SetResult(
        name="small",
        title="Small",
        has_graph=has_graph,
        scores=compute_set_scores(outcomes),
        outcomes=outcomes,
    )


def test_each_kind_has_a_line_and_what_it_cannot_have_is_a_dash() -> None:
    shown = render_set_results([result(WRONG, RIGHT)], bands=False, misses=False)

    assert shown.split("\n") == [
        "Small",
        "              questions  first  recall@5    @10   MRR   told  stale  unknown  tokens",
        "graph                 1    0.0     100.0  100.0  50.0  100.0      –      0.0      41",
        "answerable            1    0.0     100.0  100.0  50.0  100.0      –      0.0      41",
        "unanswerable          1      –         –      –     –      –      –    100.0       9",
    ]


def test_a_set_measured_both_ways_shows_what_the_graph_adds() -> None:
    both = [result(RIGHT), result(WRONG, RIGHT, has_graph=False)]
    shown = render_set_results(both, bands=False, misses=False)

    assert "\n\nSmall, without the graph\n" in shown
    assert shown.split("\n\n")[-1].split("\n") == [
        "Small: what the graph adds",
        "              questions   first  recall@5   @10    MRR  told",
        "graph                 1  +100.0      +0.0  +0.0  +50.0  +0.0",
        "answerable            1  +100.0      +0.0  +0.0  +50.0  +0.0",
        "unanswerable          1       –         –     –      –     –",
    ]


def test_a_question_that_is_not_answered_first_is_listed_with_what_stood_there() -> None:
    shown = render_set_results([result(WRONG, RIGHT)], bands=False, misses=True)

    assert shown.endswith(
        '[graph] What does Bo play?\n      not first: t1@2; first: "Bo bought a kayak"'
    )
    assert "[" not in render_set_results([result(RIGHT)], bands=False, misses=True)


def test_the_scores_of_first_memories_are_shown_in_bands() -> None:
    shown = render_set_results([result(WRONG, RIGHT), result(RIGHT)], bands=True, misses=False)

    assert shown.split("\n\n")[-1].split("\n") == [
        "Right first memories by their score",
        "score    questions  right",
        "0.9–1.0          1  100.0",
        "0.8–0.9          1    0.0",
    ]
