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
        "head": "subject",
        "from": "subject",
        "relation": "predicate",
        "relationship": "predicate",
        "destination": "object",
        "tail": "object",
        "to": "object",
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
- What will still matter later: who people are; how they live, work and feel; what they own, like, \
avoid, decide, promise or plan; events with their dates; projects, and how work should be done. \
About the user, anybody else, and what an assistant stated or promised.
- Go message by message, the new ones only: all else explains them.
- Not greetings, thanks, questions, requests for help, guesses, jokes, \
sarcasm, fiction or examples; no passwords, keys or card numbers.
- A plan stays a plan ("plans to …"), a wish a wish, a condition keeps its "if", an announced \
change its day, hearsay who says it of whom."""

WRITING: Final = """\
- One statement each, complete in itself, in the language of its message: names for pronouns, as \
they stand in the text; absolute dates for relative ones (counted from its message). A \
speaker without a name is the user or the assistant. Use the word that a question would use.
- Keep names, numbers, reasons and places; an age with the day it was said. A list of one kind is \
one fact; things that may change separately are separate facts.
- message: the number of its message; quote: one unbroken quote of that, copied exactly, as short \
as shows what it is about.
- valid_from, valid_to: since or until when it is so, only if said or implied, and no more \
exactly: YYYY, YYYY-MM, YYYY-MM-DD, or with a time."""

NAMES: Final = """\
- entities: the people, animals, places, organisations, products, projects, works, activities, \
events and food that it names, each with a one-word type; spelled as in "Names in use" if one of \
those is meant.
- relations: what it says as subject, predicate, object; both ends are entities; the predicate in \
snake_case, such as lives_in; also_known_as only for names that surely are one thing."""

KINDS_OF_CHANGE: Final = """\
- kind of an UPDATE: change (the old one held until then), correction (it never was so), addition \
(the same fact, and more); the last two keep its dates.
- kind of a DELETE: ended, or never_so."""

CLOSING: Final = """\
- Some things have one value at a time (home, employer, age): a new value is an UPDATE. Others \
have many (hobbies, friends): one more is an ADD; a list that grows is an UPDATE with the whole \
list. If one of two things in a fact ends, UPDATE it to the other.
- A fact is closed only by words that contradict it, about the same person and thing, and the \
quote shows which. Alike is not the same; a plan, a question or a doubt closes nothing. In doubt, \
ADD.
- What an assistant or a tool says closes nothing that a user said, unless the user agrees in the \
next message; if it repeats what is known, NOOP."""
