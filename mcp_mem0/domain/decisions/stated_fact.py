"""Building the statement of a caller who sent content or a relation."""

from dataclasses import replace

from mcp_mem0.domain.model.rows import Intake, Statement
from mcp_mem0.domain.text.entity_extraction import extract_entities


def build_statement(intake: Intake) -> Statement | None:
    """Return the caller's statement word for word, or None if it sent messages alone."""
    relation = intake.relation
    text = relation.text if relation is not None else intake.content
    if text is None:
        return None
    ends = () if relation is None else (relation.subject, relation.object)
    return replace(
        Statement.from_words(text).set_dates(intake.stated_start, intake.stated_end),
        entities=tuple(dict.fromkeys(ends)) or extract_entities(text),
        relations=() if relation is None else (relation,),
    )
