"""The calls about what is not decided yet: listing it, and trying again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.rendering import build_receipt_model
from mcp_mem0.domain.rendering.explorer.waiting import WaitingModels, build_waiting_episode_model
from mcp_mem0.domain.requests.parsing.checks import check_count
from mcp_mem0.domain.requests.parsing.parse_history import resolve_spaces
from mcp_mem0.server.explorer.calls import ExplorerCall, Person
from mcp_mem0.server.explorer.inputs import RetryInput, SpaceInput
from mcp_mem0.server.explorer.memory import ExplorerMemory, Waiting
from mcp_mem0.server.mcp.memory import Terms


@dataclass(frozen=True, kw_only=True)
class LookingAhead:
    """Answers them from one memory."""

    memory: ExplorerMemory
    terms: Terms

    def build_calls(self) -> Sequence[ExplorerCall[Any]]:
        """Return the calls."""
        return (
            ExplorerCall(name="pending", arguments=SpaceInput, answer=self.list_pending),
            ExplorerCall(name="retry", arguments=RetryInput, answer=self.retry),
        )

    async def list_pending(self, arguments: SpaceInput, person: Person) -> WaitingModels:
        """Return what is not decided yet, and why."""
        spaces = resolve_spaces(arguments.space, person.caller)
        return _build_models(await self.memory.list_pending(spaces))

    async def retry(self, arguments: RetryInput, person: Person) -> WaitingModels:
        """Ask the model again, or let the rules decide."""
        spaces = resolve_spaces(arguments.space, person.caller)
        person.caller.check("write", spaces)
        check_count(len(arguments.ids), self.terms.limits.ids_max, name="ids")
        if arguments.how == "model":
            if arguments.ids:
                raise RequestError('ids go with how "rules": a model decides all that is due')
            decided = await self.memory.retry_pending(spaces)
            return _build_models(await self.memory.list_pending(spaces), decided=decided)
        receipts = await self.memory.settle_pending(arguments.ids, spaces)
        models = _build_models(await self.memory.list_pending(spaces), decided=len(receipts))
        return models.model_copy(update={"receipts": tuple(map(build_receipt_model, receipts))})


def _build_models(waiting: Waiting, *, decided: int | None = None) -> WaitingModels:
    return WaitingModels(
        decided=decided,
        pending=tuple(
            build_waiting_episode_model(each.episode, each.attempts) for each in waiting.episodes
        ),
        stranded=waiting.stranded or None,
    )
