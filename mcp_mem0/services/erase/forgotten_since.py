"""What one store has forgotten is forgotten again in another state of it, such as a backup's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Target
from mcp_mem0.domain.model.tombstones import is_erased
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from mcp_mem0.domain.requests.model import ForgetFacts, ForgetRequest
from mcp_mem0.ports import Records
from mcp_mem0.services.erase.erase import Erase
from mcp_mem0.services.forget.forget import Forget

T = TypeVar("T")

AUTHOR: Final = "restore"
"""Who forgets again, as history shows it."""

_IDS_A_READ: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenIds:
    """What a space has forgotten and not taken back.

    Attributes:
        space: The space.
        lineages: The facts of it that were forgotten.
        messages: The ids of the passages of messages that were.
        erased_lineages: Those of the facts of which an erase left nothing.
        erased_messages: Those of the passages.
    """

    space: str
    lineages: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    erased_lineages: frozenset[str] = frozenset()
    erased_messages: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether it is anything."""
        return bool(self.lineages or self.messages or self.erased_lineages or self.erased_messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenAgain:
    """How many facts and messages were forgotten again, and how many were erased again."""

    facts: int = 0
    messages: int = 0
    erased: int = 0

    def __bool__(self) -> bool:
        """Whether it was anything."""
        return bool(self.facts or self.messages or self.erased)

    def __add__(self, other: "ForgottenAgain") -> "ForgottenAgain":
        """Return both together."""
        return ForgottenAgain(
            facts=self.facts + other.facts,
            messages=self.messages + other.messages,
            erased=self.erased + other.erased,
        )


async def read_forgotten_ids(records: Records) -> tuple[ForgottenIds, ...]:
    """Return what each space of a store has forgotten; what an undo brought back is not.

    Raises:
        StoreError: The store cannot be read.
    """
    found = [await _read_space(records, space) for space in await records.list_spaces()]
    return tuple(each for each in found if each)


async def _read_space(records: Records, space: str) -> ForgottenIds:
    is_open, is_closed = Filter(spaces=(space,)), Filter(spaces=(space,), state="closed")
    facts = [row for row in await records.find(Fact, is_closed) if row.retired_as in HIDING_WORDS]
    excerpts = [
        row for row in await records.find(Excerpt, is_closed) if row.retired_as in HIDING_WORDS
    ]
    if not facts and not excerpts:
        return ForgottenIds(space=space)
    believed = {row.lineage for row in await records.find(Fact, is_open)}
    places = {(row.source, row.position) for row in await records.find(Excerpt, is_open)}
    gone = [row for row in facts if row.lineage not in believed]
    unsaid = [row for row in excerpts if (row.source, row.position) not in places]
    return ForgottenIds(
        space=space,
        lineages=frozenset(row.lineage for row in gone),
        messages=frozenset(row.id for row in unsaid),
        erased_lineages=frozenset(row.lineage for row in gone if is_erased(row)),
        erased_messages=frozenset(row.id for row in unsaid if is_erased(row)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetAgain:
    """Forgets in a store what another state of it had forgotten, and erases what it had erased."""

    records: Records
    forget: Forget
    erase: Erase

    async def apply(self, forgotten: Sequence[ForgottenIds]) -> ForgottenAgain:
        """Forget and erase it where it is there; return how much it was.

        Raises:
            StoreError: It failed.
        """
        done = ForgottenAgain()
        for each in forgotten:
            done += await self._apply_to_space(each)
        return done

    async def _apply_to_space(self, what: ForgottenIds) -> ForgottenAgain:
        facts = await self._find_open_facts(what.space, what.lineages)
        excerpts = await self._find_excerpts(what.space, what.messages, "open")
        if facts or excerpts:
            await self.forget.forget(
                ForgetRequest(
                    what=ForgetFacts(
                        targets=tuple(Target(lineage=each) for each in facts),
                        messages=tuple(row.id for row in excerpts),
                    ),
                    space=what.space,
                    session=None,
                    author=AUTHOR,
                )
            )
        erased = await self._erase(what)
        places = {(row.source, row.position) for row in excerpts}
        return ForgottenAgain(facts=len(facts), messages=len(places), erased=erased)

    async def _find_open_facts(self, space: str, lineages: frozenset[str]) -> list[str]:
        found: set[str] = set()
        for some in _split(sorted(lineages)):
            rows = await self.records.find(Fact, Filter(spaces=(space,), lineages=some))
            found |= {row.lineage for row in rows}
        return sorted(found)

    async def _find_excerpts(
        self, space: str, ids: frozenset[str], state: Literal["open", "any"]
    ) -> list[Excerpt]:
        found: list[Excerpt] = []
        for some in _split(sorted(ids)):
            where = Filter(spaces=(space,), ids=some, state=state)
            found += await self.records.find(Excerpt, where)
        return found

    async def _erase(self, what: ForgottenIds) -> int:
        lineages: set[str] = set()
        for some in _split(sorted(what.erased_lineages)):
            where = Filter(spaces=(what.space,), lineages=some, state="any")
            rows = await self.records.find(Fact, where)
            lineages |= {row.lineage for row in rows if not is_erased(row)}
        excerpts = await self._find_excerpts(what.space, what.erased_messages, "any")
        messages = sorted(row.id for row in excerpts if not is_erased(row))
        if lineages or messages:
            ids = EraseIds(lineages=tuple(sorted(lineages)), messages=tuple(messages))
            await self.erase.erase(
                EraseRequest(what=ids, space=what.space, session=None, author=AUTHOR)
            )
        return len(lineages) + len(messages)


def _split(ids: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for first in range(0, len(ids), _IDS_A_READ):
        yield tuple(ids[first : first + _IDS_A_READ])
