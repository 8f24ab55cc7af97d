"""What is stored: the rows of the one table, as frozen values.

Rows are opened and closed, never rewritten: `recorded_*` says when and by which change a row
was opened, `retired_*` when, by which and why it was closed. The head row alone is replaced.
World time (`said_at`, `valid_from`, `valid_to`, `ended_at`) is aware, with the offset of those who
said it where that is known. A bare day, month or year has no zone: it counts from midnight UTC, and
the precision beside it says that it is one. What opens and closes them is no row but a change,
beside this folder; all others import the rows from here.
"""

from typing import TypeAlias

from mcp_mem0.domain.model.rows.episodes import (
    ROLES,
    AwaitedDecider,
    Episode,
    Excerpt,
    Intake,
    Message,
    Role,
    Target,
)
from mcp_mem0.domain.model.rows.facts import Fact, FactContent, Statement
from mcp_mem0.domain.model.rows.relations import Relation, StatedRelation
from mcp_mem0.domain.model.rows.row import Head, HeldRow, Row

__all__ = [
    "ROLES",
    "AwaitedDecider",
    "Episode",
    "Excerpt",
    "Fact",
    "FactContent",
    "Head",
    "HeldRow",
    "Intake",
    "Message",
    "Readable",
    "Relation",
    "Role",
    "Row",
    "StatedRelation",
    "Statement",
    "Target",
]

Readable: TypeAlias = Excerpt | Fact | Relation
"""What has a text that can be found and shown."""
