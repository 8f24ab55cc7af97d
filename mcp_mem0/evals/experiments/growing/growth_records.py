"""What was seen at each checkpoint of growing memories."""

from pydantic import BaseModel, ConfigDict

from mcp_mem0.evals.experiments.growing.checkpoints import Checkpoint
from mcp_mem0.evals.runs.records import RunRecord


class AskedQuestion(BaseModel):
    """How one question fared.

    Attributes:
        question: Its id.
        milliseconds: How long the search took.
        evidence_share: Which share of its evidence was shown, from 0 to 1; None if it has none, or
            no answer.
        is_stale: Whether something that was ended stood above what ended it; None if nothing was.
        is_forgotten_shown: Whether forgotten words were shown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    milliseconds: float
    evidence_share: float | None
    is_stale: bool | None
    is_forgotten_shown: bool


class GrowthRecord(RunRecord):
    """A checkpoint of one system on one conversation.

    Attributes:
        system: Its name, without the checkpoint.
        step, session, chat: The checkpoint.
        days: Since the first session.
        questions: Those whose answer was right then.
        forgotten_turns: How many turns were forgotten until then.
        forgotten_found: How many of them were shown when their own words were asked for.
        bytes: The size of the store.
        facts, relations, messages: How many are open.
    """

    system: str
    step: int
    session: int
    chat: int
    days: int
    questions: tuple[AskedQuestion, ...]
    forgotten_turns: int
    forgotten_found: int
    bytes: int
    facts: int
    relations: int
    messages: int

    @property
    def checkpoint(self) -> Checkpoint:
        """When it was asked."""
        return Checkpoint(step=self.step, session=self.session, chat=self.chat)
