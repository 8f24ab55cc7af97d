"""The calls that look at the past: facts with their revisions, changes, and what is in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mcp_mem0.domain.rendering.explorer.changes import (
    TimelineChangeModel,
    TimelineModel,
    build_timeline_change_model,
    build_timeline_model,
)
from mcp_mem0.domain.rendering.explorer.conflicts import ConflictsModel, build_conflicts_model
from mcp_mem0.domain.rendering.explorer.facts import FactDetailsModel, build_fact_details_model
from mcp_mem0.domain.requests.model import PAGE_SIZE_MAX
from mcp_mem0.domain.requests.parsing import (
    parse_change_request,
    parse_changes_request,
    parse_history_request,
    parse_review_request,
)
from mcp_mem0.server.explorer.calls import ExplorerCall, Person
from mcp_mem0.server.explorer.inputs import ChangesInput, IdInput, ReviewInput
from mcp_mem0.server.explorer.memory import ExplorerMemory
from mcp_mem0.server.mcp.memory import Terms


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """Answers them from one memory."""

    memory: ExplorerMemory
    terms: Terms

    def build_calls(self) -> Sequence[ExplorerCall[Any]]:
        """Return the calls."""
        return (
            ExplorerCall(name="fact", arguments=IdInput, answer=self.read_fact),
            ExplorerCall(name="change", arguments=IdInput, answer=self.read_change),
            ExplorerCall(name="changes", arguments=ChangesInput, answer=self.list_changes),
            ExplorerCall(name="review", arguments=ReviewInput, answer=self.review),
        )

    async def read_fact(self, arguments: IdInput, person: Person) -> FactDetailsModel:
        """Return a fact with all of its revisions."""
        request = parse_history_request(arguments.id, caller=person.caller, space=arguments.space)
        history, relations = await self.memory.read_fact_with_relations(request)
        return build_fact_details_model(history, relations)

    async def read_change(self, arguments: IdInput, person: Person) -> TimelineChangeModel:
        """Return one change."""
        request = parse_change_request(arguments.id, caller=person.caller, space=arguments.space)
        return build_timeline_change_model(await self.memory.read_change(request))

    async def list_changes(self, arguments: ChangesInput, person: Person) -> TimelineModel:
        """Return a page of the timeline, newest first."""
        request = parse_changes_request(
            caller=person.caller,
            now=self.terms.now(),
            space=arguments.space,
            since=arguments.since,
            before=arguments.before,
            limit=arguments.limit,
        )
        # One more says whether there are older ones.
        more = replace(request, limit=min(request.limit + 1, PAGE_SIZE_MAX))
        changes = await self.memory.list_changes(more, sees_forgotten=person.sees_forgotten)
        return build_timeline_model(changes, limit=request.limit)

    async def review(self, arguments: ReviewInput, person: Person) -> ConflictsModel:
        """Return what changed since a moment, and all that is in conflict."""
        request = parse_review_request(
            caller=person.caller,
            since=arguments.since,
            now=self.terms.now(),
            space=arguments.space,
        )
        review = await self.memory.review(request, sees_forgotten=person.sees_forgotten)
        return build_conflicts_model(review)
