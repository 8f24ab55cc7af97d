"""Pipeline `paper`, first step: extracting the facts in the new messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.structured_output import AnswerModel, Parts, render_notation
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    NumberedMessage,
    format_day_and_time,
    render_earlier_messages,
    render_messages,
    render_section,
    render_summary,
)
from mcp_mem0.prompts.rules import EXTRACT_VERSION, WORTH, WRITING, StatementAnswer

VERSION: Final = EXTRACT_VERSION


class FactsAnswer(AnswerModel):
    """The facts that were found; none is an answer, too."""

    facts: Parts[StatementAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractMaterial:
    """The summary S, the last m messages, the new ones, and the reference time."""

    spoken: Sequence[NumberedMessage]
    earlier: Sequence[Message]
    summary: str
    now: datetime


SYSTEM: Final = f"""\
You keep the long-term memory that a person's assistants share. Read the new messages and write \
down the facts that are worth keeping.

{QUOTED_ONLY}

Answer with one JSON object and nothing else; what is marked "?" is left out where it says nothing:
{render_notation(FactsAnswer)}

Worth keeping
{WORTH}

Writing a fact
{WRITING}
- That something ended, or was never so, is a fact as well.
- Nothing worth keeping: {{"facts": []}}."""


def build_request(conversation: ExtractMaterial) -> ModelRequest[FactsAnswer]:
    """Ask for the facts in the new messages."""
    user = "".join(
        [
            render_section(
                "Summary of the conversation so far", render_summary(conversation.summary)
            ),
            render_section("Earlier messages", render_earlier_messages(conversation.earlier)),
            render_section("Now", [format_day_and_time(conversation.now)]),
            render_section("New messages", render_messages(conversation.spoken)),
        ]
    )
    return ModelRequest(version=VERSION, system=SYSTEM, user=user.rstrip(), answer_type=FactsAnswer)
