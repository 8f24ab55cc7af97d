"""The memory that the server calls, and the defaults of those calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mcp_mem0.domain.graph.model import AboutAnswer, AboutRequest
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.erase import EraseRequest
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ChangeRequest,
    ForgetRequest,
    HistoryRequest,
    RecallRequest,
    RememberRequest,
)
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.domain.results.receipts import Receipt


class MemoryService(Protocol):
    """The use cases. Each waits until the store is open, and may raise any Mem0Error."""

    async def remember(self, request: RememberRequest) -> Receipt:
        """Remember a statement, a conversation or a relation."""
        ...

    async def recall(self, request: RecallRequest) -> Recollection:
        """Answer a question from the memory."""
        ...

    async def forget(self, request: ForgetRequest) -> Receipt:
        """Retire facts, or undo a change."""
        ...

    async def erase(self, request: EraseRequest) -> EraseReport:
        """Remove rows from the store for good, or say which."""
        ...

    async def ask_graph(self, request: AboutRequest) -> AboutAnswer:
        """Return what surrounds an entity, or what lies between several."""
        ...

    async def read_fact_history(self, request: HistoryRequest) -> FactHistory:
        """Return all revisions of a fact."""
        ...

    async def read_change(self, request: ChangeRequest) -> ChangeDetails:
        """Return what one change did."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The defaults of a call, and its limits.

    Attributes:
        caller: Who calls; if its author is empty, the client's own name is used.
        limit, max_tokens: How many memories, and how much of them, recall returns.
        limits: The largest request.
        wait_s: Seconds that remember and relate wait for the decision.
        now: The clock from which "yesterday" in an argument is counted.
    """

    caller: Caller
    limits: Limits
    limit: int
    max_tokens: int
    wait_s: float
    now: Callable[[], datetime]
