"""Relations: as somebody stated them, and as rows."""

from dataclasses import dataclass

from mcp_mem0.domain.model.rows.row import HeldRow
from mcp_mem0.domain.model.vectors import Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRelation:
    """A relation as somebody stated it, before it is decided."""

    subject: str
    predicate: str
    object: str
    subject_type: str | None = None
    object_type: str | None = None

    @property
    def text(self) -> str:
        """The relation as a sentence."""
        return f"{self.subject} {self.predicate.replace('_', ' ')} {self.object}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(HeldRow):
    """A typed edge between two entities, which holds exactly as long as the fact stating it.

    `source` is that fact's row id; the dates are that fact's too.
    """

    text: str
    index_text: str
    vector: Vector | None = None
    subject: str
    subject_type: str | None = None
    predicate: str
    object: str
    object_type: str | None = None
    source: str
