"""The curve says what each budget is worth: evidence told, tokens really used."""

from mcp_mem0.evals.recall.budget_curve import (
    BudgetedAnswer,
    compute_budget_curve,
    render_budget_curve,
)


def answer(budget: int, tokens: int, memories: int, recall: float) -> BudgetedAnswer:
    return BudgetedAnswer(budget=budget, tokens=tokens, memories=memories, recall=recall)


def test_a_budget_is_worth_the_mean_of_its_answers() -> None:
    answers = [answer(1_000, 900, 20, 1), answer(250, 240, 5, 0), answer(250, 200, 4, 0.5)]

    small, large = compute_budget_curve(answers)

    assert (small.budget, small.tokens, small.memories, small.evidence) == (250, 220, 4.5, 25)
    assert large.evidence == 100


def test_the_curve_is_a_table_with_a_line_for_each_budget() -> None:
    curve = compute_budget_curve([answer(1_000, 900, 20, 1), answer(250, 240, 5, 0)])

    assert render_budget_curve(curve).splitlines() == [
        "budget  tokens used  memories  evidence told",
        "   250          240       5.0            0.0",
        " 1,000          900      20.0          100.0",
    ]
