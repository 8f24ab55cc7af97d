"""Asking a model and adding up the usage."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.llm.call import AnswerT, ModelRequest
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import LanguageModel


@dataclass
class UsageMeter:
    """Asks a model for one decision, and adds up the usage of all calls."""

    model: LanguageModel
    usage: Usage = field(default_factory=Usage)
    models: dict[str, None] = field(default_factory=dict[str, None])
    versions: dict[str, None] = field(default_factory=dict[str, None])

    async def ask(self, request: ModelRequest[AnswerT]) -> AnswerT:
        """Return the answer.

        Raises:
            ModelError: The model failed; the error has the usage of the whole decision so far.
        """
        self.versions[request.version] = None
        try:
            answer = await self.model.ask(request)
        except ModelError as error:
            self.usage += error.usage
            error.usage = self.usage
            raise
        self.usage += answer.usage
        self.models[answer.model] = None
        return answer.value

    def build_effort(self, pipeline: str) -> Effort:
        """Return the effort of the decision so far."""
        usage = self.usage
        return Effort(
            decided_by=f"model (pipeline {pipeline})",
            model=", ".join(self.models) or None,
            prompt_version=", ".join(self.versions) or None,
            calls=usage.calls,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            tokens_cached=usage.tokens_cached,
            milliseconds=usage.milliseconds,
        )


def build_unreadable_error(dropped: Sequence[str], meter: UsageMeter) -> DecisionError:
    """Return the error for an answer of which every part was dropped; it gives the first reason."""
    return DecisionError(f"no part of it is valid ({dropped[0]})", usage=meter.usage)
