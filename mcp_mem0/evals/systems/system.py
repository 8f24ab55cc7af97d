"""`SystemSpec`: a system to measure, and what one shows for a question.

A system is built from a conversation and then shows a text for each question. What is built once
is shared by all systems that read it in another way.
"""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from mcp_mem0.evals.datasets.dataset import DatasetQuestion

Pipeline: TypeAlias = Literal["single", "paper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """How a memory is built from a conversation.

    Attributes:
        name: Unique among all constructions, and the name of a folder.
        pipeline: How a model decides; None leaves it to the rules.
        has_graph: Whether relations are kept and searched: Mem0g, or plain Mem0.
    """

    name: str
    pipeline: Pipeline | None
    has_graph: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySystem:
    """A memory, asked through recall; what is None is as the settings have it."""

    name: str
    construction: Construction
    tokens_max: int | None = None
    memories_max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkSystem:
    """The conversation cut into chunks of one size, of which the nearest ones are shown.

    This is the RAG of the paper (arXiv 2504.19413, section 3.4).
    """

    name: str
    chunk_tokens: int
    chunks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FullContextSystem:
    """The whole conversation, for each question."""

    name: str = "full-context"


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueControl:
    """No memory, and answers that stay on the subject and commit to nothing.

    The share of them that a judge lets pass says how far its other verdicts can be trusted.
    """

    name: str = "vague-control"


SystemSpec: TypeAlias = MemorySystem | ChunkSystem | FullContextSystem | VagueControl


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContext:
    """What a system shows for a question.

    Attributes:
        text: What the answerer reads.
        tokens: Its size.
        turns: The ids of the turns that it shows, each once.
    """

    text: str
    tokens: int
    turns: tuple[str, ...]


class ContextSource(Protocol):
    """A system that was built from one conversation."""

    async def find(self, question: DatasetQuestion) -> ShownContext:
        """Return what it shows for a question.

        Raises:
            Mem0Error: It cannot be read.
        """
        ...
