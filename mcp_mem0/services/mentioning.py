"""Finding what mentions a name, whether or not the rule for names saw it there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.errors import quoted
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.text import name_key, words
from mcp_mem0.ports import Records
from mcp_mem0.services.searching import READABLE, facts_stating

MENTIONS_MAX = 200
"""Most rows that are looked at for one name; a note says when there may be more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The facts and excerpts that mention names, by row id, and which names each mentions."""

    rows: dict[str, Fact | Excerpt] = field(default_factory=dict[str, Fact | Excerpt])
    names: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    notes: tuple[str, ...] = ()


async def mentions_of(records: Records, names: Sequence[str], where: Filter) -> Mentions:
    """Return what mentions any of the names, however it is spelled there.

    A relation counts for the fact that states it.
    """
    mentions = Mentions()
    notes: list[str] = []
    for name in names:
        found = await _naming(records, name, where)
        if len(found) >= MENTIONS_MAX:
            notes.append(f"much mentions {quoted(name)}: only {MENTIONS_MAX} of it was looked at")
        mentioning = [row for row in found if _mentions(row, name_key(name))]
        relations = [row for row in mentioning if isinstance(row, Relation)]
        rows = {row.id: row for row in mentioning if not isinstance(row, Relation)}
        rows |= await facts_stating(records, relations, rows, where)
        mentions.rows.update(rows)
        for row_id in rows:
            mentions.names.setdefault(row_id, set()).add(name)
    return replace(mentions, notes=tuple(notes))


async def _naming(records: Records, name: str, where: Filter) -> Sequence[Readable]:
    hits = await records.matching(READABLE, name, where, limit=MENTIONS_MAX)
    if hits:
        return [hit.row for hit in hits]
    # Full text leaves out small words, so "The Who" is found only where it was seen as a name.
    named = replace(where, entities=(name,))
    facts = await records.find(Fact, named, order="newest", limit=MENTIONS_MAX)
    excerpts = await records.find(Excerpt, named, order="newest", limit=MENTIONS_MAX)
    return [*facts, *excerpts]


def _mentions(row: Readable, key: str) -> bool:
    if isinstance(row, Relation):
        return key in {name_key(row.subject), name_key(row.object)}
    if key in map(name_key, row.entities):
        return True
    said = " ".join(word.removesuffix("'s") for word in words(row.text))
    return f" {key} " in f" {said} "
