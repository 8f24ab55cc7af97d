"""A store that nobody has open, copied as a whole."""

import shutil
from pathlib import Path

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace


def copy_closed_store(store: Path, copy: Path) -> None:
    """Copy the folder of a store, of which nothing is open.

    SQLite removes the files beside the front when the last connection to it is closed. While they
    are there, somebody has it open, and a copy may miss one of them in the middle.
    """
    assert [log.name for log in LocalPlace(store).front_logs if log.exists()] == []
    shutil.copytree(store, copy)
