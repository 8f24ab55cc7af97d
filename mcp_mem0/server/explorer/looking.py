"""The calls that look at what is known now: searching, listing, and who is looking."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mcp_mem0 import __version__
from mcp_mem0.domain.rendering.browsing.pages import PageModel, build_page_model
from mcp_mem0.domain.rendering.explorer.visit import (
    TimedRecollectionModel,
    VisitModel,
    build_allowed_space_models,
)
from mcp_mem0.domain.rendering.recollections import build_recollection_model
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.parsing import parse_list_request
from mcp_mem0.server.explorer.calls import ExplorerCall, Person
from mcp_mem0.server.explorer.inputs import ListInput, NoInput, SearchInput
from mcp_mem0.server.explorer.memory import ExplorerMemory, Setup
from mcp_mem0.server.mcp.memory import Terms


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Answers them from one memory."""

    memory: ExplorerMemory
    terms: Terms
    setup: Setup

    def build_calls(self) -> Sequence[ExplorerCall[Any]]:
        """Return the calls."""
        return (
            ExplorerCall(name="me", arguments=NoInput, answer=self.describe_visit),
            ExplorerCall(name="recall", arguments=SearchInput, answer=self.recall),
            ExplorerCall(name="list", arguments=ListInput, answer=self.read_page),
        )

    async def describe_visit(self, _: NoInput, person: Person) -> VisitModel:
        """Return who looks, and what they may do."""
        caller = person.caller
        if caller.space in caller.read_spaces:
            self.memory.prepare_soon(caller.space)
        return VisitModel(
            version=__version__,
            team=not person.is_local,
            author=caller.author,
            zone=self.setup.zone_name,
            now=self.terms.now().isoformat(timespec="seconds"),
            space=caller.space,
            spaces=build_allowed_space_models(caller),
            sees_forgotten=person.sees_forgotten,
            settings=person.is_local,
            has_model=self.setup.has_model,
            graph=self.setup.has_graph,
        )

    async def recall(self, arguments: SearchInput, person: Person) -> TimedRecollectionModel:
        """Answer a question as the tool does, with all that tells why."""
        started = time.perf_counter()
        limits = self.terms.limits
        request = parsing.parse_recall_request(
            caller=person.caller,
            limits=limits,
            query=arguments.query,
            about=arguments.about,
            space=arguments.space,
            tags=arguments.tags,
            since=arguments.since,
            until=arguments.until,
            valid_at=arguments.valid_at,
            known_at=arguments.known_at,
            include_retired=arguments.include_retired,
            limit=arguments.limit,
            max_tokens=limits.tokens_max,
            detail="full",
            form="json",
            order=arguments.order,
            sessions=arguments.sessions,
            authors=arguments.authors,
            now=self.terms.now(),
        )
        recollection = await self.memory.recall(request)
        model = build_recollection_model(recollection, request.detail)
        spent_ms = (time.perf_counter() - started) * 1_000
        return TimedRecollectionModel.model_construct(
            **{name: getattr(model, name) for name in type(model).model_fields},
            milliseconds=round(spent_ms, 1),
        )

    async def read_page(self, arguments: ListInput, person: Person) -> PageModel:
        """Return a page of facts or messages."""
        request = parse_list_request(
            arguments.what,
            caller=person.caller,
            limits=self.terms.limits,
            space=arguments.space,
            entity=arguments.entity,
            tags=arguments.tags,
            sessions=arguments.sessions,
            authors=arguments.authors,
            since=arguments.since,
            until=arguments.until,
            valid_at=arguments.valid_at,
            known_at=arguments.known_at,
            include_retired=arguments.include_retired,
            page=arguments.page,
            page_size=arguments.page_size,
            now=self.terms.now(),
        )
        page = await self.memory.read_page(request, sees_forgotten=person.sees_forgotten)
        return build_page_model(page)
