"""The parts of the Messages API's answer that are read, parsed where they enter."""

from pydantic import BaseModel, JsonValue

from mcp_mem0.domain.usage import Usage


class Block(BaseModel):
    """One block of an answer: text, a call of a tool, or something that is passed over."""

    type: str
    text: str = ""
    name: str = ""
    input: JsonValue = None


class Tokens(BaseModel):
    """What was read and written. Servers other than Anthropic's leave some of it out."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None

    def usage(self, milliseconds: int) -> Usage:
        """Return what one call took."""
        cached = self.cache_read_input_tokens or 0
        return Usage(
            calls=1,
            # Anthropic counts what was cached, and what is to be, apart from the rest.
            tokens_in=self.input_tokens + cached + (self.cache_creation_input_tokens or 0),
            tokens_out=self.output_tokens,
            tokens_cached=cached,
            milliseconds=milliseconds,
        )


class Reply(BaseModel):
    """A message as it comes back."""

    content: list[Block]
    model: str = ""
    stop_reason: str | None = None
    usage: Tokens = Tokens()

    @property
    def text(self) -> str:
        """All that it says, without what it thought."""
        return "".join(block.text for block in self.content if block.type == "text")
