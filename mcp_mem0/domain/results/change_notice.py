"""`ChangeNotice`, which facts, entities and changes a subscriber is notified of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNotice:
    """What changed in a space up to a revision.

    Attributes:
        revision: The newest revision that is included.
        facts: Lineage ids of facts that were opened or closed.
        entities: Names, as spelled, that these facts and their relations mention.
        changes: Ids of the changes themselves.
        acts: What they were: remember, forget and so on.
    """

    revision: int
    facts: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
