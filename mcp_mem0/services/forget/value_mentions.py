"""Finding what may still tell what is forgotten: it names a value of it, in words not understood.

"My flat in Oslo is cold" does not say where somebody lives, and tells it all the same. Such rows
are named in a receipt and never taken by themselves.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.forgetting.sentences import list_statements
from mcp_mem0.domain.forgetting.values import find_value_words
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact, Message, Readable, Relation
from mcp_mem0.domain.results.receipts import Saying
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import Records
from mcp_mem0.services.forget.fingerprinting import load_messages
from mcp_mem0.services.forget.same_words import SameRows, SameWords
from mcp_mem0.services.queries.similar_rows import SEARCHED_MAX, SIMILAR_MAX

LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)
"""When words would have to be said to be compared as those of before any forgetting."""


@dataclass(frozen=True, kw_only=True)
class ValueMentions:
    """Looks for rows that name a value of what is forgotten.

    Args:
        records: The store.
    """

    records: Records

    async def find(
        self,
        space: str,
        rows: Rows,
        forgotten: Forgotten,
        *,
        same: SameRows,
        named: Collection[str] = (),
    ) -> list[Saying]:
        """Return the open rows of a space that may tell what is forgotten, nearest first.

        Not what says plainly that the same is so of somebody else who is named.

        Args:
            space: The space.
            rows: What is forgotten.
            forgotten: The same, to be compared with.
            same: What says the same, which is not listed again.
            named: The messages that are forgotten for themselves, by their ids.
        """
        about = [*rows.facts, *(row for row in rows.excerpts if format_message_id(row.id) in named)]
        found = await self._search(space, about[:SEARCHED_MAX])
        taken = _list_taken(rows, same)
        excerpts = [row for row in found if isinstance(row, Excerpt)]
        messages = await load_messages(self.records, space, excerpts)
        others = [row for row in found if taken.isdisjoint(_list_ids(row))]
        # Thousands of sentences are read, while others want answers.
        mentioning = await anyio.to_thread.run_sync(_select_telling, forgotten, others, messages)
        sources = {row.id for row in mentioning if isinstance(row, Fact)}
        sayings = await SameWords(records=self.records).list_sayings(
            SameRows(
                facts=tuple(row for row in mentioning if isinstance(row, Fact)),
                relations=tuple(
                    row
                    for row in mentioning
                    if isinstance(row, Relation) and row.source not in sources
                ),
                excerpts=tuple(row for row in mentioning if isinstance(row, Excerpt)),
            )
        )
        places = {row.text: place for place, row in reversed([*enumerate(mentioning)])}
        return sorted(sayings, key=lambda saying: places.get(saying.text, len(places)))

    async def _search(self, space: str, about: Sequence[Fact | Excerpt]) -> list[Readable]:
        """Return open rows that share a value's words with some rows, or are like them."""
        where = Filter(spaces=(space,))
        kinds: list[type[Readable]] = [Fact, Relation, Excerpt]
        found: dict[str, Readable] = {}
        nearness: dict[str, float] = {}
        for row in about:
            words = " ".join(find_value_words(row.text, "all" if isinstance(row, Fact) else "few"))
            if words:
                hits = await self.records.search_text(kinds, words, where, limit=SIMILAR_MAX)
                found |= {hit.row.id: hit.row for hit in hits}
            if row.vector is not None:
                near = await self.records.search_vectors(
                    kinds, row.vector, where, limit=SIMILAR_MAX
                )
                found |= {hit.row.id: hit.row for hit in near}
                for hit in near:
                    nearness[hit.row.id] = max(hit.score, nearness.get(hit.row.id, hit.score))
        lowest = min(nearness.values(), default=0.0)
        return sorted(found.values(), key=lambda row: -nearness.get(row.id, lowest - 1))


def _list_taken(rows: Rows, same: SameRows) -> frozenset[object]:
    """Return what identifies the rows that are forgotten, or said to say the same."""
    listed: Iterable[Readable] = (
        *(*rows.facts, *rows.relations, *rows.excerpts),
        *(*same.facts, *same.relations, *same.excerpts),
    )
    return frozenset(each for row in listed for each in _list_ids(row))


def _list_ids(row: Readable) -> tuple[object, ...]:
    match row:
        case Excerpt():
            return (row.id, get_place(row))
        case Relation():
            return (row.id, row.source)
        case _:
            return (row.id,)


def _select_telling(
    forgotten: Forgotten, rows: Iterable[Readable], messages: Mapping[str, Message]
) -> list[Readable]:
    return [row for row in rows if _may_tell(forgotten, row, messages.get(row.id))]


def _may_tell(forgotten: Forgotten, row: Readable, message: Message | None) -> bool:
    role = "user" if message is None else message.role
    speaker = "" if message is None else message.name or ""
    return any(
        forgotten.find_matches(stated, role=role, speaker=speaker, old_until=LONG_AGO)
        for stated in list_statements(row.text)
    )
