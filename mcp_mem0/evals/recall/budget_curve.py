"""The curve of evidence told against tokens: what each token budget of an answer is worth.

The share of a question's evidence that is told within a budget is the mean over questions, in per
cent; so are the tokens that the answers really take, and their memories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

_HEADINGS: Final = ("budget", "tokens used", "memories", "evidence told")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetedAnswer:
    """One answer cut to a budget.

    Attributes:
        budget: The budget, in tokens.
        tokens: What the answer takes, in tokens.
        memories: How many memories it tells.
        recall: The share of the question's evidence among them, from 0 to 1.
    """

    budget: int
    tokens: int
    memories: int
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPoint:
    """One point of the curve; `evidence` is in per cent."""

    budget: int
    tokens: float
    memories: float
    evidence: float


def compute_budget_curve(answers: Sequence[BudgetedAnswer]) -> tuple[BudgetPoint, ...]:
    """Return the points of the curve, the smallest budget first."""
    by_budget: dict[int, list[BudgetedAnswer]] = {}
    for answer in answers:
        by_budget.setdefault(answer.budget, []).append(answer)
    return tuple(
        BudgetPoint(
            budget=budget,
            tokens=fmean(answer.tokens for answer in cut),
            memories=fmean(answer.memories for answer in cut),
            evidence=100 * fmean(answer.recall for answer in cut),
        )
        for budget, cut in sorted(by_budget.items())
    )


def render_budget_curve(curve: Sequence[BudgetPoint]) -> str:
    """Render the curve as a table for a terminal or a page."""
    rows = [
        _HEADINGS,
        *(
            (
                f"{point.budget:,}",
                f"{point.tokens:,.0f}",
                f"{point.memories:.1f}",
                f"{point.evidence:.1f}",
            )
            for point in curve
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
