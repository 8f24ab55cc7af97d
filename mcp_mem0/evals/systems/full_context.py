"""What needs no search: the whole conversation, and nothing at all."""

from dataclasses import dataclass

from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.systems.system import ShownContext
from mcp_mem0.evals.systems.turn_lines import render_turn_lines


@dataclass(frozen=True, slots=True)
class SameContext:
    """Shows the same for each question."""

    shown: ShownContext

    async def find(self, question: DatasetQuestion) -> ShownContext:  # noqa: ARG002 - the protocol's
        """Return what it always shows."""
        return self.shown


def build_full_context(conversation: LongConversation) -> SameContext:
    """Return what shows all turns of a conversation, dated, in order."""
    lines = render_turn_lines(conversation)
    text = "\n".join(line.text for line in lines)
    turns = tuple(line.turn for line in lines)
    return SameContext(ShownContext(text=text, tokens=estimate_tokens(text), turns=turns))


def build_empty_context() -> SameContext:
    """Return what shows nothing, for the control."""
    return SameContext(ShownContext(text="", tokens=0, turns=()))
