"""Making an answer about names smaller: without some facts, or only its first parts.

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
"""Returns a fact as it is to be told, or None if it is not to be told."""


def collect_facts(answer: AboutAnswer) -> dict[str, Fact]:
    """Return the facts that an answer tells, by row id."""
    facts = (tie.fact for found in answer.found for tie in _iterate_ties(found))
    return {fact.id: fact for fact in facts}


def count_parts(answer: AboutAnswer) -> int:
    """Return how many parts an answer has."""
    return sum(map(_count_result_parts, answer.found))


def rewrite_facts(answer: AboutAnswer, told: FactRewriter) -> AboutAnswer:
    """Return an answer with each fact as it is to be told; a path needs all of its facts."""
    found = (_rewrite_result(each, told) for each in answer.found)
    return replace(answer, found=tuple(each for each in found if _count_result_parts(each)))


def take_first_parts(answer: AboutAnswer, count: int) -> AboutAnswer:
    """Return an answer with its first parts; the rest counts as left out."""
    found: list[GraphResult] = []
    room = count
    for each in answer.found:
        found.append(_trim_result(each, room))
        room = max(0, room - _count_result_parts(each))
    return replace(answer, found=tuple(found))


def _iterate_ties(found: GraphResult) -> Iterator[Tie]:
    match found:
        case Neighbourhood():
            yield from (near.tie for near in found.ties)
        case Connections():
            yield from (step.tie for path in found.paths for step in path.steps)
        case _:
            assert_never(found)


def _count_result_parts(found: GraphResult) -> int:
    match found:
        case Neighbourhood():
            return len(found.ties)
        case Connections():
            # That there is no path between two names is an answer too.
            return len(found.paths) + len(found.apart)
        case _:
            assert_never(found)


def _rewrite_result(found: GraphResult, told: FactRewriter) -> GraphResult:
    match found:
        case Neighbourhood():
            ties = [(near, _rewrite_tie(near.tie, told)) for near in found.ties]
            kept = tuple(replace(near, tie=tie) for near, tie in ties if tie is not None)
            return _prune_others(replace(found, ties=kept))
        case Connections():
            paths = (_rewrite_path(path, told) for path in found.paths)
            return replace(found, paths=tuple(path for path in paths if path is not None))
        case _:
            assert_never(found)


def _trim_result(found: GraphResult, count: int) -> GraphResult:
    match found:
        case Neighbourhood():
            left_out = found.left_out + max(0, len(found.ties) - count)
            return _prune_others(replace(found, ties=found.ties[:count], left_out=left_out))
        case Connections():
            left_out = found.left_out + max(0, len(found.paths) - count)
            return replace(found, paths=found.paths[:count], left_out=left_out)
        case _:
            assert_never(found)


def _prune_others(found: Neighbourhood) -> Neighbourhood:
    named = {name for near in found.ties for name in near.tie.names}
    return replace(found, others=tuple(other for other in found.others if other.name in named))


def _rewrite_path(path: Path, told: FactRewriter) -> Path | None:
    steps = [(step, _rewrite_tie(step.tie, told)) for step in path.steps]
    kept = tuple(replace(step, tie=tie) for step, tie in steps if tie is not None)
    return Path(steps=kept) if len(kept) == len(steps) else None


def _rewrite_tie(tie: Tie, told: FactRewriter) -> Tie | None:
    fact = told(tie.fact)
    return None if fact is None else replace(tie, fact=fact)
