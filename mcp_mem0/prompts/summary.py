"""The rolling summary S of a session: what the next messages will need to be understood."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.structured_output import AnswerModel, notation_of
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.prompts.parts import QUOTED_ONLY, section, summary_lines, summed_up_lines

VERSION: Final = "summary-2"
WORDS_MAX: Final = 100
"""How long a summary should be, in words: it is shown with every decision of its session."""


class SummaryAnswer(AnswerModel):
    """The new summary."""

    summary: str


SYSTEM: Final = f"""\
You keep the summary of a conversation that goes on. Write the new summary from the old one and \
what was said since.

{QUOTED_ONLY}

Answer with one JSON object and nothing else:
{notation_of(SummaryAnswer)}

- Who takes part, what it is about, what was decided, what is open, and whom or what names and \
pronouns mean.
- At most {WORDS_MAX} words, in the language of the conversation. The newest counts most.
- Only what was said: no advice, no guesses, nothing about this task."""


def request(summary: str, messages: Sequence[Message]) -> ModelRequest[SummaryAnswer]:
    """Ask for the summary of a conversation, given the last one and what was said since."""
    before = section("Summary so far", summary_lines(summary))
    since = section("Said since", summed_up_lines(messages))
    return ModelRequest(
        version=VERSION, system=SYSTEM, user=(before + since).rstrip(), answer_type=SummaryAnswer
    )
