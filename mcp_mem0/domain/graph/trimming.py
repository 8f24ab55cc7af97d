"""Trimming a graph answer: rewriting or dropping facts, or taking its first parts only.

A part is a tie of a neighbourhood, or a path.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from mcp_mem0.domain.graph.model import (
    AboutAnswer,
    Connections,
    GraphResult,
    Neighbourhood,
    Path,
    Tie,
)
from mcp_mem0.domain.model.rows import Fact

FactRewriter = Callable[[Fact], Fact | None]
"""Returns a fact as the answer should show it, or None to leave it out."""


def collect_facts(answer: AboutAnswer) -> dict[str, Fact]:
    """Return the facts of an answer, by row id."""
    facts = (tie.fact for result in answer.results for tie in _iterate_ties(result))
    return {fact.id: fact for fact in facts}


def count_parts(answer: AboutAnswer) -> int:
    """Return how many parts an answer has."""
    return sum(map(_count_result_parts, answer.results))


def rewrite_facts(answer: AboutAnswer, rewrite: FactRewriter) -> AboutAnswer:
    """Return an answer with each fact rewritten; a path that loses one of its facts is left out."""
    results = (_rewrite_result(result, rewrite) for result in answer.results)
    return replace(
        answer, results=tuple(result for result in results if _count_result_parts(result))
    )


def take_first_parts(answer: AboutAnswer, count: int) -> AboutAnswer:
    """Return an answer with its first parts; the rest counts as left out."""
    results: list[GraphResult] = []
    room = count
    for result in answer.results:
        results.append(_trim_result(result, room))
        room = max(0, room - _count_result_parts(result))
    return replace(answer, results=tuple(results))


def _iterate_ties(result: GraphResult) -> Iterator[Tie]:
    match result:
        case Neighbourhood():
            yield from (near.tie for near in result.ties)
        case Connections():
            yield from (step.tie for path in result.paths for step in path.steps)
        case _:
            assert_never(result)


def _count_result_parts(result: GraphResult) -> int:
    match result:
        case Neighbourhood():
            return len(result.ties)
        case Connections():
            # "No path between two names" is an answer, too.
            return len(result.paths) + len(result.apart)
        case _:
            assert_never(result)


def _rewrite_result(result: GraphResult, rewrite: FactRewriter) -> GraphResult:
    match result:
        case Neighbourhood():
            ties = [(near, _rewrite_tie(near.tie, rewrite)) for near in result.ties]
            rewritten = tuple(replace(near, tie=tie) for near, tie in ties if tie is not None)
            return _prune_others(replace(result, ties=rewritten))
        case Connections():
            paths = (_rewrite_path(path, rewrite) for path in result.paths)
            return replace(result, paths=tuple(path for path in paths if path is not None))
        case _:
            assert_never(result)


def _trim_result(result: GraphResult, count: int) -> GraphResult:
    match result:
        case Neighbourhood():
            left_out = result.left_out + max(0, len(result.ties) - count)
            return _prune_others(replace(result, ties=result.ties[:count], left_out=left_out))
        case Connections():
            left_out = result.left_out + max(0, len(result.paths) - count)
            return replace(result, paths=result.paths[:count], left_out=left_out)
        case _:
            assert_never(result)


def _prune_others(result: Neighbourhood) -> Neighbourhood:
    named = {name for near in result.ties for name in near.tie.names}
    return replace(result, others=tuple(other for other in result.others if other.name in named))


def _rewrite_path(path: Path, rewrite: FactRewriter) -> Path | None:
    steps = [(step, _rewrite_tie(step.tie, rewrite)) for step in path.steps]
    rewritten = tuple(replace(step, tie=tie) for step, tie in steps if tie is not None)
    return Path(steps=rewritten) if len(rewritten) == len(steps) else None


def _rewrite_tie(tie: Tie, rewrite: FactRewriter) -> Tie | None:
    fact = rewrite(tie.fact)
    return None if fact is None else replace(tie, fact=fact)
