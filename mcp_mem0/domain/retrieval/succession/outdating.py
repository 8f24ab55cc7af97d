"""Finding what newer rows may outdate, among those of an answer or of a brief.

Comparing each row with each takes too long, so only those are compared that share a key: the
first word, the person or a matter of which both claim something.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from mcp_mem0.domain.decisions.contradiction import (
    contradicts,
    list_conflict_keys,
    may_outdate,
    may_outdate_relation,
    tells_next_change,
)
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation
from mcp_mem0.domain.text.entity_matching import collect_aliases
from mcp_mem0.domain.text.search_text import extract_speaker

RowT = TypeVar("RowT", bound=Fact | Excerpt)

COMPARED_MAX: Final = 20
"""Most rows with one key that a newer one is compared with, the newest of them."""

ANSWER_COMPARED_MAX: Final = 8
"""The same among the rows of one answer, which must not wait for it.

What is further back in a chain of corrections is outdated by a row that is outdated itself.
"""

_USER: Final = "user"
_OTHER_ROLES: Final = frozenset({"assistant", "system", "tool"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterWords:
    """What was said later of the same matters.

    Attributes:
        outdated: By row id, the newest open fact that may outdate an open one.
        followed: By row id, the newest row that says how it is now: the same facts, and the later
            of two changes ("moved to Rome", "moved to Oslo") or of two contrary messages.
    """

    outdated: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    followed: Mapping[str, Fact | Excerpt] = field(default_factory=dict[str, Fact | Excerpt])


def find_later_words(
    rows: Sequence[Fact | Excerpt],
    relations: Sequence[Relation] = (),
    settled: Collection[frozenset[str]] = (),
) -> LaterWords:
    """Find, among the rows of an answer, what newer ones may outdate, by words or by relations.

    Args:
        rows: The rows of the answer.
        relations: The relations found.
        settled: The row ids of each two facts of which somebody said that both hold.
    """
    followed: dict[str, Fact | Excerpt] = {}
    outdated: dict[str, Fact] = {}
    for older, newer in _pair_alike_rows(rows, compared_max=ANSWER_COMPARED_MAX):
        if frozenset((older.id, newer.id)) in settled:
            continue
        if isinstance(older, Fact) and isinstance(newer, Fact):
            if may_outdate(older, newer):
                outdated[older.id] = newer
            elif not tells_next_change(older.text, newer.text):
                continue
        elif not _is_contrary(older, newer):
            continue
        followed[older.id] = newer
    facts = [row for row in rows if isinstance(row, Fact)]
    for older_id, newer in _find_by_relations(facts, relations).items():
        if frozenset((older_id, newer.id)) in settled:
            continue
        if older_id not in outdated or _get_order(newer) > _get_order(outdated[older_id]):
            outdated[older_id] = newer
            followed[older_id] = newer
    return LaterWords(outdated=outdated, followed=followed)


def find_outdated_facts(
    facts: Iterable[Fact], settled: Collection[frozenset[str]] = ()
) -> dict[str, Fact]:
    """Return, by row id, the newest open fact that may outdate an open one, by its words.

    Args:
        facts: The facts.
        settled: The row ids of each two of which somebody said that both hold.
    """
    # Newer ones come later, so the newest is what stays.
    return {
        older.id: newer
        for older, newer in _pair_alike_rows(facts, compared_max=COMPARED_MAX)
        if may_outdate(older, newer) and frozenset((older.id, newer.id)) not in settled
    }


def _pair_alike_rows(rows: Iterable[RowT], *, compared_max: int) -> Iterator[tuple[RowT, RowT]]:
    """Return the pairs of open rows of one speaker that share a key, by when the newer was said."""
    alike: dict[tuple[str, str, str], list[RowT]] = {}
    for newer in sorted((row for row in rows if row.is_open), key=_get_order):
        speaker = _find_speaker(newer)
        if speaker in _OTHER_ROLES:
            continue
        keys = list_conflict_keys(newer.text)
        known = {
            row.id: row
            for key in keys.sought
            for row in alike.get((newer.space, speaker, key), ())[-compared_max:]
        }
        for older in known.values():
            yield older, newer
        for key in keys.known:
            alike.setdefault((newer.space, speaker, key), []).append(newer)


def _is_contrary(older: Fact | Excerpt, newer: Fact | Excerpt) -> bool:
    """Whether two rows, of which one is a message, say different things of one matter."""
    return older.said_at < newer.said_at and (
        contradicts(older.text, newer.text) or tells_next_change(older.text, newer.text)
    )


def _find_speaker(row: Fact | Excerpt) -> str:
    """Return whose words a row holds: what a fact says of "I" is said of the user."""
    return _USER if isinstance(row, Fact) else extract_speaker(row.index_text, row.text)


def _get_order(row: Fact | Excerpt) -> tuple[datetime, datetime, str]:
    return row.said_at, row.recorded_at, row.id


def _find_by_relations(facts: Sequence[Fact], relations: Sequence[Relation]) -> dict[str, Fact]:
    """Return the same by the relations that facts state."""
    by_id = {fact.id: fact for fact in facts if fact.is_open}
    stated = [relation for relation in relations if relation.source in by_id]
    aliases = collect_aliases(relations) if stated else {}
    pairs = (
        (by_id[older.source], by_id[newer.source])
        for older in stated
        for newer in stated
        if older.space == newer.space and may_outdate_relation(older, newer, aliases=aliases)
    )
    return {older.id: newer for older, newer in sorted(pairs, key=lambda pair: _get_order(pair[1]))}
