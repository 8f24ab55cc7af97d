"""LanceDB is imported without the client of its REST service, and works as with it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

_LIST_TABLES = """
import sys, anyio
import mcp_mem0.adapters.lancedb_records
import lancedb

async def list_tables():
    connection = await lancedb.connect_async(sys.argv[1])
    await connection.create_table("ours", [{"number": 1}])
    found = await connection.list_tables()
    print(found.tables, type(found).__module__)

anyio.run(list_tables)
print("lance_namespace_urllib3_client.api_client" in sys.modules)
"""

_NEEDS_MORE = """
from lance_namespace_urllib3_client.models import ListTablesResponse
ListTablesResponse.model_fields["tables"]
"""


def run(store: Path, *paths: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _LIST_TABLES, str(store)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.splitlines()


def test_the_client_is_not_loaded_and_a_model_of_it_is_when_it_is_used(tmp_path: Path) -> None:
    used = "lance_namespace_urllib3_client.models.list_tables_response"

    assert run(tmp_path) == [f"['ours'] {used}", "False"]


def test_a_version_that_needs_the_client_at_its_import_gets_it(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("lance_namespace")
    assert spec is not None
    assert spec.origin is not None
    newer = tmp_path / "newer" / "lance_namespace"
    shutil.copytree(Path(spec.origin).parent, newer)
    with (newer / "__init__.py").open("a", encoding="utf-8") as code:
        code.write(_NEEDS_MORE)

    found = run(tmp_path / "store", newer.parent)

    used = "lance_namespace_urllib3_client.models.list_tables_response"
    assert found == [f"['ours'] {used}", "True"]
