"""The question of one recall, read once."""

from dataclasses import dataclass, field

from mcp_mem0.domain.retrieval.people import find_named_people
from mcp_mem0.domain.retrieval.shapes.question_shape import Shape, read_shape
from mcp_mem0.domain.text.languages.language_guess import guess_language
from mcp_mem0.domain.text.matters.safety import touches_safety
from mcp_mem0.domain.text.times.asked_time import NO_TIME, AskedTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, as far as ranking asks about it.

    Attributes:
        text: The question as asked.
        people: The keys of the people whom it names, of those who speak or are spoken of.
        touches_safety: Whether its answer may depend on somebody's health, diet or safety.
        time: What it says about time.
        shape: Whether it asks for one thing or for many.
        language: The code of its language, if that is clear.
        is_read: Whether the embedding model reads that language, as far as is known.
    """

    text: str
    people: frozenset[str] = frozenset()
    touches_safety: bool = False
    time: AskedTime = NO_TIME
    shape: Shape = field(default_factory=Shape)
    language: str | None = None
    is_read: bool = True


def read_question(
    text: str,
    people: frozenset[str],
    time: AskedTime = NO_TIME,
    languages: frozenset[str] | None = None,
) -> Question:
    """Return a question, read with the people whom it may name and the time that it asks for.

    Args:
        text: The question.
        people: The keys of the people whom it may name.
        time: The time that it asks for.
        languages: The languages that the embedding model reads; None means any.
    """
    language = guess_language(text)
    return Question(
        text=text,
        people=find_named_people(text, people),
        touches_safety=touches_safety(text),
        time=time,
        shape=read_shape(text),
        language=language,
        is_read=language is None or languages is None or language in languages,
    )
