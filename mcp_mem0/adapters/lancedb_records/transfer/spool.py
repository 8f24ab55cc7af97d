"""Records on their way to the table, in a file without a name, so that none need be in memory.

Such a file goes with the process that has it open, however that ends.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.mapping import Record, build_batch
from mcp_mem0.domain.errors import StoreError


class Spool:
    """Records as Arrow has them, written once and read as often as is needed. Its calls block.

    Args:
        schema: The schema of the table.
        folder: On whose disk the file is; None leaves that to the system.

    Attributes:
        count: How many records there are.
    """

    def __init__(self, schema: pa.Schema, folder: Path | None) -> None:
        self._schema = schema
        # Closed when this is left.
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def fill(self, batches: Iterable[Sequence[Record]]) -> None:
        """Write all records.

        Raises:
            StoreError: They are not such as the table takes, or there is no room for them.
        """
        try:
            with pa.ipc.new_stream(self._file, self._schema) as writer:
                for records in batches:
                    if records:
                        writer.write_table(build_batch(records, self._schema))
                        self.count += len(records)
            self._file.flush()
        except OSError as error:
            raise StoreError(
                f"there is no room beside the store for the import ({error.strerror or error}):"
                " make some, then try again; nothing was imported"
            ) from error

    def open(self) -> pa.RecordBatchReader:
        """Return all records, a batch after the other."""
        self._file.seek(0)
        return pa.ipc.open_stream(self._file)

    def read_all(self) -> pa.Table:
        """Return all records at once."""
        return self.open().read_all()

    def find_id(self, ids: Collection[str]) -> str | None:
        """Return the id of a record that is among some; None if none is."""
        for batch in self.open():
            for row_id in batch.column("id").to_pylist():
                if row_id in ids:
                    return str(row_id)
        return None
