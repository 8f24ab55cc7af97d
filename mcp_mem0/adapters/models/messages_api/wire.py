"""The parts of the Messages API's answer that are read, parsed where they enter."""

from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, FailFast, Field, JsonValue

from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.text.escapes import escape_unprintable
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.domain.usage import Usage

BLOCKS_MAX: Final = 1_000
"""Blocks of one answer; more than a few dozen is no answer to a question of ours."""


def _limit_count(number: int) -> int:
    # A count below nothing would give back what was spent of the day's budget.
    return max(0, number)


def _shorten_name(name: str) -> str:
    # It is kept with each decision, and shown in a terminal.
    return shorten(escape_unprintable(name[:NAME_CHARS_MAX]), NAME_CHARS_MAX)


Count: TypeAlias = Annotated[int, AfterValidator(_limit_count)]


class ContentBlock(AnswerModel):
    """One block of an answer: text, a call of a tool, or something that is passed over."""

    type: str
    text: str = ""
    name: str = ""
    input: JsonValue = None


class TokenCounts(AnswerModel):
    """What was read and written. Servers other than Anthropic's leave some of it out."""

    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_read_input_tokens: Count = 0
    cache_creation_input_tokens: Count = 0

    def build_usage(self, milliseconds: int) -> Usage:
        """Return what one call took."""
        cached = self.cache_read_input_tokens
        return Usage(
            calls=1,
            # Anthropic counts what was cached, and what is to be, apart from the rest.
            tokens_in=self.input_tokens + cached + self.cache_creation_input_tokens,
            tokens_out=self.output_tokens,
            tokens_cached=cached,
            milliseconds=milliseconds,
        )


class Reply(AnswerModel):
    """A message as it comes back."""

    # What is wrong with it is told once: a million errors would take a gigabyte.
    content: Annotated[list[ContentBlock], Field(max_length=BLOCKS_MAX), FailFast()]
    model: Annotated[str, AfterValidator(_shorten_name)] = ""
    stop_reason: str | None = None
    usage: TokenCounts = TokenCounts()

    @property
    def text(self) -> str:
        """All that it says, without what it thought."""
        return "".join(block.text for block in self.content if block.type == "text")
