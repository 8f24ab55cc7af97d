"""Telling since when a memory holds, or when it was said, as exactly as helps a reader.

"Since" is only told where somebody said since when; what is said is no sign that it began then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from mcp_mem0.domain.dates import format_minute, format_moment, format_stated, spell_stated
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.recall_result import Memory, Pointer, Recollection


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryDates:
    """How the dates of an answer are told.

    Attributes:
        recollection: The answer.
        times: Whether times of day are always told.
        timed_days: The days on which several memories were said at different times, which are told,
            so that their order can be read.
    """

    recollection: Recollection | None = None
    times: bool = False
    timed_days: frozenset[str] = frozenset()

    @classmethod
    def read(cls, recollection: Recollection, detail: Detail) -> Self:
        """Return how the dates of an answer are told."""
        undated = (memory for memory in recollection.memories if memory.start is None)
        return cls(
            recollection=recollection,
            times=detail == "full",
            timed_days=_find_timed_days(undated),
        )

    def is_ahead(self, memory: Memory) -> bool:
        """Whether a memory is still to come."""
        return self.recollection is not None and self.recollection.is_ahead(memory.start)

    def spell_start(self, memory: Memory) -> str:
        """Return since when a memory holds, or when it was said; of a message only the date."""
        start = memory.start
        if start is None:
            said = self.format_said(memory)
            # A time reads more easily after a space, and a full one is told as in JSON.
            said = said if self.times else said.replace("T", " ")
            return f"said {said}" if memory.fact else said
        word = "from" if self.is_ahead(memory) else "since"
        said = f", said {self.format_said(memory)}" if self.times else ""
        return f"{word} {spell_stated(start, times=self.times)}{said}"

    def format_said(self, memory: Memory) -> str:
        """Return when a memory was said: the day, and the time if others were said on that day."""
        said = memory.said
        if self.times:
            return format_moment(said.at)
        day = said.period
        return format_minute(said.at) if day in self.timed_days else day

    def format_pointer_start(self, pointer: Pointer) -> str | None:
        """Return since when another fact holds, if that is still to come."""
        if pointer.start is None or self.recollection is None:
            return None
        return format_stated(pointer.start) if self.recollection.is_ahead(pointer.start) else None


UNDATED: Final = MemoryDates(times=True)
"""How dates are told outside an answer: completely."""


def _find_timed_days(memories: Iterable[Memory]) -> frozenset[str]:
    minutes: dict[str, set[str]] = {}
    for said in (memory.said for memory in memories):
        minutes.setdefault(said.period, set()).add(format_minute(said.at))
    return frozenset(day for day, times in minutes.items() if len(times) > 1)
