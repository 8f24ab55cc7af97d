"""Writes facts one by one, for tests of what is derived from them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.ports import Records
from tests.support.row_builders import SPACE, changing, fact, relation

Triple = tuple[str, str, str]


@dataclass
class FactWriter:
    """One change after another in the default space."""

    records: Records
    revision: int = 0
    facts: int = 0
    relations: int = 0

    async def add_fact(self, text: str, *names: str, states: Sequence[Triple] = ()) -> Fact:
        """Add a fact that mentions some names and states some relations."""
        added, stated = self.rows(text, *names, states=states)
        self.revision += 1
        await self.records.commit(changing(added, *stated, revision=self.revision))
        return added

    def rows(
        self, text: str, *names: str, states: Sequence[Triple] = ()
    ) -> tuple[Fact, list[Relation]]:
        """Return the rows of a fact, not committed yet."""
        self.facts += 1
        added = replace(fact(self.facts, text=text), entities=names)
        stated: list[Relation] = []
        for triple in states:
            self.relations += 1
            stated.append(relation(self.relations, *triple, of=added))
        return added, stated

    async def close(self, *added: Fact, how: Closing = "forgotten") -> None:
        """Close facts with the relations that they state, in one change."""
        await self.change([], added, how)

    async def correct(self, old: Fact, text: str, *names: str) -> Fact:
        """Close a fact and add another, in one change."""
        added, stated = self.rows(text, *names)
        await self.change([added, *stated], [old])
        return added

    async def change(
        self,
        opened: Sequence[Fact | Relation],
        closed: Sequence[Fact],
        how: Closing = "replaced",
    ) -> None:
        """Open rows and close facts with the relations that they state, in one change."""
        self.revision += 1
        ids = tuple(each.id for each in closed)
        facts = await self.records.find(Fact, Filter(spaces=(SPACE,), ids=ids), vectors=True)
        where = Filter(spaces=(SPACE,), sources=ids)
        relations = await self.records.find(Relation, where, vectors=True)
        rows = [*facts, *relations]
        await self.records.commit(changing(*opened, revision=self.revision, closed=rows, how=how))
