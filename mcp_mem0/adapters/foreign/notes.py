"""Notes in Markdown, as basic-memory and Obsidian keep them."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.front_matter import FrontMatter, split_front_matter
from mcp_mem0.adapters.foreign.files.text_lines import read_text
from mcp_mem0.adapters.foreign.markdown_parts import MarkdownPart, split_markdown
from mcp_mem0.adapters.foreign.server_memory import state_observation
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import (
    ForeignItem,
    ForeignMessage,
    ForeignRecord,
    ForeignRelation,
    SkippedRecord,
)

TITLE: Final = "notes in Markdown (basic-memory, Obsidian, or a folder of .md)"
_DATES: Final = ("created", "date", "created_at", "date created", "updated", "modified")
_TAG: Final = re.compile(r"(?:(?<=\s)|^)#([^\s#\[\](),;:]*[^\W\d][^\s#\[\](),;:]*)")
_TAGS_AT_END: Final = re.compile(r"(?:\s+#[^\s#]+)+$")
_OBSERVATION: Final = re.compile(r"\[([^\[\]()]{2,60})\]\s+(\S.*)", re.DOTALL)
_CLOCK: Final = re.compile(r"[\d:.,\s-]+")
_RELATION: Final = re.compile(
    r"(?:\"([^\"]+)\"|'([^']+)'|([^\s\[\]]+))\s+\[\[([^\[\]]+)\]\]\s*(?:\(([^()]*)\))?"
)
_LINK: Final = re.compile(r"(?<!!)\[\[([^\[\]]+)\]\]")
_TASK: Final = re.compile(r"\[.\]\s")


def is_notes(collection: Collection) -> bool:
    """Return whether there are notes."""
    return any(map(is_note, collection.files))


def is_note(file: SourceFile) -> bool:
    """Return whether a file is called like a note; a drawing in Markdown is none."""
    name = file.basename.casefold()
    return name.endswith((".md", ".markdown")) and not name.endswith(".excalidraw.md")


def read_notes(collection: Collection) -> Generator[ForeignItem]:
    """Return observations as statements, relations and links, and the rest word for word."""
    for name in collection.left_out:
        yield SkippedRecord(place=name, reason="it is a link that leads out of the folder")
    for file in filter(is_note, collection.files):
        yield from _Note.parse(file).read_records()


@dataclass(frozen=True, slots=True)
class _Note:
    """One note: its name in relations, when it was written, and its tags."""

    file: SourceFile
    matter: FrontMatter
    title: str
    said_at: str | None
    tags: tuple[str, ...]

    @classmethod
    def parse(cls, file: SourceFile) -> "_Note":
        """Read a note.

        Raises:
            RequestError: It is not in UTF-8.
        """
        matter = split_front_matter(read_text(file))
        stem = PurePosixPath(file.basename).stem
        # A daily note is called like its day.
        dates = (*(matter.get_first(name) for name in _DATES), stem)
        said = next((date for each in dates if (date := read_foreign_date(each))), None)
        tags = (*matter.fields.get("tags", ()), *matter.fields.get("tag", ()))
        return cls(
            file,
            matter,
            matter.get_first("title") or stem,
            said or (file.modified and file.modified.isoformat()),
            tuple(tag.removeprefix("#") for tag in tags),
        )

    def read_records(self) -> Generator[ForeignItem]:
        """Return all that a note says."""
        parts = list(split_markdown(self.matter.text, first_line=self.matter.first_line))
        if not parts:
            yield SkippedRecord(place=self.file.name, reason="the note says nothing")
            return
        prose: list[MarkdownPart] = []
        links: dict[str, MarkdownPart] = {}
        for part in parts:
            record = self._read_item(part) if part.kind == "item" else None
            if record is not None:
                yield record
                continue
            prose.append(part)
            for match in _LINK.finditer(part.text):
                links.setdefault(_read_target(match[1]), part)
        yield from self._build_sections(prose)
        for target, part in links.items():
            if target and target != self.title:
                yield self._build_relation(part, "links_to", target)

    def _read_item(self, part: MarkdownPart) -> ForeignRecord | None:
        """Return a list item that is an observation or a relation."""
        relation = _RELATION.fullmatch(part.text.strip())
        if relation is not None:
            predicate = next(each for each in relation.group(1, 2, 3) if each)
            return self._build_relation(part, predicate, _read_target(relation[4]))
        if _TASK.match(part.text):
            return None
        found = _OBSERVATION.fullmatch(part.text.strip())
        if found is None or found[2].startswith("(") or _CLOCK.fullmatch(found[1]):
            return None
        words = _TAGS_AT_END.sub("", found[2]).strip()
        return ForeignRecord(
            identity=f"observation\0{self.title}\0{found[2]}",
            place=self._get_place(part),
            content=state_observation(self.title, words),
            said_at=self.said_at,
            tags=(found[1].strip(), *_TAG.findall(found[2]), *self.tags),
        )

    def _build_relation(self, part: MarkdownPart, predicate: str, target: str) -> ForeignRecord:
        return ForeignRecord(
            identity=f"relation\0{self.title}\0{predicate}\0{target}",
            place=self._get_place(part),
            relation=ForeignRelation(subject=self.title, predicate=predicate, object=target),
            said_at=self.said_at,
            tags=self.tags,
        )

    def _build_sections(self, prose: list[MarkdownPart]) -> Iterator[ForeignRecord]:
        """Return the sections of a note, each as a message with what it is under."""
        sections: dict[tuple[str, ...], list[MarkdownPart]] = {}
        for part in prose:
            sections.setdefault(part.headings, []).append(part)
        for headings, parts in sections.items():
            names = dict.fromkeys((self.title, *headings))
            words = "\n".join(map(_write_part, parts))
            text = f"{' › '.join(names)}\n\n{words}"
            yield ForeignRecord(
                identity=f"section\0{self.file.name}\0{text}",
                place=self._get_place(parts[0]),
                messages=(ForeignMessage(role="user", content=text, at=self.said_at),),
                said_at=self.said_at,
                session=f"note {self.file.name}",
                tags=(*self.tags, *_TAG.findall(words)),
            )

    def _get_place(self, part: MarkdownPart) -> str:
        return f"{self.file.name}:{part.line}"


def _read_target(link: str) -> str:
    """Return the name of the note that a link leads to, without its alias, part and folder."""
    return (
        link.split("|", maxsplit=1)[0]
        .split("#", maxsplit=1)[0]
        .rsplit("/", 1)[-1]
        .strip()
        .removesuffix(".md")
    )


def _write_part(part: MarkdownPart) -> str:
    return f"- {part.text}" if part.kind == "item" else part.text
