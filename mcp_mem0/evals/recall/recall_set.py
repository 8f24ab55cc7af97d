"""`RecallSet`: what is told, in order, and what is asked of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, get_args

from mcp_mem0.domain.requests.model import RememberRequest

QuestionKind: TypeAlias = Literal[
    "single",
    "list",
    "hops",
    "both",
    "time",
    "current",
    "unanswerable",
    "safety",
    "language",
    "words",
    "meaning",
    "graph",
]
QUESTION_KINDS: Final[tuple[QuestionKind, ...]] = get_args(QuestionKind)
NoiseKind: TypeAlias = Literal["chat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One call of remember or relate.

    Attributes:
        id: Unique in its set.
        request: The call; `replaces` is still empty, as the facts have no ids yet.
        replaces: The tellings whose facts it replaces.
    """

    id: str
    request: RememberRequest
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question, and what answers it.

    Attributes:
        language: Of the question, if it matters.
        expects: The tellings that answer it; none of an unanswerable one.
        below: The tellings that must stand below each that is expected.
        passage: Words of the passage that answers, if a telling is longer than a memory; "" if not.
    """

    text: str
    kind: QuestionKind
    language: str | None = None
    expects: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    passage: str = ""

    def has_passage(self, text: str) -> bool:
        """Whether a text has the words of the passage, in whatever case and between any spaces."""
        return _fold(self.passage) in _fold(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallSet:
    """One set.

    Attributes:
        name: The name of its file, without the ending.
        now: When its questions are asked.
        noise: What it is also measured beside, if anything.
    """

    name: str
    title: str
    now: datetime
    tellings: tuple[Telling, ...]
    questions: tuple[SetQuestion, ...]
    noise: NoiseKind | None = None


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
