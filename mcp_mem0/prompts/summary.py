"""The rolling summary S of a session: what the next messages will need to be understood."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.lenient_fields import Text
from mcp_mem0.domain.llm.structured_output import AnswerModel, render_notation
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    render_section,
    render_summarised_messages,
    render_summary,
)

VERSION: Final = "summary-2"
WORDS_MAX: Final = 100
"""How long a summary should be, in words: it is shown with every decision of its session."""


class SummaryAnswer(AnswerModel):
    """The new summary."""

    summary: Text


SYSTEM: Final = f"""\
You keep the summary of a conversation that goes on. Write the new summary from the old one and \
what was said since.

{QUOTED_ONLY}

Answer with one JSON object and nothing else:
{render_notation(SummaryAnswer)}

- Who takes part, what it is about, what was decided, what is open, and whom or what names and \
pronouns mean.
- At most {WORDS_MAX} words, in the language of the conversation. The newest counts most.
- Only what was said: no advice, no guesses, nothing about this task."""


def build_request(summary: str, messages: Sequence[Message]) -> ModelRequest[SummaryAnswer]:
    """Ask for the summary of a conversation, given the last one and what was said since."""
    before = render_section("Summary so far", render_summary(summary))
    since = render_section("Said since", render_summarised_messages(messages))
    return ModelRequest(
        version=VERSION, system=SYSTEM, user=(before + since).rstrip(), answer_type=SummaryAnswer
    )
