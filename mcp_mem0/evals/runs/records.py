"""The records of a run: one line of JSON each, appended to a file of their kind."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from mcp_mem0.domain.usage import Usage

Strictness: TypeAlias = Literal["lenient", "strict"]


class RunRecord(BaseModel):
    """One line of a run, about one conversation of the data set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation: str


class BuiltSession(RunRecord):
    """A session, counted from 1, that a construction has remembered, and what that took."""

    construction: str
    session: int
    usage: Usage
    milliseconds: float


class BuiltStore(RunRecord):
    """A finished store of a construction: its size, and how long all of it took to build."""

    construction: str
    bytes: int
    facts: int
    relations: int
    messages: int


class FoundContext(RunRecord):
    """What a system showed for a question. `milliseconds` is the search alone."""

    system: str
    question: str
    text: str
    tokens: int
    turns: tuple[str, ...]
    milliseconds: float


class GivenAnswer(RunRecord):
    """The answer that was given to a question from what a system showed.

    `model` and `version` name who answered and the prompt; by hand `model` is who says so and
    `milliseconds` is None.
    """

    system: str
    question: str
    answer: str
    model: str
    version: str
    usage: Usage = Usage()
    milliseconds: float | None = None


class GivenVerdict(RunRecord):
    """Whether a judge takes an answer for right; the system that gave it is not known to it.

    It is of all equal answers to a question, whichever systems gave them.
    """

    question: str
    answer: str
    strictness: Strictness
    is_right: bool
    reason: str
    model: str
    version: str
    usage: Usage = Usage()
