"""Figures that are reported must be right, and the table must be readable."""

import pytest

from mcp_mem0.evals.evidence.retrieval_measure import (
    QuestionResult,
    compute_retrieval_result,
    render_retrieval_table,
)

FOUND = tuple(f"D1:{number}" for number in range(1, 31))
ANSWERED = [
    QuestionResult(
        category="single-hop",
        evidence=("D1:1",),
        found_turns=FOUND,
        within_small=FOUND[:2],
        within_large=FOUND[:4],
    ),
    QuestionResult(
        category="multi-hop",
        evidence=("D1:3", "D1:8", "D1:18", "D9:9"),
        found_turns=FOUND,
        within_small=FOUND[:2],
        within_large=FOUND[:8],
    ),
    QuestionResult(
        category="multi-hop",
        evidence=("D1:25",),
        found_turns=FOUND,
        within_small=(),
        within_large=(),
    ),
]


def test_recall_is_the_mean_share_of_evidence_among_the_first() -> None:
    multi_hop, single_hop = compute_retrieval_result(ANSWERED, has_graph=True).categories

    assert (multi_hop.category, multi_hop.questions) == ("multi-hop", 2)
    assert multi_hop.recall_at_5 == pytest.approx(12.5)
    assert multi_hop.recall_at_10 == pytest.approx(25)
    assert multi_hop.recall_at_20 == pytest.approx(37.5)
    assert multi_hop.hit_at_10 == pytest.approx(50)
    assert multi_hop.within_1000_tokens == 0
    assert multi_hop.within_2000_tokens == pytest.approx(25)
    assert single_hop.recall_at_5 == 100


def test_the_overall_figure_is_over_questions_and_not_over_categories() -> None:
    overall = compute_retrieval_result(ANSWERED, has_graph=True).overall

    assert overall.questions == 3
    assert overall.hit_at_10 == pytest.approx(200 / 3)


def test_the_table_has_a_line_for_each_category_that_was_asked() -> None:
    assert render_retrieval_table(compute_retrieval_result(ANSWERED, has_graph=True)).split(
        "\n"
    ) == [
        "graph on    questions  recall@5    @10    @20  hit@10  1k tokens  2k tokens",
        "multi-hop           2      12.5   25.0   37.5    50.0        0.0       25.0",
        "single-hop          1     100.0  100.0  100.0   100.0      100.0      100.0",
        "overall             3      41.7   50.0   58.3    66.7       33.3       50.0",
    ]


def test_nothing_asked_is_nothing_found() -> None:
    assert compute_retrieval_result([], has_graph=False).overall.recall_at_10 == 0
    assert render_retrieval_table(compute_retrieval_result([], has_graph=False)).endswith("0.0")
