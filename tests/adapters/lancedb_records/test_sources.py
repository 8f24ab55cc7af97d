"""Read from the source: one room builds conditions, and one asks the table for rows.

The store can be asked in any module that has the table, so what no type can rule out is read here
from the source itself. Each rule also says what it must find, so that none passes by finding
nothing.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mcp_mem0
from mcp_mem0.adapters.lancedb_records.schema import build_table_schema
from tests.support.row_builders import IDENTITY

PACKAGE = Path(mcp_mem0.__file__).parent
STORE = PACKAGE / "adapters" / "lancedb_records"
CONDITIONS, READING = STORE / "conditions", STORE / "reading.py"
FRONT = {
    STORE / "front" / f"{name}.py"
    for name in ("connections", "front_file", "front_creation", "salvage")
} | {STORE / "reembedding" / "front_hold.py"}
# It asks another table than that of the rows.
VECTORS = STORE / "reembedding" / "vector_table.py"

# All that LanceDB offers for asking a table for rows, or for a number of them.
ASKS = {
    *("where", "postfilter", "count_rows", "take_row_ids", "take_offsets"),
    *("to_arrow", "to_batches", "to_list", "to_pandas", "to_polars", "to_pydantic", "to_lance"),
    *("search", "vector_search", "sql", "scanner", "to_query_object"),
}
# All that takes a condition for writing, and where among its arguments.
WRITES = {
    "when_matched_update_all": "where",
    "when_not_matched_by_source_delete": "condition",
    "update": "where",
    "delete": "where",
}
COLUMNS = "|".join([*build_table_schema(IDENTITY).names, "_rowid", "_score", "_distance"])
SQL = re.compile(
    rf"\b(?:{COLUMNS})\b\s*(?:=|<>|!=|<=|>=|<|>|\bIN\b|\bIS\b|\bLIKE\b|\bBETWEEN\b)"
    r"|\b(?:IS (?:NOT )?NULL|IS TRUE|CAST|SELECT|array_has\w*|make_array|to_timestamp\w*)\b"
    r"|\s(?:AND|OR)\s"
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what a module imports: a module, and a name in it or nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", each.name) for each in node.names)


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """Return the texts that stand as statements of their own, which nothing can pass on."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def sql_in(source: str) -> list[str]:
    """Return the texts, or the constant parts of formatted ones, that look like SQL."""
    tree = ast.parse(source)
    texts = {node for node in ast.walk(tree) if isinstance(node, ast.Constant)} - docstrings(tree)
    values = [str(node.value) for node in texts if isinstance(node.value, str)]
    return [value for value in values if SQL.search(value)]


