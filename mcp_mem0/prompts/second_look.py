"""Pipeline `single`, second call: new facts with near ones that the first call did not show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.lenient_fields import Label, Text
from mcp_mem0.domain.llm.structured_output import AnswerModel, Parts, render_notation
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    Action,
    Kind,
    LabelledFact,
    quote_line,
    render_known_facts,
    render_section,
)
from mcp_mem0.prompts.rules import CLOSING, KINDS_OF_CHANGE, EntityAnswer, RelationAnswer

VERSION: Final = "second-look-3"


class VerdictAnswer(AnswerModel):
    """What becomes of one new fact."""

    reason: str
    fact: Label
    action: Action
    target: Label = 0
    kind: Kind = ""
    text: Text = ""
    entities: Parts[EntityAnswer] = ()
    relations: Parts[RelationAnswer] = ()


class VerdictsAnswer(AnswerModel):
    """A verdict for each new fact; one without a verdict is added."""

    verdicts: Parts[VerdictAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulFact:
    """A new fact, its number, and the known facts near it."""

    number: int
    text: str
    known: Sequence[LabelledFact]


SYSTEM: Final = f"""\
You keep the long-term memory that a person's assistants share. New facts are about to be added. \
Compare each with the known facts that stand below it, which nobody has looked at yet.

{QUOTED_ONLY}

Answer with one JSON object and nothing else; what is marked "?" is left out where it says nothing:
{render_notation(VerdictsAnswer)}
reason comes first, a few words; fact: the number of the new fact.

Choosing the action
- ADD: no known fact says it, and none is contradicted.
- UPDATE target: the known fact is about the same, and the new one corrects it, gives it a new \
value, or says more. text is the whole fact, with what still holds of the old.
- DELETE target: the new fact is added, and the known one no longer holds because of it.
- NOOP target: the known fact says it already, in whatever words or language.
{KINDS_OF_CHANGE}
{CLOSING}
- Each label may be used once."""


def build_request(doubts: Sequence[DoubtfulFact]) -> ModelRequest[VerdictsAnswer]:
    """Ask what becomes of new facts, now that more of what is known is shown."""
    user = "".join(
        render_section(
            f"New fact {doubt.number}",
            [quote_line(doubt.text), "Known facts near it:", *render_known_facts(doubt.known)],
        )
        for doubt in doubts
    )
    return ModelRequest(
        version=VERSION, system=SYSTEM, user=user.rstrip(), answer_type=VerdictsAnswer
    )
