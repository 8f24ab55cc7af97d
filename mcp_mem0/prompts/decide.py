"""Pipeline `single`: one call reads what came in and what is known, and answers with operations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from pydantic import JsonValue

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.lenient_fields import ACTIONS, Label, Labels
from mcp_mem0.domain.llm.structured_output import AnswerModel, Parts, render_notation
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    Action,
    Kind,
    LabelledFact,
    NumberedMessage,
    format_day_and_time,
    render_earlier_messages,
    render_known_facts,
    render_messages,
    render_names,
    render_section,
    render_summary,
)
from mcp_mem0.prompts.rules import (
    CLOSING,
    DECIDE_VERSION,
    KINDS_OF_CHANGE,
    NAMES,
    WORTH,
    WRITING,
    EntityAnswer,
    RelationAnswer,
    StatementAnswer,
)

VERSION: Final = DECIDE_VERSION


class _ActionAnswer(AnswerModel):
    """What is to be done, and to which facts."""

    reason: str
    action: Action
    target: Label = 0
    also: Labels = ()
    kind: Kind = ""


# The fields of the last base come first in the prompt.
class OperationAnswer(StatementAnswer, _ActionAnswer):
    """One operation and the fact that it states; what an action does not need is left out."""

    aliases: ClassVar[Mapping[str, str]] = {
        **StatementAnswer.aliases,
        "event": "action",
        "operation": "action",
        "id": "target",
        "label": "target",
    }
    marks: ClassVar[frozenset[str]] = frozenset({"action"})

    entities: Parts[EntityAnswer] = ()
    relations: Parts[RelationAnswer] = ()

    @classmethod
    def convert_shape(cls, value: JsonValue) -> JsonValue:
        """Return an operation with one target: further ones are in `also`."""
        match value:
            case {"target": str(text), **fields} if "," in text:
                return cls.convert_shape({**fields, "target": [*text.strip("[] ").split(",")]})
            case {"target": [first, *others], **fields} if others and "also" not in fields:
                return {**fields, "target": first, "also": others}
            case _:
                return value


class OperationsAnswer(AnswerModel):
    """All operations that the new messages call for; none is an answer, too."""

    operations: Parts[OperationAnswer]

    @classmethod
    def convert_shape(cls, value: JsonValue) -> JsonValue:
        """Return operations that are grouped by their actions as one list."""
        match value:
            case {"operations": {**groups}} if groups and all(name in ACTIONS for name in groups):
                return {"operations": [*_list_grouped(groups)]}
            case _:
                return value


def _list_grouped(groups: Mapping[str, JsonValue]) -> Iterator[JsonValue]:
    for action, items in groups.items():
        for item in items if isinstance(items, list) else [items]:
            yield {**item, "action": action} if isinstance(item, dict) else item


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideMaterial:
    """The input of the prompt.

    Attributes:
        spoken: The new messages.
        earlier: What was said in the session before them.
        summary: The session's rolling summary, or "".
        known: Current facts that may be about the same.
        names: Names in use nearby.
        maybe_same: New names that look like some of them.
        now: The reference time.
        is_relation: The one message is a relation that the caller states.
    """

    spoken: Sequence[NumberedMessage]
    earlier: Sequence[Message]
    summary: str
    known: Sequence[LabelledFact]
    names: Sequence[str]
    maybe_same: Mapping[str, Sequence[str]]
    now: datetime
    is_relation: bool = False


_EXAMPLE: Final = (
    '{"operations": [{"reason": "left", "action": "UPDATE", "target": 1, "kind": "change", "text":'
    ' "X left Y in May 2025", "message": 1, "quote": "Left Y last month", "valid_from": "2025-05"},'
    ' {"reason": "pet", "action": "ADD", "text": "X has a dog, Z", "message": 1, "quote": "I got a'
    ' dog, Z", "entities": [{"name": "Z", "type": "dog"}], "relations": [{"subject": "X",'
    ' "predicate": "owns_dog", "object": "Z"}]}]}'
)

SYSTEM: Final = f"""\
You keep the long-term memory that a person's assistants share. Read the new messages and decide \
what they change in what is known.

{QUOTED_ONLY}

Answer with one JSON object and nothing else; what is marked "?" is left out where it says nothing:
{render_notation(OperationsAnswer)}
reason comes first, a few words.

Worth keeping
{WORTH}

Writing a fact
{WRITING}
{NAMES}

Choosing the action
- ADD: nothing known says it.
- UPDATE target: the known fact with that label is about the same, and the new words correct it, \
give it a new value, or say more. text: the whole new fact, with what still holds of the old. \
also: labels of more facts that it replaces.
- DELETE target: the known fact no longer holds, or never did, and nothing takes its place; quote \
the words that say so.
{KINDS_OF_CHANGE}
- NOOP target: a known fact says it already, in whatever words or language.
{CLOSING}
- Each label may be used once. UPDATE facts marked "to be replaced": the caller named them.
- Nothing worth keeping: {{"operations": []}}.

A known fact is: [label] since when (to when) "text" (its relations); a date is as exact as it is \
known. Only the form, with X, Y, Z for names: known [1] "X works at Y"; new M1 2025-06-10 user \
"X": "Left Y last month, and I got a dog, Z!"
{_EXAMPLE}"""

_RELATION_NOTE: Final = "(stated by the caller as one relation: one operation, its words unchanged)"


def build_request(material: DecideMaterial) -> ModelRequest[OperationsAnswer]:
    """Ask which operations the new messages call for."""
    user = "".join(
        [
            render_section("Known facts", render_known_facts(material.known)),
            render_section("Names in use", render_names(material.names, material.maybe_same)),
            render_section("Summary of the conversation so far", render_summary(material.summary)),
            render_section("Earlier messages", render_earlier_messages(material.earlier)),
            render_section("Now", [format_day_and_time(material.now)]),
            render_section("New messages", _render_new_messages(material)),
        ]
    )
    return ModelRequest(
        version=VERSION, system=SYSTEM, user=user.rstrip(), answer_type=OperationsAnswer
    )


def _render_new_messages(material: DecideMaterial) -> list[str]:
    note = [_RELATION_NOTE] if material.is_relation else []
    return [*note, *render_messages(material.spoken)]
