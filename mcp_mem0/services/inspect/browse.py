"""Looking through what is kept: pages of it, what became of it lately, and how much there is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mcp_mem0.domain.errors import NotFoundError, quoted
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.notes import unknown_starts
from mcp_mem0.domain.results.pages import ROWS_MAX, ListRequest, Overview, Page, SpaceFigures
from mcp_mem0.domain.results.recall_result import Memory
from mcp_mem0.domain.results.review import Doubt, Review, items_of
from mcp_mem0.domain.retrieval.brief_selection import doubts_among
from mcp_mem0.domain.retrieval.fusion import Standing
from mcp_mem0.domain.retrieval.recall_items import believed_at, excerpt_memory, fact_memory
from mcp_mem0.ports import Records
from mcp_mem0.services.deciding.budget import Spending
from mcp_mem0.services.inspect.history import History
from mcp_mem0.services.queries.authors import authors_called
from mcp_mem0.services.queries.forgotten import forgotten_facts
from mcp_mem0.services.queries.succession import surroundings_of
from mcp_mem0.services.recall.brief import pending_count

CHANGES_MAX: Final = 500
"""Most changes in one review, the newest ones."""

COMPARED_MAX: Final = 5_000
"""Most facts that are looked through for conflicts, the newest ones."""

_LISTED: Final = Standing(score=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """Shows a person what is kept."""

    records: Records
    history: History
    spending: Spending
    redaction: Redaction = field(default_factory=Redaction)

    async def page(self, request: ListRequest) -> Page:
        """Return a page of facts or messages."""
        request = self.redaction.of_list(request)
        kind = Fact if request.what == "facts" else Excerpt
        where = await self._where(request)
        first = (request.page - 1) * request.page_size
        last = first + request.page_size
        leaves_out = request.valid_at is not None and not request.include_retired
        found = await self.records.find(
            kind, where, order="newest", limit=ROWS_MAX if leaves_out else last
        )
        rows = [believed_at(row, request.known_at) for row in found]
        # What once held is listed as of a moment, but not if its last revision was forgotten.
        left_out = rows if leaves_out else ()
        gone = await forgotten_facts(self.records, left_out, request.spaces)
        shown = [row for row in rows if row.id not in gone][first:last]
        return Page(
            memories=await self._memories(shown, request),
            page=request.page,
            page_size=request.page_size,
            total=await self.records.count(kind, where) - len(gone),
            notes=unknown_starts((row for row in shown if isinstance(row, Fact)), request.valid_at),
        )

    async def review(self, spaces: tuple[str, ...], since: datetime) -> Review:
        """Return what is new, replaced, closed and in conflict since a moment."""
        told = await self.history.changes(spaces, since=since, limit=CHANGES_MAX)
        made = Filter(spaces=spaces, said_since=since, state="any")
        facts = await self.records.find(
            Fact, Filter(spaces=spaces), order="newest", limit=COMPARED_MAX
        )
        return Review(
            since=since,
            items=items_of(told),
            doubts=tuple(
                Doubt(older=older, newer=newer)
                for older, newer in doubts_among(facts)
                if newer.recorded_at >= since
            ),
            withheld=tuple(waiting for each in reversed(told) for waiting in each.withheld),
            left_out=await self.records.count(Change, made) - len(told),
            pending=await pending_count(self.records, spaces),
        )

    async def overview(self, spaces: Sequence[str], since: datetime) -> Overview:
        """Return how much some spaces hold (all, if none is named), and what they cost.

        Raises:
            NotFoundError: A space does not exist.
        """
        known = await self.records.spaces()
        for space in spaces:
            if space not in known:
                raise NotFoundError(
                    f"there is no space {quoted(space)} yet: `mcp-mem0 spaces` lists those there"
                    " are"
                )
        chosen = list(spaces) or known
        return Overview(
            spaces=tuple([await self._figures(space) for space in chosen]),
            since=since,
            spent=await self.spending.since(since, chosen),
        )

    async def _figures(self, space: str) -> SpaceFigures:
        head = await self.records.head(space)
        still_open = Filter(spaces=(space,))
        count = self.records.count
        return SpaceFigures(
            space=space,
            facts=await count(Fact, still_open),
            closed_facts=await count(Fact, Filter(spaces=(space,), state="closed")),
            relations=await count(Relation, still_open),
            messages=await count(Excerpt, still_open),
            pending=await count(Episode, Filter(spaces=(space,), pending=True)),
            changes=0 if head is None else head.revision,
            changed_at=None if head is None else head.recorded_at,
        )

    async def _memories(
        self, shown: Sequence[Fact | Excerpt], request: ListRequest
    ) -> tuple[Memory, ...]:
        around = await surroundings_of(
            self.records, shown, request.spaces, known_at=request.known_at
        )
        return tuple(
            fact_memory(
                row,
                _LISTED,
                predecessor=around.predecessors.get(row.id),
                successor=around.successors.get(row.id),
            )
            if isinstance(row, Fact)
            else excerpt_memory(row, _LISTED)
            for row in shown
        )

    async def _where(self, request: ListRequest) -> Filter:
        authors = request.authors
        return Filter(
            spaces=request.spaces,
            state="any" if request.include_retired else "open",
            known_at=request.known_at,
            valid_at=request.valid_at,
            said_since=request.said_since,
            said_until=request.said_until,
            sessions=request.sessions,
            authors=authors and await authors_called(self.records, request.spaces, authors),
            tags=request.tags,
            entities=None if request.entity is None else (request.entity,),
        )
