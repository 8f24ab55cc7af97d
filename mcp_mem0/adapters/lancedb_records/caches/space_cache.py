"""Keeps the open rows of the spaces used last in memory, up to date with the front."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Final

import anyio

from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.front.overlay import OverlayRow
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation

EDITS_MAX: Final = 1_000
"""Rows opened or closed since a space was loaded before it is reloaded."""

PARALLEL_LOADS_MAX: Final = 4
"""Spaces that are loaded at once; rows being loaded do not count as kept."""

SMALL_SPACE_ROWS: Final = 2_000
"""A space of so many rows is loaded at its first use, which takes less time than one search."""

IDLE_S: Final = 900.0
"""After so long without a use the rows of a space are dropped."""

ALONE_SHARE: Final = 1.5
"""Of what all spaces may take together: what they may take if one of them needs more."""

BYTES_PER_ROW: Final = 2_700
"""What a row takes in memory: its vector (1,536), its columns, its words, its id."""


@dataclass(slots=True, eq=False)
class _SpaceSlot:
    """The place of one space; its rows are None if it was used once and is not small.

    `turn` is held while the rows are brought up to date.
    """

    rows: CachedSpace | None = None
    too_large_at: int | None = None
    is_used: bool = False
    used_at_s: float = 0.0
    turn: anyio.Lock = field(default_factory=partial(anyio.Lock, fast_acquire=True))

    @property
    def size(self) -> int:
        return 1 if self.rows is None else 1 + self.rows.size


class SpaceCache:
    """Keeps the open rows of the spaces used last, and updates them before each use.

    A space that is not small is kept from its second use on: a process that asks once would wait
    longer for loading all rows than for one search. For one that is larger than all together may
    be, there may be half as much again: its searches in the table take five times as long.

    Args:
        count: Returns how many open rows a space has.
        load: Returns the open rows of a space.
        rows_max: How many rows are kept, of all spaces together.
        small_rows: How many rows a space has at most that is kept from its first use on.
        now_s: A clock that never goes back, in seconds.
    """

    def __init__(
        self,
        count: Callable[[View, str], Awaitable[int]],
        load: Callable[[View, str], Awaitable[CachedSpace]],
        *,
        rows_max: int,
        small_rows: int = SMALL_SPACE_ROWS,
        now_s: Callable[[], float] = monotonic,
    ) -> None:
        self._count = count
        self._load = load
        self._rows_max = rows_max
        self._rows_alone_max = int(rows_max * ALONE_SHARE)
        self._small_rows = min(small_rows, rows_max)
        self._now_s = now_s
        self._slots: OrderedDict[str, _SpaceSlot] = OrderedDict()
        self._loading = anyio.Semaphore(PARALLEL_LOADS_MAX)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose rows are in memory, the most recently used one last."""
        return tuple(space for space, slot in self._slots.items() if slot.rows is not None)

    async def get_rows(
        self, space: str, view: View, *, is_expected: bool = False
    ) -> CachedSpace | None:
        """Return the open rows of a space as a view sees them or newer; None if not kept.

        Args:
            space: The space.
            view: What is seen.
            is_expected: Whether more will be asked soon, so that they are loaded at the first use.
        """
        if view.pinned is None:
            # In a bucket nothing tells what was written since.
            return None
        slot = self._slots.setdefault(space, _SpaceSlot())
        async with slot.turn:
            slot.is_used |= is_expected
            rows = slot.rows = await self._refresh(space, slot, view)
        slot.used_at_s = self._now_s()
        # Other spaces may have evicted it meanwhile.
        self._slots[space] = slot
        self._slots.move_to_end(space)
        self._make_room()
        return rows

    async def get_kept_rows(self, space: str, view: View) -> CachedSpace | None:
        """Return the same, but load nothing and count as no use."""
        slot = self._slots.get(space)
        if slot is None or view.pinned is None:
            return None
        async with slot.turn:
            return None if slot.rows is None else await _apply_news(slot.rows, view)

    def drop_all(self) -> None:
        """Drop all spaces."""
        self._slots.clear()

    def drop_idle(self) -> None:
        """Drop the spaces that were not used for `IDLE_S`."""
        oldest_s = self._now_s() - IDLE_S
        # The least recently used one comes first.
        while self._slots and next(iter(self._slots.values())).used_at_s < oldest_s:
            self._slots.popitem(last=False)

    async def _refresh(self, space: str, slot: _SpaceSlot, view: View) -> CachedSpace | None:
        rows = None if slot.rows is None else await _apply_news(slot.rows, view)
        if rows is not None:
            return rows
        if slot.too_large_at == view.overlay.folded:
            return None
        count = await self._count(view, space)
        if count > self._rows_alone_max:
            slot.too_large_at = view.overlay.folded
            return None
        slot.too_large_at = None
        is_first, slot.is_used = not slot.is_used, True
        if is_first and count > self._small_rows:
            return None
        async with self._loading:
            return await self._load(view, space)

    def _make_room(self) -> None:
        """Evict the least recently used spaces until the rest fit."""
        sizes = [slot.size for slot in self._slots.values()]
        # Else a large space and a small one would evict each other with each use.
        has_large = max(sizes) > self._rows_max
        total, rows_max = sum(sizes), self._rows_alone_max if has_large else self._rows_max
        while total > rows_max and len(self._slots) > 1:
            total -= self._slots.popitem(last=False)[1].size


async def _apply_news(rows: CachedSpace, view: View) -> CachedSpace | None:
    """Return the rows as a view sees them or newer; None if reloading is better."""
    overlay = view.overlay
    if overlay.origin is not rows.origin:
        return None
    if overlay.folded > rows.seq:
        # Before the next check: what is restored is in the table alone.
        return None
    if overlay.state.seq <= rows.seq:
        # The store was replaced by an older one if its table is older, too.
        return rows if overlay.folded >= rows.folded else None
    news = [each for each in overlay.list_newer(rows.seq) if _find_space(each) == rows.space]
    if rows.edited_count + len(news) > EDITS_MAX:
        return None
    texts = {
        each.row.id: each.row.index_text
        for each in news
        if isinstance(each.row, Fact | Excerpt | Relation) and each.row.is_open
    }
    words = dict(zip(texts, await view.split_words([*texts.values()]), strict=True))
    head = overlay.heads.get(rows.space, rows.head)
    return rows.apply_news(head, overlay.state.seq, news, words)


def _find_space(row: OverlayRow) -> str | None:
    return getattr(row.row, "space", None)
