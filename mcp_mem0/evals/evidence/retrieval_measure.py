"""The scores of the retrieval evaluation, and rendering them as a table.

Recall at n is the share of a question's evidence among the first n turns; the hit at 10 says
whether any of it is there; within t tokens means in an answer cut to that budget. Each figure is
the mean over questions, in per cent.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.evals.datasets.locomo import CATEGORIES
from mcp_mem0.evals.recall.budget_curve import (
    BudgetedAnswer,
    BudgetPoint,
    compute_budget_curve,
    render_budget_curve,
)

OVERALL: Final = "overall"
TURNS_MAX: Final = 20
SMALL_BUDGET: Final = 1_000
LARGE_BUDGET: Final = 2_000

_HEADINGS: Final = (
    *("questions", "recall@5", "@10", "@20", "hit@10"),
    *(f"{SMALL_BUDGET // 1_000}k tokens", f"{LARGE_BUDGET // 1_000}k tokens"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """The turns found for one question, by id, each once, best first.

    `within_small` and `within_large` are those that fit the budgets, `by_budget` what fits others.
    """

    category: str
    evidence: tuple[str, ...]
    found_turns: tuple[str, ...]
    within_small: tuple[str, ...]
    within_large: tuple[str, ...]
    by_budget: tuple[BudgetedAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalScores:
    """The figures over some questions, in per cent."""

    category: str
    questions: int
    recall_at_5: float
    recall_at_10: float
    recall_at_20: float
    hit_at_10: float
    within_1000_tokens: float
    within_2000_tokens: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalResult:
    """The figures over all questions, and over those of each category that was asked.

    `has_graph` says whether relations were searched and followed; `curve` what other budgets are
    worth, if any were asked for.
    """

    has_graph: bool
    overall: RetrievalScores
    categories: tuple[RetrievalScores, ...]
    curve: tuple[BudgetPoint, ...] = ()


def compute_evidence_share(evidence: Sequence[str], turns: Iterable[str]) -> float:
    """Return which share of the evidence of a question is among some turns, from 0 to 1."""
    return len(set(evidence) & set(turns)) / len(evidence)


def compute_retrieval_result(
    results: Sequence[QuestionResult], *, has_graph: bool
) -> RetrievalResult:
    """Return the figures of the questions that were asked, with or without the graph."""
    by_category = {
        category: [result for result in results if result.category == category]
        for category in CATEGORIES.values()
    }
    return RetrievalResult(
        has_graph=has_graph,
        overall=_compute_scores(OVERALL, results),
        categories=tuple(
            _compute_scores(name, asked) for name, asked in by_category.items() if asked
        ),
        curve=compute_budget_curve([each for result in results for each in result.by_budget]),
    )


def render_retrieval_table(result: RetrievalResult) -> str:
    """Render the scores as a table for a terminal or a page."""
    headings = (f"graph {'on' if result.has_graph else 'off'}", *_HEADINGS)
    rows = [headings, *map(_format_cells, (*result.categories, result.overall))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = "\n".join(_format_line(row, widths) for row in rows)
    return f"{table}\n\n{render_budget_curve(result.curve)}" if result.curve else table


def _compute_scores(category: str, results: Sequence[QuestionResult]) -> RetrievalScores:
    def compute_mean(share: Callable[[QuestionResult], float]) -> float:
        return 100 * sum(map(share, results)) / len(results) if results else 0.0

    return RetrievalScores(
        category=category,
        questions=len(results),
        recall_at_5=compute_mean(lambda result: _compute_recall(result, result.found_turns[:5])),
        recall_at_10=compute_mean(lambda result: _compute_recall(result, result.found_turns[:10])),
        recall_at_20=compute_mean(
            lambda result: _compute_recall(result, result.found_turns[:TURNS_MAX])
        ),
        hit_at_10=compute_mean(
            lambda result: float(_compute_recall(result, result.found_turns[:10]) > 0)
        ),
        within_1000_tokens=compute_mean(
            lambda result: _compute_recall(result, result.within_small)
        ),
        within_2000_tokens=compute_mean(
            lambda result: _compute_recall(result, result.within_large)
        ),
    )


def _compute_recall(result: QuestionResult, turns: Iterable[str]) -> float:
    return compute_evidence_share(result.evidence, turns)


def _format_cells(scores: RetrievalScores) -> tuple[str, ...]:
    figures = (
        *(scores.recall_at_5, scores.recall_at_10, scores.recall_at_20, scores.hit_at_10),
        *(scores.within_1000_tokens, scores.within_2000_tokens),
    )
    return (scores.category, str(scores.questions), *(f"{figure:.1f}" for figure in figures))


def _format_line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([name, *figures]).rstrip()
