"""`Dataset`: long conversations, what is known of them, and questions about them.

Every format is read into these types, so whatever is measured is measured alike on all of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.deciding.decision_cases import CloseKind, ExpectedFact

AnswerRule: TypeAlias = Literal["whole", "list", "first"]
"""How an answer is compared: as a whole, part by part of a list divided by commas, or with the
first of several that are divided by semicolons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation, and its id, unique there."""

    id: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session of a conversation: turns said at about one time."""

    said_at: datetime
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetQuestion:
    """A question.

    Attributes:
        id: Unique in its conversation.
        category: What kind it is, in the words of its data set.
        answer: A right answer; "" where nothing that was said answers it, so that the right thing
            is to say so.
        also_right: Other right answers.
        rule: How answers are compared by their words.
        rubric: What an answer must say, one point each; empty where `answer` is all there is.
        evidence: The ids of the turns that answer it; () where none is named.
        asked_at: When it is asked; None is right after the last session.
        asked_from: The first session, counted from 1, after which this answer is right.
        asked_until: The last one; None is the end of the conversation.
    """

    id: str
    text: str
    category: str
    answer: str
    also_right: tuple[str, ...] = ()
    rule: AnswerRule = "whole"
    rubric: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    asked_at: datetime | None = None
    asked_from: int = 1
    asked_until: int | None = None

    @property
    def is_answerable(self) -> bool:
        """Whether something that was said answers it."""
        return bool(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEnd:
    """How and where a known fact stopped being held: in which turn, and what it then was."""

    turn: str
    kind: CloseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """A fact that a conversation states.

    Attributes:
        id: Unique in its conversation.
        turns: The ids of the turns that state it, the first first.
        expected: What a stored fact must look like to be this one.
        end: What ended it; None if it is open at the end of the conversation.
    """

    id: str
    turns: tuple[str, ...]
    expected: ExpectedFact
    end: FactEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetAct:
    """What somebody asks to be forgotten after a session, counted from 1: what some turns said."""

    after_session: int
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LongConversation:
    """A conversation. `facts` and `forgets` are of data sets that say what is known, else empty."""

    name: str
    sessions: tuple[Session, ...]
    questions: tuple[DatasetQuestion, ...]
    language: str = "en"
    facts: tuple[StatedFact, ...] = ()
    forgets: tuple[ForgetAct, ...] = ()

    @property
    def evidenced_questions(self) -> tuple[DatasetQuestion, ...]:
        """The questions that have an answer, and of which it is known which turns hold it."""
        return tuple(each for each in self.questions if each.is_answerable and each.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A data set.

    Attributes:
        name: What reports call it.
        source: The format, such as "LoCoMo".
        sha256: Of its files.
        conversations: At least one.
        left_out: The ids of the questions that a file of wrong labels names, each written
            "conversation/question".
    """

    name: str
    source: str
    sha256: str
    conversations: tuple[LongConversation, ...]
    left_out: frozenset[str] = frozenset()
