"""The page: the picture, and all of it as text below."""

import html
from collections.abc import Iterable, Iterator
from typing import Final

from mcp_mem0.adapters.graph_picture.curves import Line
from mcp_mem0.adapters.graph_picture.drawing import render_svg
from mcp_mem0.adapters.graph_picture.layout import LABEL_CHARS_MAX
from mcp_mem0.domain.graph.model import AboutAnswer, GraphResult, Neighbourhood, Tie
from mcp_mem0.domain.rendering.graph.about import (
    format_fact_dates,
    format_predicate,
    render_about_answer,
)
from mcp_mem0.domain.rendering.quoting import format_name, quote_text
from mcp_mem0.domain.text.normalise import shorten

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font-family: system-ui, sans-serif; margin: 1.5rem; }}
svg {{ max-width: 100%; height: auto; }}
text {{ paint-order: stroke; stroke: Canvas; stroke-width: 4px; }}
pre {{ white-space: pre-wrap; font: inherit; line-height: 1.5; }}
</style>
</head>
<body>
{picture}
<pre>{words}</pre>
</body>
</html>
"""


def render_picture(surroundings: GraphResult) -> str:
    """Return a page with a picture of the result, and all of it as text below."""
    names = _list_names(surroundings)
    words = render_about_answer(AboutAnswer(results=(surroundings,), unknown=()))
    return _PAGE.format(
        title=html.escape(
            f"Around {', '.join(map(format_name, _list_central_names(surroundings)))}"
        ),
        picture=render_svg(
            names, list(_build_lines(_list_ties(surroundings))), _list_central_names(surroundings)
        ),
        words=html.escape(words),
    )


def _list_central_names(surroundings: GraphResult) -> tuple[str, ...]:
    if isinstance(surroundings, Neighbourhood):
        return (surroundings.centre.name,)
    return tuple(entity.name for entity in surroundings.entities)


def _list_ties(surroundings: GraphResult) -> list[Tie]:
    if isinstance(surroundings, Neighbourhood):
        return [near.tie for near in surroundings.ties]
    steps = [step for path in surroundings.paths for step in path.steps]
    return list({step.tie.fact.id: step.tie for step in steps}.values())


def _list_names(surroundings: GraphResult) -> list[str]:
    names = [name for tie in _list_ties(surroundings) for name in tie.names]
    return list(dict.fromkeys([*_list_central_names(surroundings), *names]))


def _build_lines(ties: Iterable[Tie]) -> Iterator[Line]:
    for tie in ties:
        hint = f"{quote_text(tie.fact.text)} ({format_fact_dates(tie.fact)})"
        related: set[str] = set()
        for edge in tie.edges:
            related |= {edge.subject, edge.object}
            if edge.subject != edge.object:
                label = format_predicate(shorten(edge.predicate, LABEL_CHARS_MAX))
                yield Line(edge.subject, edge.object, label, hint)
        # Names of a fact that are in no relation are attached to its first name.
        for name in tie.names[1:]:
            if name not in related:
                yield Line(tie.names[0], name, None, hint)
