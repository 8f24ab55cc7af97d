"""Browsing the memory: pages of rows, a review of recent changes, and an overview."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.requests.model import ROWS_MAX, ListRequest
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.domain.results.notes import describe_unknown_starts
from mcp_mem0.domain.results.pages import Overview, Page, SpaceFigures
from mcp_mem0.domain.results.recall_result import Memory
from mcp_mem0.domain.results.review import (
    Doubt,
    Review,
    build_review_items,
    is_shown,
    select_unsettled,
)
from mcp_mem0.domain.results.signatures import Signatures
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.retrieval.recall_items import (
    build_excerpt_memory,
    build_fact_memory,
    restore_belief,
)
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.deciding.budget import CostReporter
from mcp_mem0.services.inspect.catalogue import Catalogue
from mcp_mem0.services.inspect.doubts import Doubts
from mcp_mem0.services.inspect.history import History
from mcp_mem0.services.inspect.signatures import measure_signatures
from mcp_mem0.services.queries.forgotten import find_forgotten_facts
from mcp_mem0.services.queries.lookups import find_authors, find_settled_pairs
from mcp_mem0.services.queries.mentions import find_spellings
from mcp_mem0.services.queries.succession import find_related_facts
from mcp_mem0.services.recall.brief import count_pending
from mcp_mem0.services.recall.space_names import SpaceDirectory

REVIEWED_MAX: Final = 500
"""Most changes of one page of a review, unless another limit is asked for."""

CHANGES_READ_MAX: Final = 500
"""How many changes are read at once for a review."""

_JUST_BEFORE: Final = timedelta(microseconds=1)

NAMING_ROWS_MAX: Final = 1_000
"""How many rows are read for a spelling of a name that the words index does not find."""

_LISTED: Final = RowScore(score=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """Shows a user what is stored."""

    records: RecordReader
    history: History
    catalogue: Catalogue
    spending: CostReporter
    doubts: Doubts
    redaction: Redaction = field(default_factory=Redaction)
    embedder: EmbedderIdentity | None = None

    async def read_page(self, request: ListRequest) -> Page:
        """Return a page of facts or messages."""
        request = self.redaction.redact_list_request(request)
        kind = Fact if request.what == "facts" else Excerpt
        where = await self._build_filter(request)
        counted = await self.records.count(kind, where)
        first = (request.page - 1) * request.page_size
        last = first + request.page_size
        hides_forgotten = request.valid_at is not None and not request.include_retired
        limit = ROWS_MAX if hides_forgotten else last
        # Nothing is read for a page beyond the last one.
        candidates = (
            await self.records.find(kind, where, order="newest", limit=limit)
            if hides_forgotten or first < counted
            else []
        )
        rows = [restore_belief(row, request.known_at) for row in candidates]
        # A point-in-time page also lists facts replaced since, but not facts forgotten since.
        checked_rows = rows if hides_forgotten else ()
        forgotten = await find_forgotten_facts(self.records, checked_rows, request.spaces)
        page_rows = [row for row in rows if row.id not in forgotten][first:last]
        return Page(
            memories=await self._build_memories(page_rows, request),
            page=request.page,
            page_size=request.page_size,
            total=counted - len(forgotten),
            notes=describe_unknown_starts(
                (row for row in page_rows if isinstance(row, Fact)), request.valid_at
            ),
        )

    async def review(  # noqa: PLR0913 - the parameters are those of the command
        self,
        spaces: tuple[str, ...],
        since: datetime,
        *,
        before: datetime | None = None,
        page: int = 1,
        limit: int = REVIEWED_MAX,
        doubts_since: datetime | None = None,
    ) -> Review:
        """Return a page of what is new, replaced, closed and in conflict since a moment.

        Args:
            spaces: The spaces.
            since: The moment.
            before: The moment before which the changes were made; None is now.
            page: The number of the page, from 1.
            limit: Most changes, and most conflicts, of a page.
            doubts_since: The moment from which on conflicts are told, if it is another.
        """
        until = None if before is None else before - _JUST_BEFORE
        period = Filter(spaces=spaces, said_since=since, said_until=until, state="any")
        shown = await self._find_shown_changes(period, wanted=page * limit + 1)
        changes = shown[(page - 1) * limit :][:limit]
        last = changes[-1].change if len(shown) > page * limit else None
        return Review(
            since=since,
            items=build_review_items(changes),
            doubts=await self._find_doubts(spaces, doubts_since or since),
            withheld=tuple(operation for each in changes for operation in each.withheld),
            page=page,
            limit=limit,
            left_out=0 if last is None else await self._count_older(period, last),
            next_before=None if last is None else last.recorded_at,
            pending=await count_pending(self.records, spaces),
        )

    async def find_change(self, spaces: Sequence[str], number: int) -> Change:
        """Return the change with a number, which each space counts for itself.

        Raises:
            NotFoundError: No space has it, or several have.
        """
        found: list[Change] = []
        for space in spaces:
            where = Filter(spaces=(space,), after_revision=number - 1, state="any")
            found += await self.records.find(Change, where, order="oldest", limit=1)
        changes = [change for change in found if change.revision == number]
        if not changes:
            raise NotFoundError(
                f"the review has no number {number}: choose one of those that it shows"
            )
        if len(changes) > 1:
            names = " and ".join(quote_value(change.space) for change in changes)
            raise NotFoundError(
                f"number {number} is in {names}: name one of them, with --space or after the number"
            )
        return changes[0]

    async def _find_shown_changes(self, period: Filter, *, wanted: int) -> list[ChangeDetails]:
        """Return the newest changes of a period that a review shows, at least so many if it can."""
        shown: list[ChangeDetails] = []
        until = period.said_until
        portion = min(CHANGES_READ_MAX, wanted)
        while len(shown) < wanted:
            read = await self.history.list_changes(
                period.spaces, since=period.said_since, until=until, limit=portion
            )
            shown += filter(is_shown, read)
            if len(read) < portion:
                break
            until = read[-1].change.recorded_at - _JUST_BEFORE
        return shown

    async def _count_older(self, period: Filter, last: Change) -> int:
        older = replace(period, said_until=last.recorded_at - _JUST_BEFORE)
        return await self.records.count(Change, older)

    async def _find_doubts(self, spaces: tuple[str, ...], since: datetime) -> tuple[Doubt, ...]:
        pairs = await self.doubts.find_pairs(spaces)
        doubts = [
            Doubt(older=older, newer=newer) for older, newer in pairs if newer.recorded_at >= since
        ]
        settled = await find_settled_pairs(self.records, spaces) if doubts else ()
        return select_unsettled(doubts, settled)

    async def read_overview(self, spaces: Sequence[str], since: datetime) -> Overview:
        """Return how much some spaces hold (all, if none is named), and what they cost.

        Raises:
            NotFoundError: A space does not exist.
        """
        chosen = await self._choose_spaces(spaces)
        return Overview(
            spaces=tuple([await self._count_space(space) for space in chosen]),
            since=since,
            spent=await self.spending.report_cost(since, chosen),
            embedder=self.embedder,
        )

    async def read_signatures(self, spaces: Sequence[str]) -> Signatures:
        """Return what shows whether the memory of some spaces fails (of all, if none is named).

        Raises:
            NotFoundError: A space does not exist.
        """
        return await measure_signatures(self.records, await self._choose_spaces(spaces))

    async def _choose_spaces(self, spaces: Sequence[str]) -> Sequence[str]:
        names = SpaceDirectory(records=self.records)
        for space in spaces:
            await names.check(space)
        return list(spaces) or await names.list_names()

    async def _count_space(self, space: str) -> SpaceFigures:
        head = await self.records.read_head(space)
        still_open = Filter(spaces=(space,))
        count = self.records.count
        return SpaceFigures(
            space=space,
            facts=await count(Fact, still_open),
            closed_facts=await count(Fact, Filter(spaces=(space,), state="closed")),
            erased=await self._count_erased(space),
            relations=await count(Relation, still_open),
            messages=await count(Excerpt, still_open),
            pending=await count(Episode, Filter(spaces=(space,), pending=True)),
            changes=0 if head is None else head.revision,
            changed_at=None if head is None else head.recorded_at,
        )

    async def _count_erased(self, space: str) -> int:
        """Return of how many facts and messages an erase left nothing."""
        every = Filter(spaces=(space,), state="any")
        told = replace(every, hides="erased")
        count = self.records.count
        facts = await count(Fact, every) - await count(Fact, told)
        return facts + await count(Excerpt, every) - await count(Excerpt, told)

    async def _build_memories(
        self, rows: Sequence[Fact | Excerpt], request: ListRequest
    ) -> tuple[Memory, ...]:
        related = await find_related_facts(
            self.records, rows, request.spaces, known_at=request.known_at
        )
        return tuple(
            build_fact_memory(
                row,
                _LISTED,
                predecessor=related.predecessors.get(row.id),
                successor=related.successors.get(row.id),
                stated_since=related.starts.get(row.id),
            )
            if isinstance(row, Fact)
            else build_excerpt_memory(row, _LISTED)
            for row in rows
        )

    async def _build_filter(self, request: ListRequest) -> Filter:
        authors = request.authors
        return Filter(
            spaces=request.spaces,
            state="any" if request.include_retired else "open",
            known_at=request.known_at,
            valid_at=request.valid_at,
            said_since=request.said_since,
            said_until=request.said_until,
            sessions=request.sessions,
            authors=authors and await find_authors(self.records, request.spaces, authors),
            tags=request.tags,
            entities=None
            if request.entity is None
            else await self._find_spellings(request.entity, request),
            # Of open rows none is.
            hides="erased" if request.include_retired or request.known_at else "nothing",
        )

    async def _find_spellings(self, name: str, request: ListRequest) -> tuple[str, ...]:
        """Return all spellings of a name, as the graph merges them, also of closed rows."""
        known = await self.catalogue.find_spellings(request.spaces, name)
        where = Filter(spaces=request.spaces, state="any")
        names = tuple(dict.fromkeys((name, *known)))
        found = await find_spellings(self.records, names, where, kinds=(Fact, Relation, Excerpt))
        if len(found) > 1:
            return found
        # The words index passes over a name that is a stop word or that every row has.
        key = normalise_name(name)
        kind = Fact if request.what == "facts" else Excerpt
        rows = await self.records.find(kind, where, order="newest", limit=NAMING_ROWS_MAX)
        same = (each for row in rows for each in row.entities if normalise_name(each) == key)
        return tuple(dict.fromkeys((*found, *same)))