def asks_in(source: str) -> list[str]:
    """Return how a module asks the table for rows, called or handed on."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    # Heads of spaces are ours; the first rows of a table are not.
    return [
        node.attr
        for node in found
        if node.attr in ASKS or (node.attr == "head" and ast.unparse(node.value).endswith("table"))
    ]


def writes_in(source: str) -> Iterator[tuple[str, str | None]]:
    """Yield each write that takes a condition, and what built it; None if that is unknown."""
    tree = ast.parse(source)
    ours = {name for module, name in imported(tree) if ".conditions." in module}
    called = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WRITES:
            yield node.attr, _builder(called.get(node), WRITES[node.attr], tree, ours)


def _builder(call: ast.Call | None, name: str, tree: ast.Module, ours: set[str]) -> str | None:
    if call is None:
        # Handed on, who knows with which arguments.
        return None
    keywords = {each.arg: each.value for each in call.keywords}
    given = keywords.get(name, call.args[0] if call.args else None)
    if isinstance(given, ast.Name) and given.id not in ours:
        # A local name, given its value once.
        values = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and any(isinstance(to, ast.Name) and to.id == given.id for to in node.targets)
        ]
        given = values[0] if len(values) == 1 else None
    built = given.func if isinstance(given, ast.Call) else given
    return built.id if isinstance(built, ast.Name) and built.id in ours else None


def test_only_the_adapter_of_the_store_knows_lancedb() -> None:
    users = {
        path
        for path in modules()
        if any(
            module.partition(".")[0] in {"lancedb", "lance"}
            for module, _ in imported(tree_of(path))
        )
    }

    assert all(path.is_relative_to(STORE) for path in users)
    assert {READING, STORE / "front" / "views.py", STORE / "committing.py"} <= users


def test_only_one_module_reads_rows_from_the_table() -> None:
    asking = {path: asks_in(path.read_text(encoding="utf-8")) for path in STORE.rglob("*.py")}

    assert {path for path, asks in asking.items() if asks} == {READING, VECTORS}
    assert {"where", "take_row_ids", "to_arrow", "to_batches", "count_rows"} == {*asking[READING]}


def test_only_one_room_contains_sql() -> None:
    texts = {path: sql_in(path.read_text(encoding="utf-8")) for path in STORE.rglob("*.py")}

    # The front's is constant, and its values are bound: see below.
    ours = {path: found for path, found in texts.items() if path.parent == CONDITIONS and found}
    assert {path for path, found in texts.items() if found} == {*ours, *FRONT}
    assert sum(map(len, ours.values())) > len(build_table_schema(IDENTITY).names) / 2


def test_every_write_condition_comes_from_that_room() -> None:
    written = sorted(
        (path.stem, name, built)
        for path in STORE.rglob("*.py")
        for name, built in writes_in(path.read_text(encoding="utf-8"))
    )

    assert written == [
        ("committing", "when_matched_update_all", "UNLESS_THERE"),
        ("committing", "when_matched_update_all", "build_erase_condition"),
        ("committing", "when_matched_update_all", "build_merge_condition"),
        ("erasure_mark", "when_matched_update_all", "ERASURE_CONDITION"),
        ("folding", "when_matched_update_all", "FOLD_CONDITION"),
        ("leases", "delete", "build_lease_holder_condition"),
        ("leases", "when_matched_update_all", "build_lease_end_condition"),
        ("maintenance", "delete", "NOTHING"),
        ("maintenance", "update", "build_row_id_condition"),
        ("rewriting", "delete", "NOTHING"),
        ("rewriting", "update", "build_row_id_condition"),
        ("row_copying", "when_matched_update_all", "build_copy_condition"),
        ("row_copying", "when_not_matched_by_source_delete", "COPIED"),
        # Each row gets the vector of its own text, whatever else has become of it.
        ("vector_columns", "when_matched_update_all", None),
    ]


def test_what_asks_another_database_has_constant_sql_with_its_values_bound() -> None:
    asked = {
        path.stem: [
            node.args[0]
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"execute", "executemany", "executescript"}
        ]
        for path in modules()
        if ("sqlite3", "") in imported(tree_of(path))
    }

    assert min(len(asked["outbox"]), len(asked["front_file"])) > 1
    for sql in [each for every in asked.values() for each in every]:
        assert isinstance(sql, ast.Constant | ast.Name), ast.unparse(sql)
        # The only name is that of a constant.
        assert not isinstance(sql, ast.Name) or sql.id.isupper()


@pytest.mark.parametrize(
    "source",
    [
        'query.where(f"id = {literal(change.id)}")',
        """where = f"kind = '{HEAD}' OR (" + more""",
        "\"space = '%s'\" % space",
        '"array_has(tags, {})".format(tag)',
        'f"{where} AND {one_of(ids)}"',
        '" OR ".join(parts)',
    ],
)
def test_sql_is_recognised_however_it_is_put_together(source: str) -> None:
    assert sql_in(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "query.where(asked)",
        "await table.count_rows(asked)",
        "await self._table.head(5)",
        "ask = table.query().where",
        "await table.take_row_ids(places).select(names).to_arrow()",
    ],
)
def test_a_question_to_the_table_is_recognised(source: str) -> None:
    assert asks_in(source) != []


@pytest.mark.parametrize(
    "source",
    [
        'table.delete("id = 1")',
        "table.delete(asked)",
        "partial(table.delete, asked)",
        "merge.when_matched_update_all(where=str(lease_end(now)))",
        "merge.when_matched_update_all()",
        "first = lease_end(now)\nfirst = other\ntable.update({}, where=first)",
    ],
)
def test_a_condition_of_another_origin_is_recognised(source: str) -> None:
    ours = "from mcp_mem0.adapters.lancedb_records.conditions.guards import lease_end\n"

    assert [built for _, built in writes_in(ours + source)] == [None]
