"""The protocols that the services depend on.

`adapters/` implements them, `app/` connects them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.ports.deciding import Decider, Neighbours
from mcp_mem0.ports.graph_view import GraphView
from mcp_mem0.ports.model_move import ModelMove, MoveState
from mcp_mem0.ports.models import Embedder, LanguageModel, ModelClient, ToolUser
from mcp_mem0.ports.record_reader import (
    Hit,
    Order,
    ReadableT,
    RecordReader,
    RowPool,
    RowsAtHead,
    Scores,
)
from mcp_mem0.ports.records import Records, SoughtName, TextPlace
from mcp_mem0.ports.transfer import (
    FrozenSpaces,
    KeptVectors,
    LineSource,
    LineTarget,
    LineWriter,
    PageTarget,
    PageWriter,
    SpaceMover,
)

Clock: TypeAlias = Callable[[], datetime]
"""Returns the present moment, aware, with the offset of the settings' time zone."""

__all__ = [
    "Clock",
    "Decider",
    "DecisionInput",
    "Embedder",
    "FrozenSpaces",
    "GraphView",
    "Hit",
    "KeptVectors",
    "LanguageModel",
    "LineSource",
    "LineTarget",
    "LineWriter",
    "ModelClient",
    "ModelMove",
    "MoveState",
    "Neighbours",
    "Order",
    "PageTarget",
    "PageWriter",
    "ReadableT",
    "RecordReader",
    "Records",
    "RowPool",
    "RowsAtHead",
    "Scores",
    "SoughtName",
    "SpaceMover",
    "TextPlace",
    "ToolUser",
]
