"""What the memories of a run took to build, and how large they became."""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.reports.run_material import RunMaterial


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstructionReport:
    """The figures of one way to build memories, over all conversations.

    Attributes:
        sessions: How many were remembered.
        stores: How many conversations are finished.
        usage: What models did.
        milliseconds: How long remembering took.
        bytes: The size of the finished stores on disk; facts, relations and messages are theirs.
    """

    construction: str
    sessions: int
    stores: int
    usage: Usage
    milliseconds: float
    bytes: int
    facts: int
    relations: int
    messages: int


def report_constructions(material: RunMaterial) -> tuple[ConstructionReport, ...]:
    """Return the figures of each construction, in the order in which they were begun."""
    return tuple(_report_construction(material, name) for name in _list_names(material))


def _list_names(material: RunMaterial) -> Iterator[str]:
    yield from dict.fromkeys(each.construction for each in (*material.sessions, *material.stores))


def _report_construction(material: RunMaterial, name: str) -> ConstructionReport:
    # Of two records of a session, or of a store, the last counts.
    sessions = {
        (each.conversation, each.session): each
        for each in material.sessions
        if each.construction == name
    }.values()
    stores = {
        each.conversation: each for each in material.stores if each.construction == name
    }.values()
    return ConstructionReport(
        construction=name,
        sessions=len(sessions),
        stores=len(stores),
        usage=sum((each.usage for each in sessions), Usage()),
        milliseconds=sum(each.milliseconds for each in sessions),
        bytes=sum(each.bytes for each in stores),
        facts=sum(each.facts for each in stores),
        relations=sum(each.relations for each in stores),
        messages=sum(each.messages for each in stores),
    )
