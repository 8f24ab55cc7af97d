"""What a person does about a review: undo a change, or settle a conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

from mcp_mem0.app.running import App
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import ReviewRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import Doubt, Review

Keep: TypeAlias = Literal["older", "newer", "both"]

_KEPT: Final[dict[str, Keep]] = {
    "1": "older",
    "first": "older",
    "2": "newer",
    "second": "newer",
    "b": "both",
    "both": "both",
}


def parse_keep(text: str) -> Keep:
    """Return which fact of a conflict is kept.

    Raises:
        RequestError: It is none of the answers.
    """
    found = _KEPT.get(text.strip().lower())
    if found is None:
        raise RequestError(f"{quote_value(text)} keeps nothing: choose first, second or both")
    return found


def choose_doubt(review: Review, number: int) -> Doubt:
    """Return the conflict with a number.

    Raises:
        RequestError: The review has none.
    """
    found = dict(review.numbered_doubts).get(number)
    if found is None:
        raise RequestError(f"the review has no conflict c{number}: nothing was settled")
    return found


@dataclass(frozen=True, kw_only=True)
class ReviewActs:
    """Changes the memory as somebody says who reviews it; each act opens the store by itself."""

    run: Invocation

    def undo(self, spaces: Sequence[str], number: int) -> Receipt:
        """Undo the change with a number.

        Raises:
            RequestError: There is none, or it cannot be undone.
        """
        return self.run.forget_by(partial(self._undo, spaces, number))

    def settle(self, doubt: Doubt, keep: Keep) -> Receipt:
        """Settle a conflict.

        Raises:
            RequestError: A fact of it has changed meanwhile.
        """
        return self.run.run_with_stored(partial(self._settle, doubt, keep))

    def settle_numbered(self, request: ReviewRequest, number: int, keep: Keep) -> Receipt:
        """Settle the conflict with a number in a review.

        Raises:
            RequestError: There is none.
        """

        async def review_and_settle(app: App) -> Receipt:
            return await self._settle(choose_doubt(await app.review(request), number), keep, app)

        return self.run.run_with_stored(review_and_settle)

    async def _undo(self, spaces: Sequence[str], number: int, app: App) -> Receipt:
        async with app.track_call() as services:
            change = await services.browse.find_change(spaces, number)
        terms = self.run.terms
        request = parsing.parse_forget_request(
            caller=terms.caller, limits=terms.limits, undo=change.id, space=change.space
        )
        return await app.forget(request)

    async def _settle(self, doubt: Doubt, keep: Keep, app: App) -> Receipt:
        # Imported here, because a review that settles nothing needs none of it.
        from mcp_mem0.app.explorer.memory import AppMemory  # noqa: PLC0415
        from mcp_mem0.server.explorer.acts import Acting  # noqa: PLC0415
        from mcp_mem0.server.explorer.calls import Person  # noqa: PLC0415
        from mcp_mem0.server.explorer.inputs import RevisionInput, SettleInput  # noqa: PLC0415

        older, newer = (
            RevisionInput(id=fact.lineage, revision=fact.revision)
            for fact in (doubt.older, doubt.newer)
        )
        acting = Acting(memory=AppMemory(app=app), terms=self.run.terms)
        return await acting.settle_conflict(
            SettleInput(older=older, newer=newer, keep=keep, space=doubt.older.space),
            Person(caller=self.run.terms.caller, is_local=True),
        )
