"""Caches the open facts of the spaces used last.

A decision searches all open facts of a space two or three times, and most of that time goes into
the scan of their vectors. Belief time and the head make it exact to keep them in memory: whatever
opens or closes a fact moves the head, and the changes since a head name the fact.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import anyio
import numpy as np

from mcp_mem0.adapters.lancedb_records.caches.open_facts import Numbers, OpenFacts, Tokenise
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.ports import RecordReader

FACTS_MAX: Final = 20_000
"""Facts cached, of all spaces together, each 2 to 3 KB with its vector; no larger space is."""

EDITS_MAX: Final = 1_000
"""Facts opened or closed since a space was loaded before it is reloaded."""

PARALLEL_LOADS_MAX: Final = 4
"""Spaces that are loaded at once; facts being loaded do not count as cached."""


@dataclass(slots=True, eq=False)
class _FactsSlot:
    """The cache slot of one space; its facts are None until the space is used a second time.

    `turn` is held while the facts are brought up to date.
    """

    facts: OpenFacts | None = None
    is_too_large: bool = False
    turn: anyio.Lock = field(default_factory=anyio.Lock)

    @property
    def size(self) -> int:
        return 1 if self.facts is None else 1 + self.facts.count


class OpenFactsCache:
    """Caches the open facts of the spaces used last, and updates them before each use.

    A space is cached from its second use on: a process that decides once would wait longer for
    loading all facts than for one search.

    Args:
        records: The store.
        load: Returns the open facts of a space, or None if it has no head yet.
        tokenise: Splits texts into words as the full-text index does.
        facts_max: How many facts are cached, of all spaces together.
    """

    def __init__(
        self,
        records: RecordReader,
        load: Callable[[str], Awaitable[OpenFacts | None]],
        tokenise: Tokenise,
        *,
        facts_max: int = FACTS_MAX,
    ) -> None:
        self._records = records
        self._load = load
        self._tokenise = tokenise
        self._facts_max = facts_max
        self._slots: OrderedDict[str, _FactsSlot] = OrderedDict()
        self._own: dict[str, Numbers] = {}
        self._loading = anyio.Semaphore(PARALLEL_LOADS_MAX)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose facts are in memory, the most recently used one last."""
        return tuple(space for space, slot in self._slots.items() if slot.facts is not None)

    def note(self, commit: Commit) -> None:
        """Keep the vectors of a commit of this process until the next update needs them."""
        if commit.head.space not in self.spaces:
            return
        fresh = [row for row in commit.opened if isinstance(row, Fact)]
        if len(self._own) + len(fresh) > EDITS_MAX:
            self._own = {}
        self._own |= _build_vectors(fresh)

    async def get_open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space as of now; None if they are not cached."""
        slot = self._slots.get(space)
        if slot is None:
            slot, facts = _FactsSlot(), None
        else:
            async with slot.turn:
                facts = slot.facts = await self._refresh(space, slot)
        # Other spaces may have evicted it meanwhile.
        self._slots[space] = slot
        self._slots.move_to_end(space)
        self._make_room()
        return facts

    async def _refresh(self, space: str, slot: _FactsSlot) -> OpenFacts | None:
        facts = None if slot.facts is None else await self._apply_new_changes(space, slot.facts)
        if facts is not None or slot.is_too_large:
            return facts
        count = await self._records.count(Fact, Filter(spaces=(space,)))
        slot.is_too_large = count > self._facts_max
        if slot.is_too_large:
            return None
        async with self._loading:
            return await self._load(space)

    async def _apply_new_changes(self, space: str, facts: OpenFacts) -> OpenFacts | None:
        """Return the facts as of now, or None if reloading is better."""
        changes = await self._records.changes_since(facts.head)
        if changes.head is None or not changes.head.is_same_or_later(facts.head):
            return None
        changed_facts = [row for row in changes.rows if isinstance(row, Fact)]
        if facts.edited_count + len(changed_facts) > EDITS_MAX:
            return None
        fresh = {
            fact.id: fact.index_text
            for fact in changed_facts
            if fact.is_open and fact.id not in facts
        }
        words = dict(zip(fresh, await self._tokenise([*fresh.values()]), strict=True))
        vectors = await self._load_vectors(space, [*fresh])
        updated = facts.apply_changes(changes.head, changed_facts, vectors, words)
        return updated if updated.count <= self._facts_max else None

    async def _load_vectors(self, space: str, ids: Sequence[str]) -> dict[str, Numbers]:
        """Return the vectors of facts; those that another process opened are read."""
        own = {fact_id: self._own.pop(fact_id) for fact_id in ids if fact_id in self._own}
        others = tuple(fact_id for fact_id in ids if fact_id not in own)
        if not others:
            return own
        where = Filter(spaces=(space,), ids=others, state="any")
        return own | _build_vectors(await self._records.find(Fact, where, vectors=True))

    def _make_room(self) -> None:
        """Evict the least recently used spaces until the rest fit."""
        total = sum(slot.size for slot in self._slots.values())
        while total > self._facts_max and len(self._slots) > 1:
            total -= self._slots.popitem(last=False)[1].size


def _build_vectors(facts: Iterable[Fact]) -> dict[str, Numbers]:
    return {fact.id: np.array(fact.vector, np.float32) for fact in facts if fact.vector is not None}
