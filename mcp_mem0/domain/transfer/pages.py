"""The pages of a space for people: one for each thing that facts name, and one that lists them.

They are made of facts that were not forgotten, and read without this program.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from mcp_mem0.domain.dates import format_day, spell_stated
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.rendering.closing_words import describe_dated_closing
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.domain.transfer.markdown_text import (
    escape_markdown,
    format_front_matter,
    format_link,
    link_names,
)
from mcp_mem0.domain.transfer.page_names import choose_page_names

INDEX: Final = "index"
OTHERS: Final = "other facts"
"""The page of facts that name nothing."""


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page: its path with the ending, and what stands on it."""

    path: str
    text: str


@dataclass(slots=True)
class _Thing:
    """What has a page: how it is spelled, and what is said of it."""

    spellings: dict[str, int] = field(default_factory=dict[str, int])
    types: set[str] = field(default_factory=set[str])
    facts: dict[str, Fact] = field(default_factory=dict[str, Fact])
    relations: dict[str, Relation] = field(default_factory=dict[str, Relation])

    @property
    def name(self) -> str:
        """Its most usual spelling."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))

    def add_spelling(self, name: str) -> None:
        self.spellings[name] = self.spellings.get(name, 0) + 1


HeldT = TypeVar("HeldT", Fact, Relation)


class SpacePages:
    """Builds the pages of a space.

    Args:
        space: Its name.
        folder: The folder of its pages.
        facts: Its facts, all revisions of them.
        relations: Its open relations.
        exported_at: When it was read.
    """

    def __init__(
        self,
        space: str,
        folder: str,
        facts: Iterable[Fact],
        relations: Iterable[Relation],
        exported_at: datetime,
    ) -> None:
        self._space = space
        self._folder = folder
        self._exported_at = exported_at
        self._revisions: dict[str, list[Fact]] = {}
        self._nameless: dict[str, Fact] = {}
        self._things: dict[str, _Thing] = {}
        for fact in facts:
            self._revisions.setdefault(fact.lineage, []).append(fact)
        for revisions in self._revisions.values():
            revisions.sort(key=lambda fact: fact.revision)
            self._add_fact(revisions[-1])
        for relation in relations:
            self._add_relation(relation)
        taken = (INDEX, OTHERS)
        names = choose_page_names((thing.name for thing in self._things.values()), taken=taken)
        self._pages = {key: f"{folder}/{names[thing.name]}" for key, thing in self._things.items()}

    @property
    def fact_count(self) -> int:
        """How many facts hold."""
        return sum(revisions[-1].is_open for revisions in self._revisions.values())

    @property
    def thing_count(self) -> int:
        """How many pages of things there are."""
        return len(self._things)

    def build(self) -> Iterator[MarkdownPage]:
        """Return the pages."""
        for key in sorted(self._things, key=self._pages.__getitem__):
            yield MarkdownPage(f"{self._pages[key]}.md", self._build_thing(key, self._things[key]))
        if self._nameless:
            yield MarkdownPage(f"{self._folder}/{OTHERS}.md", self._build_others())
        yield MarkdownPage(f"{self._folder}/{INDEX}.md", self._build_index())

    def _add_fact(self, fact: Fact) -> None:
        for name in fact.entities:
            thing = self._things.setdefault(normalise_name(name), _Thing())
            thing.add_spelling(name)
            thing.facts[fact.lineage] = fact
        if not fact.entities:
            self._nameless[fact.lineage] = fact

    def _add_relation(self, relation: Relation) -> None:
        ends = ((relation.subject, relation.subject_type), (relation.object, relation.object_type))
        for name, kind in ends:
            thing = self._things.setdefault(normalise_name(name), _Thing())
            thing.add_spelling(name)
            thing.relations[relation.id] = relation
            if kind:
                thing.types.add(kind)

    def _build_thing(self, key: str, thing: _Thing) -> str:
        holding, past = _split_facts(thing.facts.values())
        front: dict[str, object] = {
            "title": thing.name,
            "space": self._space,
            "facts": len(holding),
            "relations": len(thing.relations),
            "exported": format_day(self._exported_at),
        }
        others = sorted(spelling for spelling in thing.spellings if spelling != thing.name)
        if others:
            front["aliases"] = others
        if thing.types:
            front["type"] = sorted(thing.types)
        parts = [format_front_matter(front), f"# {escape_markdown(thing.name)}"]
        parts += self._list_section("Facts", holding, besides=key)
        if thing.relations:
            lines = [self._format_relation(each, key) for each in _sort(thing.relations.values())]
            parts.append("## Relations\n\n" + "\n".join(lines))
        parts += self._list_section("No longer so", past, besides=key)
        return "\n\n".join(parts) + "\n"

    def _build_others(self) -> str:
        holding, past = _split_facts(self._nameless.values())
        front = {"title": OTHERS, "space": self._space, "facts": len(holding)}
        parts = [format_front_matter(front), "# Facts that name nothing"]
        parts += self._list_section("Facts", holding)
        parts += self._list_section("No longer so", past)
        return "\n\n".join(parts) + "\n"

    def _build_index(self) -> str:
        front = {
            "title": self._space,
            "facts": self.fact_count,
            "pages": self.thing_count,
            "exported": format_day(self._exported_at),
        }
        keys = sorted(self._things, key=self._pages.__getitem__)
        lines = [
            f"- {format_link(self._pages[key], self._things[key].name)}"
            f" ({_count(self._things[key])})"
            for key in keys
        ]
        if self._nameless:
            page = f"{self._folder}/{OTHERS}"
            lines.append(f"- {format_link(page, OTHERS)} ({len(self._nameless)})")
        title = f"# {escape_markdown(self._space)}"
        return "\n\n".join([format_front_matter(front), title, "\n".join(lines)]) + "\n"

    def _list_section(
        self, title: str, facts: Sequence[Fact], *, besides: str | None = None
    ) -> list[str]:
        if not facts:
            return []
        return [f"## {title}\n\n" + "\n".join(self._format_fact(fact, besides) for fact in facts)]

    def _format_fact(self, fact: Fact, besides: str | None) -> str:
        pages = self._find_pages(fact.entities, besides)
        text, rest = link_names(fact.text, pages)
        also = ", ".join(format_link(pages[name], name) for name in sorted(rest))
        author, session = escape_markdown(fact.author) or "?", escape_markdown(fact.session) or "?"
        source = f"said on {format_day(fact.said_at)} by {author}, in {session} (`{fact.id}`)"
        lines = [
            f"- {text}{_format_span(fact)}{f' — see {also}' if also else ''}",
            f"    - {source}",
        ]
        if fact.quote and fact.quote != fact.text:
            lines.insert(1, f"    - “{escape_markdown(fact.quote)}”")
        if fact.tags:
            lines.append(f"    - tags: {', '.join(map(escape_markdown, fact.tags))}")
        before = self._revisions[fact.lineage][:-1]
        lines += [
            f"    - was: {escape_markdown(each.text)}{_format_span(each)}"
            for each in reversed(before)
            if each.text != fact.text
        ]
        return "\n".join(lines)

    def _format_relation(self, relation: Relation, key: str) -> str:
        ends = [
            escape_markdown(name)
            if normalise_name(name) == key
            else format_link(self._pages[normalise_name(name)], name)
            for name in (relation.subject, relation.object)
        ]
        predicate = escape_markdown(relation.predicate.replace("_", " "))
        return f"- {ends[0]} {predicate} {ends[1]}{_format_span(relation)}"

    def _find_pages(self, names: Iterable[str], besides: str | None) -> Mapping[str, str]:
        keys = {name: normalise_name(name) for name in names}
        return {name: self._pages[key] for name, key in keys.items() if key != besides}


def _split_facts(facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    ordered = _sort(facts)
    holding = [fact for fact in ordered if fact.is_open]
    return holding, [fact for fact in ordered if not fact.is_open]


def _sort(rows: Iterable[HeldT]) -> list[HeldT]:
    return sorted(rows, key=lambda row: (row.start, row.id))


def _count(thing: _Thing) -> str:
    facts = sum(fact.is_open for fact in thing.facts.values())
    return "1 fact" if facts == 1 else f"{facts:,} facts"


def _format_span(row: Fact | Relation) -> str:
    start = row.since if row.valid_from is not None else None
    parts = [
        f"since {spell_stated(start)}" if start is not None else None,
        f"until {spell_stated(row.until)}" if row.until is not None else None,
        describe_dated_closing(
            row.retired_as, format_day(row.retired_at) if row.retired_at else None
        ),
    ]
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""
