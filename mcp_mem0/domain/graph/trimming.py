"""Making an answer about names smaller: without some facts, or only its first parts.

A part is a tie of a neighbourhood, or a path.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from mcp_mem0.domain.graph.model import (
    AboutAnswer,
    Connections,
    Neighbourhood,
    Path,
    Surroundings,
    Tie,
)
from mcp_mem0.domain.model.rows import Fact

Rewritten = Callable[[Fact], Fact | None]
"""Returns a fact as it is to be told, or None if it is not to be told."""


def facts_told(answer: AboutAnswer) -> dict[str, Fact]:
    """Return the facts that an answer tells, by row id."""
    facts = (tie.fact for found in answer.found for tie in _ties(found))
    return {fact.id: fact for fact in facts}


def part_count(answer: AboutAnswer) -> int:
    """Return how many parts an answer has."""
    return sum(map(_parts, answer.found))


def rewritten(answer: AboutAnswer, told: Rewritten) -> AboutAnswer:
    """Return an answer with each fact as it is to be told; a path needs all of its facts."""
    found = (_rewritten(each, told) for each in answer.found)
    return replace(answer, found=tuple(each for each in found if _parts(each)))


def first_parts(answer: AboutAnswer, count: int) -> AboutAnswer:
    """Return an answer with its first parts; the rest counts as left out."""
    found: list[Surroundings] = []
    room = count
    for each in answer.found:
        found.append(_first(each, room))
        room = max(0, room - _parts(each))
    return replace(answer, found=tuple(found))


def _ties(found: Surroundings) -> Iterator[Tie]:
    match found:
        case Neighbourhood():
            yield from (near.tie for near in found.ties)
        case Connections():
            yield from (step.tie for path in found.paths for step in path.steps)
        case _:
            assert_never(found)


def _parts(found: Surroundings) -> int:
    match found:
        case Neighbourhood():
            return len(found.ties)
        case Connections():
            # That there is no path between two names is an answer too.
            return len(found.paths) + len(found.apart)
        case _:
            assert_never(found)


def _rewritten(found: Surroundings, told: Rewritten) -> Surroundings:
    match found:
        case Neighbourhood():
            ties = [(near, _tie(near.tie, told)) for near in found.ties]
            kept = tuple(replace(near, tie=tie) for near, tie in ties if tie is not None)
            return _with_others(replace(found, ties=kept))
        case Connections():
            paths = (_path(path, told) for path in found.paths)
            return replace(found, paths=tuple(path for path in paths if path is not None))
        case _:
            assert_never(found)


def _first(found: Surroundings, count: int) -> Surroundings:
    match found:
        case Neighbourhood():
            left_out = found.left_out + max(0, len(found.ties) - count)
            return _with_others(replace(found, ties=found.ties[:count], left_out=left_out))
        case Connections():
            left_out = found.left_out + max(0, len(found.paths) - count)
            return replace(found, paths=found.paths[:count], left_out=left_out)
        case _:
            assert_never(found)


def _with_others(found: Neighbourhood) -> Neighbourhood:
    named = {name for near in found.ties for name in near.tie.names}
    return replace(found, others=tuple(other for other in found.others if other.name in named))


def _path(path: Path, told: Rewritten) -> Path | None:
    steps = [(step, _tie(step.tie, told)) for step in path.steps]
    kept = tuple(replace(step, tie=tie) for step, tie in steps if tie is not None)
    return Path(steps=kept) if len(kept) == len(steps) else None


def _tie(tie: Tie, told: Rewritten) -> Tie | None:
    fact = told(tie.fact)
    return None if fact is None else replace(tie, fact=fact)
