"""One question to a language model, and its answer, as values."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, JsonValue

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.usage import Usage

AnswerT = TypeVar("AnswerT", bound=BaseModel)
AnswerT_co = TypeVar("AnswerT_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest(Generic[AnswerT_co]):
    """What a model is asked.

    Attributes:
        version: Name and version of the prompt.
        system: The rules: the same text for every request of a version, so that it can be cached.
        user: The case to decide.
        answer_type: The type of the answer.
    """

    version: str
    system: str
    user: str
    answer_type: type[AnswerT_co]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[AnswerT_co]):
    """A model's answer, the model's name according to itself, and the usage."""

    value: AnswerT_co
    model: str
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSpec:
    """A tool as it is described to an assistant."""

    name: str
    description: str
    input_schema: dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRequest:
    """A conversation in which an assistant may call tools.

    A message of the role "tool" is what the tool that it is named after answered.
    """

    instructions: str
    conversation: tuple[Message, ...]
    tools: tuple[ToolSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A call that an assistant wants to make; `arguments` is JSON."""

    tool: str
    arguments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChoice:
    """The calls that an assistant chose to make, perhaps none, and the usage."""

    calls: tuple[ToolCall, ...]
    model: str
    usage: Usage
