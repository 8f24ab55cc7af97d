"""The table's schema as text, one golden file for each schema version.

Run it with `python -m tests.adapters.lancedb_records.lifecycle.schema_texts` after a change of the
schema and of its version. A file that is there is never touched.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportMissingTypeArgument=false

import json
from pathlib import Path

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION, build_table_schema
from tests.support.statement_writer import IDENTITY

FOLDER = Path(__file__).parent / "golden"
_TYPES: dict[str, pa.DataType] = {
    str(each): each
    for each in (
        pa.string(),
        pa.int64(),
        pa.timestamp("us", tz="UTC"),
        pa.list_(pa.string()),
        pa.list_(pa.float32(), IDENTITY.dimensions),
    )
}
"""Every type that a column of any version has."""


def find_golden_file(version: int) -> Path:
    """Return the file of a schema version."""
    return FOLDER / f"schema-{version}.txt"


def render_schema(schema: pa.Schema) -> str:
    """Return one line for each column: its name, type, whether it may be null, its metadata."""
    return "".join(f"{_render_field(schema.field(name))}\n" for name in schema.names)


def parse_schema(text: str) -> pa.Schema:
    """Return the schema of a golden file."""
    return pa.schema([_parse_field(line) for line in text.splitlines()])


def _render_field(field: pa.Field) -> str:
    metadata = {
        key.decode(): value.decode() for key, value in sorted((field.metadata or {}).items())
    }
    null = "null" if field.nullable else "not null"
    return " | ".join([field.name, str(field.type), null, json.dumps(metadata)])


def _parse_field(line: str) -> pa.Field:
    name, kind, null, metadata = line.split(" | ")
    return pa.field(name, _TYPES[kind], nullable=null == "null", metadata=json.loads(metadata))


def main() -> None:
    file = find_golden_file(SCHEMA_VERSION)
    if not file.exists():
        file.write_text(render_schema(build_table_schema(IDENTITY)), encoding="utf-8")


if __name__ == "__main__":
    main()
