"""Scored answers with everything but what a test is about filled in."""

from mcp_mem0.evals.scoring.scored_answers import ScoredAnswer


def scored(  # noqa: PLR0913 - a value with many fields
    key: str,
    *,
    category: str = "temporal",
    right: bool | None = None,
    strictly: bool | None = None,
    f1: float | None = None,
    bleu_1: float | None = None,
    abstains: bool = False,
    answerable: bool = True,
    left_out: bool = False,
) -> ScoredAnswer:
    return ScoredAnswer(
        key=key,
        category=category,
        is_answerable=answerable,
        is_left_out=left_out,
        is_abstention=abstains,
        f1=f1,
        bleu_1=bleu_1,
        lenient=right,
        strict=strictly,
    )
