"""Test files mirror the package, and shared helpers are in `support`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "mcp_mem0"
ROOMS = sorted(
    folder.name
    for folder in TESTS.iterdir()
    if (folder / "__init__.py").exists() and (PACKAGE / folder.name).is_dir()
)
FAMILIES = {"browser", "clients", "crash", "docs", "security", "support"}
"""Folders of tests that attack or drive all of the program, and not one room of it."""


INITS = sorted(set(PACKAGE.rglob("__init__.py")) - {PACKAGE / "__init__.py"})
_ELSEWHERE = re.compile(
    r"\b(no|not|none|nothing|never)\b|`[\w/.-]+`|beside this folder", re.IGNORECASE
)
"""How a sentence says what does not belong in a room: that it is not there, or where it is."""


def find_imported_modules(file: Path) -> Iterator[Path]:
    """Return the modules of tests that a file imports from."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            yield TESTS.parent.joinpath(*str(node.module).split(".")).with_suffix(".py")


@pytest.mark.parametrize("init", INITS, ids=lambda init: str(init.parent.relative_to(PACKAGE)))
def test_each_room_says_what_belongs_there_and_what_does_not(init: Path) -> None:
    docstring = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
    belongs, *rest = re.split(r"(?<=\.)\s+", docstring)

    assert belongs.endswith(".")
    assert any(_ELSEWHERE.search(sentence) for sentence in rest)


def test_each_folder_of_tests_is_a_room_or_a_family() -> None:
    folders = {file.parent.name for file in TESTS.glob("*/__init__.py")}

    assert folders == {*ROOMS, *FAMILIES}


@pytest.mark.parametrize("room", ROOMS)
def test_each_test_is_in_a_folder_that_the_package_has(room: str) -> None:
    folders = {file.parent.relative_to(TESTS) for file in (TESTS / room).rglob("test_*.py")}

    assert {folder for folder in folders if not (PACKAGE / folder).is_dir()} == set()


def test_what_several_folders_of_tests_share_is_in_support() -> None:
    shared = {
        module.relative_to(TESTS)
        for file in TESTS.rglob("*.py")
        for module in find_imported_modules(file)
        if module.exists() and module.parent not in {file.parent, TESTS, TESTS / "support"}
    }

    assert shared == set()
