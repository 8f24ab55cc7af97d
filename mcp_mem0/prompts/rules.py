"""The parts of an answer that prompts share, and the rules of a good decision as text."""

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from pydantic import JsonValue

from mcp_mem0.domain.llm.lenient_fields import Label, Text
from mcp_mem0.domain.llm.structured_output import AnswerModel

DECIDE_VERSION: Final = "decide-3"
EXTRACT_VERSION: Final = "extract-2"
"""The prompts that ask for facts; a changed word here is a new version of both."""


_BETWEEN: Final = re.compile(r" ?(?:[|,;]|-+>|→) ?")


class EntityAnswer(AnswerModel):
    """Somebody or something that a fact names."""

    aliases: ClassVar[Mapping[str, str]] = {"entity": "name", "text": "name", "entity_type": "type"}

    name: Text
    type: Text = ""

    @classmethod
    def convert_shape(cls, value: JsonValue) -> JsonValue:
        """Return a bare name, or a name and its type, as an object."""
        match value:
            case str():
                return {"name": value}
            case [str(name), str(kind)]:
                return {"name": name, "type": kind}
            case _:
                return value


class RelationAnswer(AnswerModel):
    """A relation that a fact states."""

    aliases: ClassVar[Mapping[str, str]] = {
        "source": "subject",
        "relation": "predicate",
        "relationship": "predicate",
        "destination": "object",
        "target": "object",
    }

    subject: Text
    predicate: Text
    object: Text

    @classmethod
    def convert_shape(cls, value: JsonValue) -> JsonValue:
        """Return a triple, as a list or as text with marks between its parts, as an object."""
        if isinstance(value, str):
            value = [*_BETWEEN.split(" ".join(value[:1_000].split()).strip("()"), maxsplit=3)]
        match value:
            case [subject, predicate, object_]:
                return {"subject": subject, "predicate": predicate, "object": object_}
            case _:
                return value


class StatementAnswer(AnswerModel):
    """A fact, the words that support it, and when it is so."""

    aliases: ClassVar[Mapping[str, str]] = {
        "memory": "text",
        "content": "text",
        "statement": "text",
        "message_number": "message",
        "message_id": "message",
        "quotes": "quote",
        "evidence": "quote",
    }
    marks: ClassVar[frozenset[str]] = frozenset({"text"})

    text: Text = ""
    message: Label = 0
    quote: Text = ""
    valid_from: Text = ""
    valid_to: Text = ""


WORTH: Final = """\
- What will still matter in later conversations: who people are; how they live, work and feel; \
what they own, like, avoid, decide, promise or plan; events with their dates; projects, and how \
work should be done. About the user, about anybody else, and what an assistant stated, \
recommended or promised.
- From the new messages only; all else explains them.
- Not greetings, thanks, questions, requests for help with the task at hand, guesses, \
hypotheses, jokes, sarcasm, fiction or examples; no passwords, keys or card numbers.
- A plan is kept as a plan ("plans to …"), a wish as a wish. What somebody reports or quotes of \
others is about those others, not about the speaker."""

WRITING: Final = """\
- One statement each, complete in itself: names for pronouns, absolute dates for relative ones \
(count from the day of its message), in the language of its message. A speaker without a name is \
the user or the assistant.
- Keep names, numbers, reasons and places. A list of one kind is one fact; things that may change \
separately are separate facts.
- message: the number of the message that supports it; quote: its words, copied exactly, as few \
as do.
- valid_from, valid_to: since or until when it is so in the world, only if said or implied: YYYY, \
YYYY-MM, YYYY-MM-DD, or with a time."""

NAMES: Final = """\
- entities: the people, places, organisations, products and projects that it names, each with a \
one-word type; spelled as in "Names in use" if one of those is meant.
- relations: what it says as subject, predicate, object; both ends are entities; the predicate in \
snake_case, such as lives_in. If two names surely are one thing, relate them by also_known_as; if \
unsure, do not."""

CLOSING: Final = """\
- Some things have one value at a time (home, employer, age, the hour of a meeting): a new value \
is an UPDATE. Others have many (hobbies, friends, books read): one more is an ADD.
- A fact is closed only by words that contradict it, about the same person and thing, and the \
quote shows whom or what it is about. Alike is not the same; a plan, a question or a doubt closes \
nothing. In doubt, ADD.
- What an assistant or a tool says closes nothing that a user said, unless the user agrees in the \
next message. One input seldom closes more than a few facts.
- An assistant that repeats what is known teaches nothing: NOOP."""
