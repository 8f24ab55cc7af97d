"""Finding what facts said before they were replaced or ended, so that it is forgotten, too.

Such rows are closed and stay as they are, with who closed them and why. A fingerprint without
prints names them: as long as it is open they are told to nobody who may only read.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.decisions.change_builder import NextChange
from mcp_mem0.domain.decisions.undo_builder import Rows
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.closings import HIDING_WORDS, Closing
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import NewId
from mcp_mem0.domain.model.rows import Fact, Target
from mcp_mem0.domain.model.tombstones import is_erased
from mcp_mem0.domain.results.receipts import ClosedFact, Outcome
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import Records
from mcp_mem0.services.forget.fingerprinting import open_fingerprint
from mcp_mem0.services.queries.lookups import load_lineages
from mcp_mem0.services.queries.similar_rows import SEARCHED_MAX, find_similar_rows

_OVER: Final[tuple[Closing, ...]] = ("ended", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTargets:
    """What a caller named: facts as they are now, and closed revisions."""

    current: tuple[Target, ...]
    past: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class PastRevisions:
    """Finds closed facts of a space, with vectors, that are not forgotten yet.

    Args:
        records: The store.
    """

    records: Records

    async def split_targets(self, space: str, targets: Sequence[Target]) -> SplitTargets:
        """Return which targets mean closed revisions: an older one, or a fact that has ended.

        Raises:
            RequestError: Such a revision was forgotten already.
        """
        lineages = await load_lineages(self.records, space, (each.lineage for each in targets))
        current: list[Target] = []
        ids: dict[str, None] = {}
        for target in targets:
            named = _select_past(target, lineages.list_revisions(target.lineage))
            told = await self._select_told(space, named)
            if named and not told:
                await self._refuse_forgotten(space, named[-1])
            ids |= dict.fromkeys(fact.id for fact in told)
            if not told:
                current.append(target)
        past = await self.find_where(Filter(spaces=(space,), ids=tuple(ids))) if ids else ()
        return SplitTargets(current=tuple(current), past=past)

    async def find_drawn(self, space: str, places: Collection[Place]) -> tuple[Fact, ...]:
        """Return the closed facts that were drawn from some messages."""
        if not places:
            return ()
        sources = tuple(sorted({place.source for place in places}))
        found = await self.find_where(Filter(spaces=(space,), sources=sources))
        return tuple(fact for fact in found if get_place(fact) in places)

    async def find_same(self, space: str, rows: Rows, forgotten: Forgotten) -> tuple[Fact, ...]:
        """Return the closed facts that say what is forgotten.

        Args:
            space: Their space.
            rows: What is forgotten.
            forgotten: The same, to be compared with.
        """
        found: dict[str, Fact] = {}
        for row in (*rows.facts, *rows.past, *rows.excerpts)[:SEARCHED_MAX]:
            similar = await find_similar_rows(self.records, [Fact], space, row, state="closed")
            found |= {each.id: each for each in similar if isinstance(each, Fact)}
        left = await self._select_told(space, found.values())
        return tuple(fact for fact in left if forgotten.find_in_text(fact.text))

    async def find_where(self, where: Filter) -> tuple[Fact, ...]:
        """Return the closed facts that match."""
        closed = replace(where, state="closed")
        [space] = where.spaces
        return await self._select_told(space, await self.records.find(Fact, closed, vectors=True))

    async def _select_told(self, space: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        hidden = (await self.records.find_forgotten(space)).revisions
        return tuple(
            fact
            for fact in facts
            if fact.retired_as not in HIDING_WORDS and fact.id not in hidden and not is_erased(fact)
        )

    async def _refuse_forgotten(self, space: str, fact: Fact) -> None:
        by = (await self.records.find_forgotten(space)).find_revision(fact.id)
        if by is not None:
            raise RequestError(
                f"fact {fact.id} was forgotten already by change {by.recorded_by}:"
                " nothing was changed"
            )


def build_past_fingerprint(  # noqa: PLR0913 - what a row is made of
    past: Sequence[Fact],
    salt: bytes,
    next_change: NextChange,
    new_id: NewId,
    *,
    session: str,
    author: str,
) -> tuple[Fingerprint, ...]:
    """Return the row that says that closed facts are forgotten; none if there are no such facts."""
    if not past:
        return ()
    row = open_fingerprint(salt, next_change, new_id, session=session, author=author)
    return (replace(row, revisions=tuple(fact.id for fact in past)),)


def build_past_outcomes(past: Sequence[Fact], why: str) -> tuple[Outcome, ...]:
    """Return what a receipt says of closed facts that are forgotten."""
    return tuple(
        Outcome(
            operation="DELETE",
            id=None,
            revision=None,
            text="",
            reason=why,
            closed=(
                ClosedFact(
                    id=fact.id, revision=fact.revision, text=fact.text, closed_as="forgotten"
                ),
            ),
        )
        for fact in past
    )


def _select_past(target: Target, revisions: Sequence[Fact]) -> list[Fact]:
    """Return the closed revisions that a target means; none if it means what is so now."""
    if not revisions:
        return []
    if target.revision is None:
        return list(revisions) if revisions[-1].retired_as in _OVER else []
    return [
        fact
        for fact in revisions
        if fact.revision == target.revision
        and not fact.is_open
        and fact.retired_as not in HIDING_WORDS
        and revisions[-1].retired_as not in HIDING_WORDS
    ]
