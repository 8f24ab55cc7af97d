"""A question to a model and its reply, whatever the dialect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, JsonValue

from mcp_mem0.domain.llm.call import ToolCall, ToolSpec
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.escapes import escape_unprintable
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.domain.usage import Usage

PARTS_MAX: Final = 1_000
"""Most parts of one reply; no valid one has more than a few dozen."""

TOKENS_MAX: Final = 1_000_000_000
"""The largest count of tokens that is believed: it is stored, and added up."""

Ending: TypeAlias = Literal["whole", "cut_off", "refused", "filtered"]
"""How a reply ended: by itself, at the limit of tokens, by the model's refusal, or by a filter."""

_THINKING_START: Final = "<think>"
_THINKING_END: Final = "</think>"


@dataclass(frozen=True, kw_only=True)
class ModelQuestion:
    """The parts of a request that do not come from the endpoint's settings.

    Attributes:
        system: The rules.
        conversation: What was said; a message of the role "tool" is what that tool answered.
        schema: The JSON schema of the answer, if it needs one.
        tools: The tools that the model may call.
    """

    system: str
    conversation: tuple[Message, ...]
    schema: Mapping[str, JsonValue] | None = None
    tools: tuple[ToolSpec, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a model answered.

    Attributes:
        text: Its text, without thinking.
        calls: The tools that it wants to call.
        model: Its name according to the endpoint, or "".
        ending: How it ended.
        usage: Its tokens; the time is not known here.
    """

    text: str
    calls: tuple[ToolCall, ...]
    model: str
    ending: Ending
    usage: Usage


class ReportedError(Exception):
    """The endpoint reports an error in an answer with the status of success.

    Args:
        message: What it says.
        status: The status that it names, if it names one.
    """

    def __init__(self, message: str, status: int | None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def _limit_count(number: int) -> int:
    # A negative count would refund the day's budget.
    return min(max(0, number), TOKENS_MAX)


def _shorten_name(name: str) -> str:
    # It is stored with each decision, and shown in a terminal.
    return shorten(escape_unprintable(name[:NAME_CHARS_MAX]), NAME_CHARS_MAX)


Count: TypeAlias = Annotated[int, AfterValidator(_limit_count)]
"""A number of tokens, as an endpoint counts them."""

ModelName: TypeAlias = Annotated[str, AfterValidator(_shorten_name)]
"""A model's name, as its endpoint gives it."""


def build_call_id(position: int) -> str:
    """Return the id of the tool call at a position of a conversation."""
    # Nine letters and digits: Mistral refuses every other length and sign.
    return f"call{position:05d}"


def strip_thinking(text: str) -> str:
    """Return a text without the thinking that a model wrote before it, as some servers leave it."""
    start = text.lstrip()
    if not start.startswith(_THINKING_START):
        return text
    return start.partition(_THINKING_END)[2].lstrip()
