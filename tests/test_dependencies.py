"""What is declared is what is imported, and the contract about outside libraries is complete."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PURE = {"annotated_types", "anyio", "pydantic", "pydantic_core"}
"""Types, parsing and structured concurrency: rules and services may import these."""


def find_imported_packages(*folders: str) -> set[str]:
    """Return the names of all packages imported there that are neither ours nor Python's."""
    imported: set[str] = set()
    for file in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    imported |= {alias.name.partition(".")[0] for alias in names}
                case ast.ImportFrom(module=str(module), level=0):
                    imported.add(module.partition(".")[0])
                case _:
                    pass
    return imported - sys.stdlib_module_names - {"mcp_mem0"}


def find_declared_distributions() -> set[str]:
    project = PYPROJECT["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    requirements: list[str] = [*project["dependencies"], *chain(*extras.values())]
    return {normalise(re.split(r"[\[<>=!~; ]", each)[0]) for each in requirements}


def normalise(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    owners = packages_distributions()

    imported = {normalise(owners[package][0]) for package in find_imported_packages("mcp_mem0")}

    assert imported == find_declared_distributions()


def test_the_import_contract_forbids_every_outside_library() -> None:
    (contract,) = (
        each
        for each in PYPROJECT["tool"]["importlinter"]["contracts"]
        if each["type"] == "forbidden"
    )

    assert find_imported_packages("mcp_mem0") - PURE <= set(contract["forbidden_modules"])
