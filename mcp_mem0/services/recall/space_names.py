"""Telling of the names of spaces: which exist, and which one may have been meant."""

import difflib
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.ports import RecordReader

LISTED_MAX: Final = 10
"""How many spaces a message names; the others are counted."""

NEAR_MIN: Final = 0.7
"""How alike two names must be, from 0 to 1, for one to be a slip for the other."""


@dataclass(frozen=True, kw_only=True)
class SpaceDirectory:
    """Knows which spaces a caller may be told of.

    Args:
        records: The store.
        visible: The only names that may be told; None for all.
    """

    records: RecordReader
    visible: tuple[str, ...] | None = None

    async def exists(self, space: str) -> bool:
        """Return whether anything was ever kept in a space."""
        if await self.records.read_head(space) is not None:
            return True
        return bool(await self.records.count(Episode, Filter(spaces=(space,), state="any")))

    async def check(self, space: str) -> None:
        """Check that there is such a space.

        Raises:
            NotFoundError: There is none; it says which there are.
        """
        if not await self.exists(space):
            raise await self.build_unknown_error(space)

    async def build_unknown_error(self, space: str) -> NotFoundError:
        """Return the error for a space that is not there; it says which there are."""
        others = await self.list_names()
        near = _find_near(space, others)
        known = f"there {_list_names(others)}" if others else "the first remember creates one"
        meant = f", and the nearest name is {quote_value(near)}" if near is not None else ""
        return NotFoundError(f"there is no space {quote_value(space)} yet: {known}{meant}")

    async def describe_new(self, space: str, *, dry_run: bool = False) -> str:
        """Return the sentence that says that a space is new, and names a near one."""
        near = _find_near(space, await self.list_names())
        new = f"new space {quote_value(space)}"
        if near is None:
            return new
        meant = "name that one" if dry_run else "undo this change and name that one"
        return f"{new}; there is {quote_value(near)} already: if that was meant, {meant}"

    async def list_names(self) -> list[str]:
        """Return the names of the spaces that hold anything and may be told of, sorted."""
        stored = await self.records.list_spaces()
        return [name for name in stored if self.visible is None or name in self.visible]


def _find_near(space: str, names: list[str]) -> str | None:
    others = [name for name in names if name != space]
    found = difflib.get_close_matches(space, others, n=1, cutoff=NEAR_MIN)
    return found[0] if found else None


def _list_names(names: list[str]) -> str:
    shown = ", ".join(names[:LISTED_MAX])
    more = len(names) - LISTED_MAX
    rest = f" and {more:,} more" if more > 0 else ""
    return f"{'is' if len(names) == 1 else 'are'} {shown}{rest}"
