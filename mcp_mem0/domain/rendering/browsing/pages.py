"""Rendering pages of a list: of facts and messages, and of the names that they have."""

from typing import Any

from mcp_mem0.domain.dates import format_moment, format_stated
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.memories import MemoryModel, build_memory_model
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.pages import NamePage, Page
from mcp_mem0.domain.results.recall_result import Memory


class PageModel(Output):
    """One page of what is stored."""

    page: int
    pages: int
    total: int
    memories: tuple[MemoryModel, ...]
    notes: tuple[str, ...] | None = None


class ListedModel(MemoryModel):
    """One fact or message with all that it can be filtered by, and both clocks.

    In the world it was said at `said_at` and holds from `valid_from` until `valid_to`, where that
    is known; in the memory it is believed from `recorded_at` until `retired_at`.
    """

    tags: tuple[str, ...]
    entities: tuple[str, ...]
    said_at: str
    valid_from: str | None = None
    valid_to: str | None = None
    recorded_at: str
    retired_at: str | None = None


class ListModel(Output):
    """One page of what is stored, with all of each row."""

    page: int
    pages: int
    total: int
    memories: tuple[ListedModel, ...]
    notes: tuple[str, ...] | None = None


class NameModel(Output):
    """A name, and how many facts have it."""

    name: str
    facts: int
    also: tuple[str, ...] | None = None
    last: str | None = None


class NamesModel(Output):
    """One page of names, those of most facts first."""

    what: str
    page: int
    pages: int
    total: int
    names: tuple[NameModel, ...]


def build_page_model(page: Page) -> PageModel:
    """Return a page as JSON."""
    return PageModel(
        page=page.page,
        pages=page.pages,
        total=page.total,
        memories=tuple(build_memory_model(memory, None, "full") for memory in page.memories),
        notes=page.notes or None,
    )


def build_list_model(page: Page) -> ListModel:
    """Return a page as JSON, with all of each row."""
    return ListModel(
        page=page.page,
        pages=page.pages,
        total=page.total,
        memories=tuple(map(_build_listed_model, page.memories)),
        notes=page.notes or None,
    )


def build_names_model(page: NamePage) -> NamesModel:
    """Return a page of names as JSON."""
    return NamesModel(
        what=page.what,
        page=page.page,
        pages=page.pages,
        total=page.total,
        names=tuple(
            NameModel(
                name=each.name,
                facts=each.count,
                also=each.also or None,
                last=None if each.last is None else format_moment(each.last),
            )
            for each in page.names
        ),
    )


def _build_listed_model(memory: Memory) -> ListedModel:
    row = memory.row
    fact = row if isinstance(row, Fact) else None
    start = None if fact is None else fact.stated_start
    end = None if fact is None else fact.until
    # A session that was named by the program is told, too: one can filter by it.
    known: dict[str, Any] = {
        **dict(build_memory_model(memory, None, "full")),
        "session": row.session,
    }
    return ListedModel(
        **known,
        tags=row.tags,
        entities=row.entities,
        said_at=format_moment(row.said_at),
        valid_from=None if start is None else format_stated(start, times=True),
        valid_to=None if end is None else format_stated(end, times=True),
        recorded_at=format_moment(row.recorded_at),
        retired_at=None if row.retired_at is None else format_moment(row.retired_at),
    )
