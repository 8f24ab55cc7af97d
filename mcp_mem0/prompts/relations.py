"""Pipeline `paper`, the graph: the relations of new facts, and the known ones they end."""

from collections.abc import Mapping, Sequence
from typing import Final

from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.lenient_fields import Label
from mcp_mem0.domain.llm.structured_output import AnswerModel, Parts, render_notation
from mcp_mem0.prompts.parts import (
    QUOTED_ONLY,
    quote_line,
    render_names,
    render_section,
)
from mcp_mem0.prompts.rules import NAMES, EntityAnswer, RelationAnswer

VERSION: Final = "relations-2"
CONFLICTS_VERSION: Final = "conflicts-1"


class FactGraphAnswer(AnswerModel):
    """The entities and relations of one fact."""

    fact: Label
    entities: Parts[EntityAnswer] = ()
    relations: Parts[RelationAnswer] = ()


class GraphAnswer(AnswerModel):
    """Entities and relations, fact by fact."""

    facts: Parts[FactGraphAnswer]


class ObsoleteAnswer(AnswerModel):
    """A known relation that a new one contradicts."""

    reason: str
    known: Label
    new: Label


class ConflictsAnswer(AnswerModel):
    """All known relations that no longer hold."""

    obsolete: Parts[ObsoleteAnswer]


SYSTEM: Final = f"""\
You draw the graph of a long-term memory. Find the entities that each fact names, and what \
relations it states.

{QUOTED_ONLY}

Answer with one JSON object and nothing else; what is marked "?" is left out where it says nothing:
{render_notation(GraphAnswer)}
fact: the number of the fact.

{NAMES}
- Only what the fact itself says; a fact may have no relation."""

CONFLICTS_SYSTEM: Final = f"""\
You keep the graph of a long-term memory free of contradictions. Compare new relations with known \
ones around the same entities; name the known ones that no longer hold because of a new one.

{QUOTED_ONLY}

Answer with one JSON object and nothing else:
{render_notation(ConflictsAnswer)}
reason comes first, a few words; known: the label of the known relation; new: the number of the \
new relation that contradicts it.

- A relation is obsolete only if it and the new one cannot both be so at the same time: the same \
subject, and one value at a time (home, employer, age).
- Where many values are possible (friends, hobbies, visits), nothing is obsolete. In doubt, nothing.
- Nothing obsolete: {{"obsolete": []}}."""


def build_request(
    facts: Sequence[str], names: Sequence[str], maybe_same: Mapping[str, Sequence[str]]
) -> ModelRequest[GraphAnswer]:
    """Ask for the entities and relations of new facts, which are numbered from 1."""
    lines = [f"{number}. {quote_line(text)}" for number, text in enumerate(facts, start=1)]
    user = render_section("Names in use", render_names(names, maybe_same)) + render_section(
        "Facts", lines
    )
    return ModelRequest(version=VERSION, system=SYSTEM, user=user.rstrip(), answer_type=GraphAnswer)


def build_conflicts_request(
    new: Sequence[str], known: Sequence[str]
) -> ModelRequest[ConflictsAnswer]:
    """Ask which known relations new ones make obsolete; both are numbered from 1."""
    news = [f"{number}. {quote_line(text)}" for number, text in enumerate(new, start=1)]
    knowns = [f"[{label}] {quote_line(text)}" for label, text in enumerate(known, start=1)]
    user = render_section("New relations", news) + render_section("Known relations", knowns)
    return ModelRequest(
        version=CONFLICTS_VERSION,
        system=CONFLICTS_SYSTEM,
        user=user.rstrip(),
        answer_type=ConflictsAnswer,
    )
