"""Exporting spaces as pages for people.

The facts of a space are in memory meanwhile, without their vectors.
"""

from contextlib import aclosing
from dataclasses import dataclass

from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.transfer.markdown_text import (
    escape_markdown,
    format_front_matter,
    format_link,
)
from mcp_mem0.domain.transfer.page_names import choose_page_names
from mcp_mem0.domain.transfer.pages import INDEX, SpacePages
from mcp_mem0.domain.transfer.values import ExportReport, ExportRequest, OnProgress
from mcp_mem0.ports import FrozenSpaces, PageTarget, PageWriter, SpaceMover
from mcp_mem0.services.erase.scope import EraseScope
from mcp_mem0.services.transfer.export_lines import check_spaces, count_by_name
from mcp_mem0.services.transfer.forgotten_words import ForgottenWords

_GONE = frozenset({"forgotten", "undone"})
"""How facts were closed that no page tells of."""


@dataclass(frozen=True, kw_only=True)
class ExportPages:
    """Writes spaces as pages.

    Args:
        mover: The store, opened, for spaces as a whole.
        scope: Finds all that has words that were forgotten.
    """

    mover: SpaceMover
    scope: EraseScope

    async def export(
        self, request: ExportRequest, target: PageTarget, on_progress: OnProgress | None = None
    ) -> ExportReport:
        """Write the pages of the spaces of a request, and return what was written.

        Raises:
            NotFoundError: One of the spaces holds nothing.
            RequestError: The folder cannot be written, or has files of others in their places; or
                forgotten words were asked for.
            StoreError: The store cannot be read.
        """
        if request.has_forgotten:
            raise RequestError(
                "pages never tell what was forgotten: leave out --with-forgotten, or export jsonl"
            )
        pages = 0
        async with self.mover.freeze(request.spaces) as frozen:
            await check_spaces(request, frozen, self.scope.records)
            words = await ForgottenWords.plan(self.scope, frozen)
            async with target.open() as writer:
                folders = choose_page_names(frozen.spaces, taken=(INDEX,))
                spaces = await self._read(frozen, words, folders, on_progress)
                for space in spaces.values():
                    pages += await _write_space(space, writer)
                await writer.write(f"{INDEX}.md", _build_index(frozen, spaces, folders))
        return ExportReport(
            target=request.target,
            rows=count_by_name(frozen),
            pages=pages + 1,
            removed=writer.removed,
        )

    async def _read(
        self,
        frozen: FrozenSpaces,
        words: ForgottenWords,
        folders: dict[str, str],
        tell: OnProgress | None,
    ) -> dict[str, SpacePages]:
        facts: dict[str, list[Fact]] = {}
        relations: dict[str, list[Relation]] = {}
        total = sum(count[Fact] + count[Relation] for count in frozen.counts.values())
        done = 0
        async with aclosing(frozen.read([Fact, Relation], vectors=False)) as batches:
            async for batch in batches:
                for stored in batch:
                    row = words.take_out(stored) if isinstance(stored, Fact) else stored
                    if isinstance(row, Fact) and row.text and row.retired_as not in _GONE:
                        facts.setdefault(row.space, []).append(row)
                    elif isinstance(row, Relation) and row.is_open:
                        relations.setdefault(row.space, []).append(row)
                done += len(batch)
                if tell is not None:
                    tell("reading", done, total)
        return {
            space: SpacePages(
                space,
                folders[space],
                facts.get(space, []),
                relations.get(space, []),
                frozen.taken_at,
            )
            for space in frozen.spaces
        }


async def _write_space(space: SpacePages, writer: PageWriter) -> int:
    count = 0
    for page in space.build():
        await writer.write(page.path, page.text)
        count += 1
    return count


def _build_index(
    frozen: FrozenSpaces, spaces: dict[str, SpacePages], folders: dict[str, str]
) -> str:
    front = {"title": "Memory", "exported": format_day(frozen.taken_at)}
    lines = [
        f"- {format_link(f'{folders[name]}/{INDEX}', name)}"
        f" ({space.fact_count:,} facts, {space.thing_count:,} pages)"
        for name, space in spaces.items()
    ]
    intro = escape_markdown("What is remembered, by space: each thing that facts name has a page.")
    return "\n\n".join([format_front_matter(front), "# Memory", intro, "\n".join(lines)]) + "\n"
