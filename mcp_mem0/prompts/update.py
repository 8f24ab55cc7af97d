"""Pipeline `paper`, second step: comparing one new fact with its nearest known facts."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.lenient_fields import Label
from mcp_mem0.domain.llm.structured_output import AnswerModel, render_notation
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    Action,
    Kind,
    LabelledFact,
    quote_line,
    render_known_facts,
    render_section,
)
from mcp_mem0.prompts.rules import CLOSING, KINDS_OF_CHANGE

VERSION: Final = "update-3"


class ChoiceAnswer(AnswerModel):
    """What one new fact does to what is known."""

    reason: str
    action: Action
    target: Label = 0
    kind: Kind = ""


SYSTEM: Final = f"""\
You keep the long-term memory that a person's assistants share. Compare one new fact with the \
known facts nearest to it and choose what it does to them.

{QUOTED_ONLY}

Answer with one JSON object and nothing else; what is marked "?" is left out where it says nothing:
{render_notation(ChoiceAnswer)}
reason comes first, a few words.

Choosing the action
- ADD: no known fact says it.
- UPDATE target: the known fact is about the same, and the new one says more, or gives it a new \
value; the new one takes its place.
- DELETE target: the new fact only says that the known one no longer holds, or never did.
- NOOP target: the known fact says it already, or says more.
{KINDS_OF_CHANGE}
{CLOSING}"""


def build_request(text: str, known: Sequence[LabelledFact]) -> ModelRequest[ChoiceAnswer]:
    """Ask what a new fact does to the known ones near it."""
    new = render_section("New fact", [quote_line(text)])
    near = render_section("Known facts", render_known_facts(known) or ["none"])
    return ModelRequest(
        version=VERSION, system=SYSTEM, user=(new + near).rstrip(), answer_type=ChoiceAnswer
    )
