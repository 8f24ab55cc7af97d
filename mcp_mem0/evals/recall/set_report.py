"""Rendering the figures of recall sets for a terminal or a page."""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.rendering.quoting import quote_text
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.evals.recall.set_bands import ScoreBand, compute_bands
from mcp_mem0.evals.recall.set_measure import QuestionOutcome, SetResult, SetScores

_HEADINGS: Final = (
    *("", "questions", "first", "recall@5", "@10", "MRR"),
    *("told", "stale", "unknown", "tokens"),
)
_COMPARED: Final = (*("", "questions", "first", "recall@5", "@10", "MRR"), "told")
_BAND_HEADINGS: Final = ("score", "questions", "right")
_NONE: Final = "–"
SHOWN_CHARS_MAX: Final = 70
"""How much of a memory is shown beside a question that it does not answer, in characters."""


def render_set_results(results: Sequence[SetResult], *, bands: bool, misses: bool) -> str:
    """Render a table for each set, and one of the difference that the graph makes.

    Args:
        results: The figures; the two of a set with and without the graph follow each other.
        bands: Add how often the first memory is right, by its score.
        misses: Add the questions that are not answered in the first place.
    """
    parts: list[str] = []
    for place, result in enumerate(results):
        parts.append(f"{_format_title(result)}\n{_render_scores(result.scores)}")
        if misses:
            parts.extend(_list_misses(result))
        before = results[place - 1] if place else None
        if before is not None and _is_without_graph(result, before):
            title = f"{result.title}: what the graph adds"
            parts.append(f"{title}\n{_render_difference(before.scores, result.scores)}")
    if bands:
        measured = [each for each in results if each.has_graph == results[0].has_graph]
        outcomes = [outcome for result in measured for outcome in result.outcomes]
        parts.append(
            f"Right first memories by their score\n{_render_bands(compute_bands(outcomes))}"
        )
    return "\n\n".join(parts)


def _format_title(result: SetResult) -> str:
    return result.title if result.has_graph else f"{result.title}, without the graph"


def _is_without_graph(result: SetResult, before: SetResult) -> bool:
    same_set = (result.name, result.title) == (before.name, before.title)
    return same_set and before.has_graph and not result.has_graph


def _render_scores(scores: Sequence[SetScores]) -> str:
    return _render_table(_HEADINGS, [_format_cells(each) for each in scores])


def _format_cells(scores: SetScores) -> tuple[str, ...]:
    return (
        scores.group,
        str(scores.questions),
        *(_format_share(share) for share in _list_shares(scores)),
        _format_share(scores.stale),
        f"{scores.unknown:.1f}",
        f"{scores.tokens:.0f}",
    )


def _list_shares(scores: SetScores) -> tuple[float | None, ...]:
    return (
        scores.first,
        scores.recall_at_5,
        scores.recall_at_10,
        scores.reciprocal_rank,
        scores.told,
    )


def _render_difference(with_graph: Sequence[SetScores], without: Sequence[SetScores]) -> str:
    rows = [
        (
            has.group,
            str(has.questions),
            *(
                _NONE if mine is None or other is None else f"{mine - other:+.1f}"
                for mine, other in zip(_list_shares(has), _list_shares(lacks), strict=True)
            ),
        )
        for has, lacks in zip(with_graph, without, strict=True)
    ]
    return _render_table(_COMPARED, rows)


def _list_misses(result: SetResult) -> Iterator[str]:
    for outcome in result.outcomes:
        missing = _describe_miss(outcome)
        if missing:
            first = outcome.memories[0].text if outcome.memories else ""
            yield (
                f"  [{outcome.question.kind}] {outcome.question.text}\n      {missing}; first:"
                f" {quote_text(shorten(first, SHOWN_CHARS_MAX))}"
            )


def _describe_miss(outcome: QuestionOutcome) -> str:
    """Return what is wrong with an answer, or "" if nothing is."""
    question = outcome.question
    if not question.expects:
        return "" if outcome.is_unknown else "not told as unknown"
    places = {
        telling: place
        for place, memory in reversed([*enumerate(outcome.memories, start=1)])
        for telling in memory.answers
    }
    found = " ".join(f"{telling}@{places.get(telling, _NONE)}" for telling in question.expects)
    faults = [
        *(["not first"] if not outcome.is_first_right else []),
        *(["not all among the first five"] if outcome.compute_recall(5) < 1 else []),
        *(["stale above"] if outcome.is_stale_above else []),
        *(["told as unknown"] if outcome.is_unknown else []),
    ]
    return f"{', '.join(faults)}: {found}" if faults else ""


def _render_bands(bands: Sequence[ScoreBand]) -> str:
    rows = [
        (f"{band.low:.1f}–{band.high:.1f}", str(band.questions), f"{band.right:.1f}")
        for band in bands
    ]
    return _render_table(_BAND_HEADINGS, rows)


def _format_share(share: float | None) -> str:
    return _NONE if share is None else f"{share:.1f}"


def _render_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    return "\n".join(_format_row(row, widths) for row in (headings, *rows))


def _format_row(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([name, *figures]).rstrip()
