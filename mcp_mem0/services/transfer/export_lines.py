"""Exporting spaces as lines, as of one moment, although others go on writing."""

import hashlib
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import anyio.to_thread

from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.invariants import UnreadableRow
from mcp_mem0.domain.model.rows import Head, Row
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.transfer.header import EmbedderLine, EndLine, HeaderLine, SpaceLine
from mcp_mem0.domain.transfer.row_lines import KIND_NAMES, KINDS, StoredLine, encode_row
from mcp_mem0.domain.transfer.values import ExportReport, ExportRequest, OnProgress
from mcp_mem0.ports import FrozenSpaces, LineTarget, LineWriter, RecordReader, SpaceMover
from mcp_mem0.services.erase.scope import EraseScope
from mcp_mem0.services.recall.space_names import SpaceDirectory
from mcp_mem0.services.transfer.forgotten_words import ForgottenWords


@dataclass(frozen=True, kw_only=True)
class ExportLines:
    """Writes spaces as lines.

    Args:
        mover: The store, opened, for spaces as a whole.
        scope: Finds all that has words that were forgotten.
        identity: The embedding model of the store.
        program: The version of this program, which the first line names.
    """

    mover: SpaceMover
    scope: EraseScope
    identity: EmbedderIdentity
    program: str

    async def export(
        self, request: ExportRequest, target: LineTarget, on_progress: OnProgress | None = None
    ) -> ExportReport:
        """Write the spaces of a request, and return what was written.

        Args:
            request: The request.
            target: Where the lines go.
            on_progress: Told how far it is.

        Raises:
            NotFoundError: One of the spaces holds nothing.
            RequestError: The target cannot be written; nothing is left of it.
            StoreError: The store cannot be read, or has rows that cannot.
        """
        async with target.open() as writer, self.mover.freeze(request.spaces) as frozen:
            await check_spaces(request, frozen, self.scope.records)
            words = None
            if not request.has_forgotten:
                words = await ForgottenWords.plan(self.scope, frozen)
            copy = _Copy(request=request, frozen=frozen, words=words, tell=on_progress)
            await copy.write(self._build_header(request, frozen), writer)
        return ExportReport(target=request.target, rows=count_by_name(frozen), blanked=copy.blanked)

    def _build_header(self, request: ExportRequest, frozen: FrozenSpaces) -> HeaderLine:
        counts = count_by_name(frozen)
        heads = frozen.heads
        return HeaderLine(
            schema_version=self.mover.schema_version,
            program=self.program,
            exported_at=frozen.taken_at,
            embedder=EmbedderLine(
                name=self.identity.name,
                revision=self.identity.revision,
                dimensions=self.identity.dimensions,
            ),
            vectors=request.has_vectors,
            forgotten_words=request.has_forgotten,
            spaces={
                space: SpaceLine(
                    revision=heads[space].revision if space in heads else None, rows=counts[space]
                )
                for space in frozen.spaces
            },
        )


@dataclass(kw_only=True)
class _Copy:
    """One export under way."""

    request: ExportRequest
    frozen: FrozenSpaces
    words: ForgottenWords | None
    tell: OnProgress | None
    lines: int = 0
    blanked: int = 0

    async def write(self, header: HeaderLine, writer: LineWriter) -> None:
        digest = hashlib.sha256()
        async with aclosing(self._build_lines(header)) as parts:
            async for part in parts:
                digest.update(part)
                await writer.write(part)
        end = EndLine(lines=self.lines, sha256=digest.hexdigest())
        await writer.write(end.model_dump_json().encode() + b"\n")

    async def _build_lines(self, header: HeaderLine) -> AsyncGenerator[bytes]:
        self.lines = 1
        yield header.model_dump_json().encode() + b"\n"
        vectors = self.request.has_vectors
        for kind in KINDS.values():
            async with aclosing(self.frozen.read([kind], vectors=vectors)) as batches:
                async for batch in batches:
                    rows = [_require_readable(row) for row in batch]
                    yield await anyio.to_thread.run_sync(self._encode, rows)
                    if self.tell is not None:
                        self.tell("reading", self.lines - 1, header.row_count)
        # Last: only with it is a space whole.
        yield await anyio.to_thread.run_sync(self._encode, [*self.frozen.heads.values()])

    def _encode(self, rows: Sequence[StoredLine]) -> bytes:
        encoded: list[bytes] = []
        for row in rows:
            left = row
            if self.words is not None and isinstance(row, Row):
                left = self.words.take_out(row)
                self.blanked += left != row
            encoded.append(encode_row(left, has_vectors=self.request.has_vectors))
        self.lines += len(encoded)
        return b"".join(encoded)


async def check_spaces(request: ExportRequest, frozen: FrozenSpaces, records: RecordReader) -> None:
    """Check that there is something to export.

    Raises:
        NotFoundError: There is not.
    """
    missing = sorted({*request.spaces} - {*frozen.spaces})
    if missing:
        raise await SpaceDirectory(records=records).build_unknown_error(missing[0])


def count_by_name(frozen: FrozenSpaces) -> dict[str, Mapping[str, int]]:
    """Return how many rows of each kind the spaces have, by the names of kinds."""
    return {
        space: Counter({KIND_NAMES[kind]: n for kind, n in frozen.counts.get(space, {}).items()})
        for space in frozen.spaces
    }


def _require_readable(row: Row | Head | UnreadableRow) -> StoredLine:
    if isinstance(row, UnreadableRow):
        raise StoreError(
            f"row {row.id} of the store cannot be read ({row.why}), so an export would not be"
            " whole: run `mcp-mem0 check --repair`"
        )
    return row
