"""Building the statement of a caller who sent content or a relation."""

from collections.abc import Iterable
from dataclasses import replace

from mcp_mem0.domain.model.rows import Intake, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import normalise_name


def build_statement(intake: Intake, known_names: Iterable[str] = ()) -> Statement | None:
    """Return the caller's statement word for word, or None if it sent messages alone.

    Args:
        intake: What came in.
        known_names: Names in use nearby, which are names in the statement, too.
    """
    relation = intake.relation
    text = relation.text if relation is not None else intake.content
    if text is None:
        return None
    known = frozenset(map(normalise_name, known_names))
    ends = () if relation is None else (relation.subject, relation.object)
    return replace(
        Statement.from_words(text).set_dates(intake.stated_start, intake.stated_end),
        entities=tuple(dict.fromkeys(ends)) or extract_entities(text, known),
        relations=() if relation is None else (relation,),
    )
