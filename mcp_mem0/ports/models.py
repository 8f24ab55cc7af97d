"""Models: what embeds texts, what answers questions, what calls tools."""

from collections.abc import Sequence
from typing import Protocol

from mcp_mem0.domain.llm.call import Answer, AnswerT, ModelRequest, ToolChoice, ToolRequest
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector


class Embedder(Protocol):
    """Turns texts into unit vectors. Every method may raise ModelError."""

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model it is; recorded in the store."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that it reads well, as codes of ISO 639-1; None if it reads any."""
        ...

    async def preload(self) -> None:
        """Load what the first embedding would otherwise wait for."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one unit vector per text, in order."""
        ...


class LanguageModel(Protocol):
    """Answers a question with a value of a given type."""

    async def ask(self, request: ModelRequest[AnswerT]) -> Answer[AnswerT]:
        """Return the model's answer, of the type that the request names.

        Raises:
            ModelError: The model cannot be reached, refuses, or takes too long.
            DecisionError: It answered something else.
        """
        ...


class ToolUser(Protocol):
    """A model that is given tools, like an assistant."""

    async def choose(self, request: ToolRequest) -> ToolChoice:
        """Return the calls that it would make next.

        Raises:
            ModelError: The model cannot be reached, refuses, or takes too long.
        """
        ...


class ModelClient(LanguageModel, ToolUser, Protocol):
    """A model that is reached over a connection, whichever API it speaks."""

    async def preload(self) -> None:
        """Load what the first question would otherwise wait for; nothing is sent."""
        ...

    async def aclose(self) -> None:
        """Close the connections; the next question opens them again."""
        ...
