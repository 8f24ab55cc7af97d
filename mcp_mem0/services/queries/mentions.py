"""Finding what mentions a name, and the other spellings and aliases of a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.errors import quote_value
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable, Relation
from mcp_mem0.domain.text.entity_matching import collect_aliases, is_alias
from mcp_mem0.domain.text.normalise import normalise_name, split_words
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.hybrid_search import READABLE
from mcp_mem0.services.queries.lookups import find_stating_facts

MENTIONS_MAX = 200
"""Most rows that are read for one name; a note says when there may be more."""

SPELLINGS_READ_MAX = 50
"""Most rows that are read for other spellings of one name."""

ALIASES_MAX = 10
"""Most names that are followed through "also known as" relations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The facts and excerpts that mention names, by row id, and which names each mentions."""

    rows: dict[str, Fact | Excerpt] = field(default_factory=dict[str, Fact | Excerpt])
    names: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    notes: tuple[str, ...] = ()


async def find_mentions(records: RecordReader, names: Sequence[str], where: Filter) -> Mentions:
    """Return what mentions any of the names, in any spelling.

    A relation counts for the fact that states it.
    """
    mentions = Mentions()
    notes: list[str] = []
    for name in names:
        candidates = await _find_rows(records, name, where)
        if len(candidates) >= MENTIONS_MAX:
            notes.append(
                f"many entries mention {quote_value(name)}: only {MENTIONS_MAX} were searched"
            )
        matches = [row for row in candidates if _is_mention(row, normalise_name(name))]
        relations = [row for row in matches if isinstance(row, Relation)]
        rows = {row.id: row for row in matches if not isinstance(row, Relation)}
        rows |= await find_stating_facts(records, relations, rows, where)
        mentions.rows.update(rows)
        for row_id in rows:
            mentions.names.setdefault(row_id, set()).add(name)
    return replace(mentions, notes=tuple(notes))


async def find_spellings(
    records: RecordReader,
    names: Sequence[str],
    where: Filter,
    *,
    kinds: Sequence[type[Readable]] = (Fact, Relation),
) -> tuple[str, ...]:
    """Return all names of the entities with these names, as stored, these names first.

    These are all spellings with the same key, and what a relation says they are also known as;
    a short form of several things brings none of them. Only rows of some kinds are read.
    """
    spellings = dict.fromkeys(names)
    aliases: list[Relation] = []
    searched_keys: set[str] = set()
    while len(searched_keys) < ALIASES_MAX:
        name = next((name for name in spellings if normalise_name(name) not in searched_keys), None)
        if name is None:
            break
        searched_keys.add(normalise_name(name))
        for hit in await records.search_text(kinds, name, where, limit=SPELLINGS_READ_MAX):
            spellings |= dict.fromkeys(_list_names(hit.row, normalise_name(name)))
            if isinstance(hit.row, Relation) and is_alias(hit.row.predicate):
                aliases.append(hit.row)
    groups = collect_aliases(aliases)

    def resolve_entity(name: str) -> str:
        return groups.get(normalise_name(name), normalise_name(name))

    wanted = set(map(resolve_entity, names))
    return tuple(name for name in spellings if resolve_entity(name) in wanted)


def _list_names(row: Readable, key: str) -> list[str]:
    """Return the names in a row that mean the entity with a key."""
    if not isinstance(row, Relation):
        return [name for name in row.entities if normalise_name(name) == key]
    ends = [row.subject, row.object]
    matches = [end for end in ends if normalise_name(end) == key]
    return ends if matches and is_alias(row.predicate) else matches


async def _find_rows(records: RecordReader, name: str, where: Filter) -> Sequence[Readable]:
    hits = await records.search_text(READABLE, name, where, limit=MENTIONS_MAX)
    if hits:
        return [hit.row for hit in hits]
    # Full text ignores stop words, so "The Who" is found only where it was extracted as a name.
    name_filter = replace(where, entities=(name,))
    facts = await records.find(Fact, name_filter, order="newest", limit=MENTIONS_MAX)
    excerpts = await records.find(Excerpt, name_filter, order="newest", limit=MENTIONS_MAX)
    return [*facts, *excerpts]


def _is_mention(row: Readable, key: str) -> bool:
    if isinstance(row, Relation):
        return key in {normalise_name(row.subject), normalise_name(row.object)}
    if key in map(normalise_name, row.entities):
        return True
    text = " ".join(word.removesuffix("'s") for word in split_words(row.text))
    return f" {key} " in f" {text} "
