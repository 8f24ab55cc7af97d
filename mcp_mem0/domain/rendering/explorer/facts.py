"""Rendering a fact as the explorer shows it: all revisions, with all that is known of each."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from mcp_mem0.domain.dates import format_moment, format_stated
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.rendering.history import RevisionModel, build_history_model
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.history import FactHistory


class RelationModel(Output):
    """A relation that a fact states."""

    subject: str
    predicate: str
    object: str
    subject_type: str | None = None
    object_type: str | None = None


class SpanModel(Output):
    """From when until when, on one clock."""

    from_: Annotated[str | None, Field(serialization_alias="from")] = None
    to: str | None = None


class RevisionDetailsModel(RevisionModel):
    """A revision with everything that is known of it.

    `valid` is the clock of the world, `known` that of the store.
    """

    open: bool
    entities: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    session: str
    source: str
    relations: tuple[RelationModel, ...]
    valid: SpanModel
    known: SpanModel


class FactDetailsModel(Output):
    """A fact with all of its revisions, oldest first."""

    id: str
    space: str
    open: bool
    revisions: tuple[RevisionDetailsModel, ...]


def build_fact_details_model(
    history: FactHistory, relations: Mapping[str, Sequence[Relation]]
) -> FactDetailsModel:
    """Return a fact as JSON.

    Args:
        history: Its revisions.
        relations: What each of them states, by its row id.
    """
    plain = build_history_model(history).revisions
    revisions = tuple(
        _build_revision(model, revision.fact, relations.get(revision.fact.id, ()))
        for model, revision in zip(plain, history.revisions, strict=True)
    )
    return FactDetailsModel(
        id=history.lineage,
        space=history.space,
        open=any(revision.open for revision in revisions),
        revisions=revisions,
    )


def _build_revision(
    plain: RevisionModel, fact: Fact, relations: Sequence[Relation]
) -> RevisionDetailsModel:
    known = {name: getattr(plain, name) for name in RevisionModel.model_fields}
    return RevisionDetailsModel(
        **known,
        open=fact.is_open,
        entities=fact.entities,
        tags=fact.tags,
        author=fact.author,
        session=fact.session,
        source=fact.source,
        relations=tuple(map(_build_relation_model, relations)),
        valid=SpanModel(
            from_=format_stated(fact.since, times=True) if fact.valid_from else None,
            to=format_stated(fact.until, times=True) if fact.until else None,
        ),
        known=SpanModel(
            from_=format_moment(fact.recorded_at),
            to=None if fact.retired_at is None else format_moment(fact.retired_at),
        ),
    )


def _build_relation_model(relation: Relation) -> RelationModel:
    return RelationModel(
        subject=relation.subject,
        predicate=relation.predicate,
        object=relation.object,
        subject_type=relation.subject_type,
        object_type=relation.object_type,
    )
