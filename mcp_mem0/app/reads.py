"""What a running server answers for commands that only look.

Opening the store takes a command a second of processor time, and the server has it open. Requests
and answers are the values of the domain as JSON, so that a command prints the same either way. This
module is imported by each such command, so it loads neither a client of HTTP nor the protocol.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from mcp_mem0.app.running import App
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ChangesRequest,
    HistoryRequest,
    ListRequest,
    NamesRequest,
    OverviewRequest,
    RecallRequest,
    ReviewRequest,
    SignaturesRequest,
)
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.pages import NamePage, Overview, Page
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.review import Review
from mcp_mem0.domain.results.signatures import Signatures

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, kw_only=True)
class Read(Generic[RequestT, AnswerT]):
    """One way to look at the memory.

    Attributes:
        name: What the server calls it.
        request, answer: The types of its request and of its answer.
        ask: Asks an app of this process.
    """

    name: str
    request: type[RequestT]
    answer: type[AnswerT]
    ask: Callable[[App, RequestT], Awaitable[AnswerT]]

    def write_request(self, request: RequestT) -> bytes:
        """Return a request as JSON."""
        return _get_adapter(self.request).dump_json(request)

    def parse_answer(self, content: bytes) -> AnswerT:
        """Return the answer that JSON holds.

        Raises:
            ValidationError: It holds none.
        """
        return _get_adapter(self.answer).validate_json(content)

    async def answer_request(self, app: App, content: bytes) -> bytes:
        """Return the answer to a request, both as JSON.

        Raises:
            RequestError: It is no such request.
            Mem0Error: The memory cannot answer it.
        """
        try:
            request = _get_adapter(self.request).validate_json(content)
        except ValidationError as error:
            raise RequestError(
                f"not a request for {self.name}: {error.error_count()} faults"
            ) from error
        return _get_adapter(self.answer).dump_json(await self.ask(app, request))


READ_PAGE: Final = Read(name="page", request=ListRequest, answer=Page, ask=App.read_page)
READ_NAMES: Final = Read(name="names", request=NamesRequest, answer=NamePage, ask=App.list_names)
READ_OVERVIEW: Final = Read(
    name="overview", request=OverviewRequest, answer=Overview, ask=App.read_overview
)
READ_SIGNATURES: Final = Read(
    name="signatures", request=SignaturesRequest, answer=Signatures, ask=App.read_signatures
)
READ_REVIEW: Final = Read(name="review", request=ReviewRequest, answer=Review, ask=App.review)
READ_CHANGE: Final = Read(
    name="change", request=ChangeRequest, answer=ChangeDetails, ask=App.read_change
)
READ_CHANGES: Final = Read(
    name="changes",
    request=ChangesRequest,
    answer=tuple[ChangeDetails, ...],
    ask=App.list_changes,
)
READ_HISTORY: Final = Read(
    name="history", request=HistoryRequest, answer=FactHistory, ask=App.read_fact_history
)
READ_GRAPH: Final = Read(name="graph", request=AboutRequest, answer=AboutAnswer, ask=App.ask_graph)
RECALL: Final = Read(name="recall", request=RecallRequest, answer=Recollection, ask=App.recall)

_READS: Final[tuple[Read[Any, Any], ...]] = (
    READ_PAGE,
    READ_NAMES,
    READ_OVERVIEW,
    READ_SIGNATURES,
    READ_REVIEW,
    READ_CHANGE,
    READ_CHANGES,
    READ_HISTORY,
    READ_GRAPH,
    RECALL,
)


def build_read_answers(app: App) -> Mapping[str, Callable[[bytes], Awaitable[bytes]]]:
    """Return what answers each read from an app, by name."""
    return {read.name: partial(read.answer_request, app) for read in _READS}


@cache
def _get_adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type of the domain
    return TypeAdapter(kind)
