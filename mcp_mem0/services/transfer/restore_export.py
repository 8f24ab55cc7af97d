"""Importing an export of this program: its spaces become spaces of this store, as they were.

All lines are read and checked before anything is written, and then all rows are written in one
commit. So a process that is killed leaves nothing half imported, and the next run begins anew,
but for the vectors that it has computed by then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeVar

import anyio.to_thread

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Head, Readable, Row
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.transfer.embed_texts import build_embed_text
from mcp_mem0.domain.transfer.header import HeaderLine
from mcp_mem0.domain.transfer.parser import ExportParser, rename_space
from mcp_mem0.domain.transfer.row_lines import StoredLine
from mcp_mem0.domain.transfer.values import (
    ImportedSpace,
    ImportExportReport,
    ImportExportRequest,
    OnProgress,
)
from mcp_mem0.ports import Embedder, KeptVectors, LineSource, RecordReader, SpaceMover

T = TypeVar("T")

ROWS_A_BATCH: Final = 1_000
TEXTS_A_CALL: Final = 256
"""How many texts are embedded before their vectors are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What the first pass found.

    `embedded` is how many rows get a vector that is computed anew, and `taken` for each space an id
    of it that a row of the store has already.
    """

    header: HeaderLine
    digest: str
    newest: Mapping[str, Change]
    waiting: Mapping[str, frozenset[str]]
    embedded: int
    taken: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class RestoreExport:
    """Stores the spaces of exports.

    Args:
        records: The store, opened.
        mover: The same, for spaces as a whole.
        embedder: The embedding model of the store.
        keep_vectors: Returns where vectors are kept that are computed for an import with a name.
        texts_a_call: How many texts are embedded before their vectors are kept.
    """

    records: RecordReader
    mover: SpaceMover
    embedder: Embedder
    keep_vectors: Callable[[str, int], KeptVectors]
    texts_a_call: int = TEXTS_A_CALL

    async def restore(
        self,
        request: ImportExportRequest,
        source: LineSource,
        on_progress: OnProgress | None = None,
    ) -> ImportExportReport:
        """Store the spaces of an export that this store does not have yet.

        Args:
            request: The request.
            source: The file that it names.
            on_progress: Told how far it is.

        Raises:
            RequestError: The file is no whole export, a space of its name holds something else, or
                rows of it are in another space; nothing was written.
            ModelError: A vector could not be computed; nothing was written, and the next run goes
                on with the vectors from there.
            StoreError: The store could not be read or written.
        """
        tell = on_progress or _tell_nothing
        checked = await self._check(source, tell)
        names = _choose_names(checked.header, request.into)
        spaces = [
            ImportedSpace(
                name=names[was],
                was=was,
                rows=dict(line.rows),
                is_there=await self._is_there(was, names[was], checked),
            )
            for was, line in checked.header.spaces.items()
        ]
        report = ImportExportReport(
            spaces=tuple(spaces), embedded=checked.embedded, dry_run=request.dry_run
        )
        new = {space.was: space.name for space in spaces if not space.is_there}
        if not new:
            return replace(report, embedded=0)
        _check_free(new, checked.taken)
        if not request.dry_run:
            await self._write(source, checked, new, tell)
        return report

    async def _check(self, source: LineSource, tell: OnProgress) -> _Checked:
        """Read all lines and check them; nothing is written."""
        known = await self.mover.list_ids()
        taken: dict[str, str] = {}
        parser = ExportParser(checks=True)
        rows = parser.parse(source.read_lines())
        done = embedded = 0
        waiting: dict[str, set[str]] = {}
        while batch := await _run(lambda: [*islice(rows, ROWS_A_BATCH)]):
            header = _require(parser.header)
            done += sum(isinstance(row, Row) for row in batch)
            embedded += sum(self._is_embedded(row, header) for row in batch)
            for row in batch:
                if isinstance(row, Row) and row.id in known:
                    taken.setdefault(row.space, row.id)
                if isinstance(row, Episode) and row.space not in parser.newest:
                    waiting.setdefault(row.space, set()).add(row.id)
            tell("checking", done, header.row_count)
        return _Checked(
            header=_require(parser.header),
            digest=parser.digest,
            newest=parser.newest,
            waiting={space: frozenset(ids) for space, ids in waiting.items()},
            embedded=embedded,
            taken=taken,
        )

    def _is_embedded(self, row: StoredLine, header: HeaderLine) -> bool:
        """Whether a row gets a vector that is computed anew."""
        if not isinstance(row, Readable) or not row.text:
            return False
        if not header.vectors:
            return True
        return row.vector is not None and header.embedder.identity != self.embedder.identity

    async def _is_there(self, was: str, name: str, checked: _Checked) -> bool:
        """Return whether the store has a space already, as the export has it or further.

        Raises:
            RequestError: It has another one of that name.
        """
        if name not in await self.records.list_spaces():
            return False
        change = checked.newest.get(was)
        if change is None:
            ids = tuple(sorted(checked.waiting.get(was, ())))
            where = Filter(spaces=(name,), ids=ids, state="any")
            if ids and await self.records.count(Episode, where) == len(ids):
                return True
        else:
            where = Filter(spaces=(name,), ids=(change.id,), state="any")
            found = await self.records.find(Change, where)
            if [(row.revision, row.recorded_at) for row in found] == [
                (change.revision, change.recorded_at)
            ]:
                return True
        raise RequestError(
            f"space {quote_value(name)} of this store holds something else: import into a store of"
            " its own, or name another space for it; nothing was imported"
        )

    async def _write(
        self, source: LineSource, checked: _Checked, names: Mapping[str, str], tell: OnProgress
    ) -> None:
        kept: KeptVectors | None = None
        if checked.embedded:
            identity = self.embedder.identity
            name = f"{checked.digest[:32]}-{identity.name}-{identity.revision}"
            kept = self.keep_vectors(name, identity.dimensions)
            await self._embed(source, checked, kept, tell)
        rows = self._read_again(source, checked, names, kept)
        total = sum(sum(checked.header.spaces[was].rows.values()) for was in names)
        counted = _count_batches(rows, total, tell)
        await self.mover.restore(counted, sorted(names.values()))
        if kept is not None:
            await _run(kept.remove)

    async def _embed(
        self, source: LineSource, checked: _Checked, kept: KeptVectors, tell: OnProgress
    ) -> None:
        """Compute the vectors that are missing, and keep them, in the order of their rows."""
        done = await _run(kept.count)
        texts = islice(self._read_texts(source, checked.header), done, None)
        tell("embedding", done, checked.embedded)
        while some := await _run(lambda: [*islice(texts, self.texts_a_call)]):
            vectors = await self.embedder.embed(some)
            await _run(lambda: kept.append(vectors))  # noqa: B023 - called at once
            done += len(some)
            tell("embedding", done, checked.embedded)

    def _read_texts(self, source: LineSource, header: HeaderLine) -> Iterator[str]:
        for row in ExportParser(checks=False).parse(source.read_lines()):
            if self._is_embedded(row, header) and isinstance(row, Readable):
                yield build_embed_text(row)

    def _read_again(
        self,
        source: LineSource,
        checked: _Checked,
        names: Mapping[str, str],
        kept: KeptVectors | None,
    ) -> Iterator[StoredLine]:
        """Return the rows of some spaces under their new names, with their vectors."""
        parser = ExportParser(checks=False)
        vectors = iter(()) if kept is None else kept.read()
        is_same = checked.header.embedder.identity == self.embedder.identity
        for row in parser.parse(source.read_lines()):
            plain = row
            if isinstance(row, Readable):
                if self._is_embedded(row, checked.header):
                    plain = replace(row, vector=next(vectors))
                elif not is_same:
                    plain = replace(row, vector=None)
            if plain.space in names:
                yield rename_space(plain, names)
        if parser.digest != checked.digest:
            raise RequestError(
                "the file was changed while it was imported; nothing was imported: try again"
            )


def _choose_names(header: HeaderLine, into: str | None) -> dict[str, str]:
    """Return the name that each space of an export gets.

    Raises:
        RequestError: Several spaces cannot get one name.
    """
    if into is None:
        return {name: name for name in header.spaces}
    if len(header.spaces) > 1:
        listed = ", ".join(sorted(header.spaces))
        raise RequestError(
            f"the export has {len(header.spaces)} spaces ({listed}), and all cannot become"
            f" {quote_value(into)}: export one of them alone, or leave out the new name"
        )
    return {name: check_space(into) for name in header.spaces}


def _check_free(new: Mapping[str, str], taken: Mapping[str, str]) -> None:
    """Check that no row of the spaces that are to be stored has an id that the store has.

    Args:
        new: Their names in the export, and here.
        taken: An id that is taken, by the name of the space in the export.
    """
    for was, name in new.items():
        if was in taken:
            raise RequestError(
                f"space {quote_value(was)} of the export cannot become {quote_value(name)}: this"
                f" store has rows of it in another space, such as {quote_value(taken[was])}, and a"
                " second copy needs a store of its own; nothing was imported"
            )


def _count_batches(
    rows: Iterable[StoredLine], total: int, tell: OnProgress
) -> Iterator[Sequence[Row | Head]]:
    left = iter(rows)
    done = 0
    while batch := [*islice(left, ROWS_A_BATCH)]:
        yield batch
        done += sum(isinstance(row, Row) for row in batch)
        tell("writing", done, total)


def _require(header: HeaderLine | None) -> HeaderLine:
    if header is None:
        raise LookupError("the header is read first")
    return header


async def _run(block: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(block)


def _tell_nothing(stage: str, done: int, total: int) -> None:
    pass
