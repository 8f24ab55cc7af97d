"""Making the index text of messages anew, which has what was said before them.

It is derived from what is open, so a change that closes or reopens a message writes it, too: else
what was forgotten would still be found by its words, in its neighbour.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mcp_mem0.domain.decisions.undo_builder import compute_copy_key
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.domain.text.search_text import (
    build_excerpt_index_text,
    spell_context,
    split_message,
)
from mcp_mem0.ports import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindexed:
    """Messages with their index text made anew.

    Attributes:
        neighbours: Open ones that stay, with vectors.
        opened: Those that the change opens.
    """

    neighbours: tuple[Excerpt, ...] = ()
    opened: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NeighbourTexts:
    """Makes index texts anew.

    Args:
        records: The store.
    """

    records: Records

    async def reindex(
        self, space: str, *, closed: Sequence[Excerpt] = (), opened: Sequence[Excerpt] = ()
    ) -> Reindexed:
        """Return what a change that closes and opens messages writes anew of those beside them.

        Args:
            space: Their space.
            closed: The messages that it closes.
            opened: The messages that it opens, as copies of closed ones.
        """
        if not closed and not opened:
            return Reindexed()
        around = await self._read_around(space, [*closed, *opened])
        gone = {row.id for row in closed}
        staying = [row for row in around if row.is_open and row.id not in gone]
        said = {spell_context(row.text) for row in (*staying, *opened)}
        unsaid = {spell_context(row.text) for row in closed} - said
        bare = [row for row in staying if not unsaid.isdisjoint(_list_context_lines(row))]
        inputs = await self._read_inputs(space, [*(around if opened else bare), *opened])
        texts = {row.id: _build_text(row, inputs, None) for row in bare}
        for before, row in _pair_following(opened, around, {row.id for row in staying}, inputs):
            if row.index_text in {_build_text(row, inputs, None), texts.get(row.id)}:
                texts[row.id] = _build_text(row, inputs, before.text)
        return Reindexed(
            neighbours=await self._read_with_vectors(space, texts),
            opened=tuple(
                row
                if said.intersection(_list_context_lines(row))
                else replace(row, index_text=_build_text(row, inputs, None))
                for row in opened
            ),
        )

    async def _read_around(self, space: str, rows: Sequence[Excerpt]) -> list[Excerpt]:
        """Return all messages of the inputs and the sessions of some."""
        sources = tuple(sorted({row.source for row in rows}))
        sessions = tuple(sorted({row.session for row in rows} - {""}))
        scopes = [Filter(spaces=(space,), sources=sources, state="any")]
        if sessions:
            scopes.append(Filter(spaces=(space,), sessions=sessions, state="any"))
        found: dict[str, Excerpt] = {}
        for where in scopes:
            found |= {row.id: row for row in await self.records.find(Excerpt, where)}
        return [*found.values()]

    async def _read_inputs(self, space: str, rows: Iterable[Excerpt]) -> dict[str, Episode]:
        sources = tuple(sorted({row.source for row in rows}))
        if not sources:
            return {}
        where = Filter(spaces=(space,), ids=sources, state="any")
        return {row.id: row for row in await self.records.find(Episode, where)}

    async def _read_with_vectors(self, space: str, texts: Mapping[str, str]) -> tuple[Excerpt, ...]:
        if not texts:
            return ()
        where = Filter(spaces=(space,), ids=tuple(texts))
        rows = await self.records.find(Excerpt, where, vectors=True)
        return tuple(replace(row, index_text=texts[row.id]) for row in rows)


def _build_text(row: Excerpt, inputs: Mapping[str, Episode], previous: str | None) -> str:
    """Return the index text of a message after another one; as it is if its input is gone."""
    episode = inputs.get(row.source)
    if episode is None:
        return row.index_text
    message = episode.intake.all_messages[row.position]
    return build_excerpt_index_text(message, previous, row.said_at, row.text)


def _list_context_lines(row: Excerpt) -> list[str]:
    """Return the lines before what a message says itself, one of which is what came before."""
    return row.index_text.removesuffix(unify_marks(row.text)).split("\n")[1:-1]


def _pair_following(
    opened: Sequence[Excerpt],
    around: Sequence[Excerpt],
    staying: Collection[str],
    inputs: Mapping[str, Episode],
) -> list[tuple[Excerpt, Excerpt]]:
    """Return messages that are opened with what was said next, where that stays."""
    first: dict[tuple[object, ...], datetime] = {}
    for row in around:
        key = compute_copy_key(row)
        first[key] = min(first.get(key, row.recorded_at), row.recorded_at)

    def rank(row: Excerpt) -> tuple[datetime, datetime, str, int, int]:
        # A copy was said where its original was.
        recorded_at = first.get(compute_copy_key(row), row.recorded_at)
        passage = _find_passage(row, inputs)
        return (row.said_at, recorded_at, row.source, row.position, passage)

    pairs: list[tuple[Excerpt, Excerpt]] = []
    for before in opened:
        place = rank(before)
        later = [
            row
            for row in around
            if rank(row) > place
            and (row.session or row.source) == (before.session or before.source)
        ]
        if later:
            nearest = min(map(rank, later))
            pairs += [(before, row) for row in later if rank(row) == nearest and row.id in staying]
    return pairs


def _find_passage(row: Excerpt, inputs: Mapping[str, Episode]) -> int:
    episode = inputs.get(row.source)
    if episode is None:
        return 0
    passages = split_message(episode.intake.all_messages[row.position].content)
    return passages.index(row.text) if row.text in passages else 0
