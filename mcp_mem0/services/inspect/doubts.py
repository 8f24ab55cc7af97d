"""Which open facts newer ones may outdate, kept until one of their spaces changes."""

from dataclasses import dataclass, field
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head
from mcp_mem0.domain.retrieval.brief.selection import find_doubts
from mcp_mem0.ports import RecordReader

FACTS_COMPARED_MAX: Final = 5_000
"""Most facts that are compared for conflicts, the newest ones."""

_Pairs = list[tuple[Fact, Fact]]
_Heads = tuple[Head | None, ...]


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """Compares the newest facts of some spaces; the last result is kept.

    Attributes:
        records: The store.
    """

    records: RecordReader
    _kept: dict[tuple[str, ...], tuple[_Heads, _Pairs]] = field(
        default_factory=dict[tuple[str, ...], tuple[_Heads, _Pairs]]
    )

    def drop_all(self) -> None:
        """Drop what is kept: something was erased."""
        self._kept.clear()

    async def find_pairs(self, spaces: tuple[str, ...]) -> _Pairs:
        """Return each fact that a newer one may outdate with that one, the newest doubt first."""
        heads = tuple([await self.records.read_head(space) for space in spaces])
        kept = self._kept.get(spaces)
        if kept is not None and kept[0] == heads:
            return kept[1]
        facts = await self.records.find(
            Fact, Filter(spaces=spaces), order="newest", limit=FACTS_COMPARED_MAX
        )
        # It compares thousands of texts.
        pairs = await anyio.to_thread.run_sync(find_doubts, facts)
        self._kept.clear()
        self._kept[spaces] = (heads, pairs)
        return pairs
