"""Rendering a neighbourhood as a tree of lines, for a terminal."""

from collections.abc import Iterator, Sequence

from mcp_mem0.domain.graph.model import NearTie, Neighbourhood
from mcp_mem0.domain.rendering.graph.about import (
    describe_bounds,
    format_edge,
    format_entity,
    format_fact_dates,
    format_predicate,
)
from mcp_mem0.domain.rendering.quoting import format_name, quote_text
from mcp_mem0.domain.text.normalise import shorten

TEXT_CHARS_MAX = 80
"""How much of a fact is shown at its branch, in characters."""


def render_tree(around: Neighbourhood) -> str:
    """Return the entity with its facts as branches, and the facts beyond them as sub-branches."""
    branches = _group_branches(around)
    drawn = _draw_branches(branches, None, branches[None], "")
    return "\n".join([format_entity(around.centre), *drawn, *describe_bounds(around)])


def _group_branches(around: Neighbourhood) -> dict[NearTie | None, list[NearTie]]:
    """Return the ties beneath each tie; beneath None, those of the centre."""
    met_by: dict[str, NearTie | None] = {around.centre.name: None}
    branches: dict[NearTie | None, list[NearTie]] = {None: []}
    for near in around.ties:
        branches[near] = []
        branches[met_by[near.reached_from]].append(near)
        for name in near.tie.names:
            met_by.setdefault(name, near)
    return branches


def _draw_branches(
    branches: dict[NearTie | None, list[NearTie]],
    parent: NearTie | None,
    beneath: Sequence[NearTie],
    indent: str,
) -> Iterator[str]:
    for near in beneath:
        is_last = near is beneath[-1]
        yield f"{indent}{'└' if is_last else '├'}─ {_format_branch(near, parent)}"
        inner = f"{indent}{' ' if is_last else '│'}  "
        yield from _draw_branches(branches, near, branches[near], inner)


def _format_branch(near: NearTie, parent: NearTie | None) -> str:
    tie, here = near.tie, near.reached_from
    named = {here}
    parts: list[str] = []
    for edge in tie.edges:
        named |= {edge.subject, edge.object}
        if edge.subject == here:
            parts.append(f"{format_predicate(edge.predicate)} → {format_name(edge.object)}")
        elif edge.object == here:
            parts.append(f"← {format_predicate(edge.predicate)} {format_name(edge.subject)}")
        else:
            parts.append(format_edge(edge))
    others = [format_name(name) for name in tie.names if name not in named]
    if others:
        parts.append(f"with {', '.join(others)}")
    start = f"{format_name(here)}: " if _is_ambiguous(here, parent) else ""
    said = quote_text(shorten(tie.fact.text, TEXT_CHARS_MAX))
    return f"{start}{'; '.join([*parts, said])} ({format_fact_dates(tie.fact)})"


def _is_ambiguous(here: str, parent: NearTie | None) -> bool:
    """Whether the parent branch names several entities that this one may continue from."""
    if parent is None:
        return False
    return len({*parent.tie.names} - {here, parent.reached_from}) > 0
