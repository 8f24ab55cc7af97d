"""Taking the words of what was forgotten out of what leaves: as an erase would, but in the copy.

What was forgotten keeps its words in the store, so that it can be brought back. Who exports does
not expect to carry it on, in quotes, reasons, inputs and summaries either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.model.tombstones import erase_row
from mcp_mem0.domain.requests.erase import EraseForgotten, EraseRequest
from mcp_mem0.ports import FrozenSpaces
from mcp_mem0.services.erase.plan import ErasePlan
from mcp_mem0.services.erase.scope import EraseScope

AUTHOR = "export"


@dataclass(frozen=True, kw_only=True)
class ForgottenWords:
    """What is taken out of the rows of some spaces.

    Args:
        plans: What an erase of all that was forgotten would leave of them, by space.
    """

    plans: Mapping[str, ErasePlan]

    @classmethod
    async def plan(cls, scope: EraseScope, frozen: FrozenSpaces) -> Self:
        """Find all that has words that were forgotten.

        Raises:
            StoreError: The store cannot be read.
        """
        what = EraseForgotten(until=frozen.taken_at)
        plans: dict[str, ErasePlan] = {}
        for space in frozen.spaces:
            request = EraseRequest(what=what, space=space, session=AUTHOR, author=AUTHOR)
            plans[space] = await scope.plan(request)
        return cls(plans=plans)

    def take_out(self, row: Row) -> Row:
        """Return a row without words that were forgotten."""
        if row.retired_as in HIDING_WORDS and isinstance(row, Fact | Relation | Excerpt | Episode):
            return erase_row(row)
        plan = self.plans.get(row.space)
        if plan is None or (row.is_open and isinstance(row, Fact | Relation | Excerpt)):
            # What is open was not forgotten, whatever it says; it may have been brought back.
            return row if plan is None or row.id in plan.erased else plan.apply(row)
        return plan.apply(row)
