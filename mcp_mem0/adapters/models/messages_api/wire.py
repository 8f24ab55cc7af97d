"""The typed form of the Messages API's answer."""

from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, FailFast, Field, JsonValue

from mcp_mem0.domain.llm.answer_model import WireModel
from mcp_mem0.domain.text.escapes import escape_unprintable
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.domain.usage import Usage

BLOCKS_MAX: Final = 1_000
"""Most blocks of one answer; no valid answer has more than a few dozen."""


def _limit_count(number: int) -> int:
    # A negative count would refund the day's budget.
    return max(0, number)


def _shorten_name(name: str) -> str:
    # It is stored with each decision, and shown in a terminal.
    return shorten(escape_unprintable(name[:NAME_CHARS_MAX]), NAME_CHARS_MAX)


Count: TypeAlias = Annotated[int, AfterValidator(_limit_count)]


class ContentBlock(WireModel):
    """One block of an answer: text, a tool call, or something that is ignored."""

    type: str
    text: str = ""
    name: str = ""
    input: JsonValue = None


class TokenCounts(WireModel):
    """The token counts of one call; compatible servers omit some of them."""

    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_read_input_tokens: Count = 0
    cache_creation_input_tokens: Count = 0

    def build_usage(self, milliseconds: int) -> Usage:
        """Return the usage of one call."""
        cached = self.cache_read_input_tokens
        return Usage(
            calls=1,
            # Anthropic counts tokens read from and written to the cache separately.
            tokens_in=self.input_tokens + cached + self.cache_creation_input_tokens,
            tokens_out=self.output_tokens,
            tokens_cached=cached,
            milliseconds=milliseconds,
        )


class Reply(WireModel):
    """The message of an answer."""

    # Validation stops at the first error: a million of them would take a gigabyte.
    content: Annotated[list[ContentBlock], Field(max_length=BLOCKS_MAX), FailFast()]
    model: Annotated[str, AfterValidator(_shorten_name)] = ""
    stop_reason: str | None = None
    usage: TokenCounts = TokenCounts()

    @property
    def text(self) -> str:
        """Its text blocks joined, without thinking."""
        return "".join(block.text for block in self.content if block.type == "text")
