"""The page of the format has every kind with every field, and an example that is an export."""

import dataclasses
import re

import pytest

from mcp_mem0.domain.model.changes import Effort, Step, Withheld
from mcp_mem0.domain.model.fingerprints import Print
from mcp_mem0.domain.model.rows import Head, Intake, Message, Row, StatedRelation, Target
from mcp_mem0.domain.transfer.header import VERSION, EndLine, HeaderLine
from mcp_mem0.domain.transfer.parser import ExportParser
from mcp_mem0.domain.transfer.row_lines import KINDS
from tests.docs.pages import DOCS
from tests.support.export_lines import build_rows

PAGE = (DOCS / "export-format.md").read_text(encoding="utf-8")
SECTIONS = {
    section.partition("\n")[0]: section for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)
}
INNER: dict[str, type] = {
    kind.__name__: kind
    for kind in (Effort, Intake, Message, Print, StatedRelation, Step, Target, Withheld)
}
CODE = re.compile(r"`(\w+)`")


def list_fields(section: str) -> set[str]:
    """Return the fields that the table of a section has a line for."""
    rows = [line for line in SECTIONS[section].splitlines() if line.startswith("| `")]
    return {name for row in rows for name in CODE.findall(row.split(" | ")[0])}


def find_inner_names(kind: type) -> set[str]:
    """Return the names of the fields of what is inside a kind."""
    names: set[str] = set()
    for field in dataclasses.fields(kind):
        for word in re.findall(r"\w+", str(field.type)):
            inner = INNER.get(word)
            if inner is not None:
                names |= {each.name for each in dataclasses.fields(inner)} | find_inner_names(inner)
    return names


def test_the_example_is_an_export() -> None:
    (example,) = re.findall(r"^```jsonl\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)

    lines = [f"{line}\n".encode() for line in example.splitlines()]
    assert [*ExportParser(checks=True).parse(lines)] == build_rows()


@pytest.mark.parametrize("name", KINDS)
def test_each_field_of_each_kind_is_told(name: str) -> None:
    kind = KINDS[name]
    common = {field.name for field in dataclasses.fields(Row)}
    own = {field.name for field in dataclasses.fields(kind)} - common

    assert list_fields("All rows") == common | {"kind"}
    assert list_fields(name) == own
    told = set(CODE.findall(SECTIONS[name] + SECTIONS["change"]))
    assert find_inner_names(kind) <= told


def test_the_first_the_last_and_the_heads_are_told() -> None:
    assert list_fields("header") == set(HeaderLine.model_fields)
    assert list_fields("end") == set(EndLine.model_fields)
    assert list_fields("head") == {field.name for field in dataclasses.fields(Head)} | {"kind"}


def test_the_version_is_told() -> None:
    assert f"that of this page: {VERSION}." in PAGE
