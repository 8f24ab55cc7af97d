"""The reference pages say what the code does."""

import ast
import re

import pytest

from mcp_mem0.cli.main import COMMANDS, GROUPS
from mcp_mem0.config import format_flag, list_setting_keys
from tests.docs.pages import DOCS, cli_page, pages


@pytest.mark.parametrize("name", ["cli.md", "tools.md", "modules.md"])
def test_a_reference_page_is_as_the_code_writes_it(name: str) -> None:
    page = DOCS / name

    assert page.read_text(encoding="utf-8") == pages()[page], "run scripts/write-docs"


def test_every_page_that_the_code_or_another_page_names_is_there() -> None:
    root = DOCS.parent
    files = [*(root / "mcp_mem0").rglob("*.py"), *DOCS.rglob("*.md"), *root.glob("*.md")]
    named = {
        (path.name, page)
        for path in files
        for page in re.findall(r"\bdocs/[a-z0-9/-]+\.md", path.read_text(encoding="utf-8"))
    }

    assert named
    assert {each for each in named if not (root / each[1]).is_file()} == set()


def test_each_command_and_each_of_its_parameters_says_what_it_is_for() -> None:
    page = cli_page()
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]

    for name in (*COMMANDS, *GROUPS):
        assert f"## mcp-mem0 {name}\n" in page
    assert [row for row in rows if not row[1].strip()] == []


def test_every_command_answers_in_json_but_the_one_that_speaks_mcp() -> None:
    sections = re.split(r"^###? mcp-mem0 ", cli_page(), flags=re.MULTILINE)[1:]
    named = {section.partition("\n")[0]: section for section in sections}

    assert named.keys() >= {*COMMANDS, *GROUPS}
    assert {name for name, section in named.items() if "| `--json` |" not in section} == {
        "serve",
        *GROUPS,
    }


def test_no_command_has_an_option_that_a_setting_would_take_first() -> None:
    options = {
        word.strip("`")
        for line in cli_page().splitlines()
        if line.startswith("| `--")
        for word in line.split(" | ")[0].split()
        if word.startswith(("`--", "--"))
    }

    assert options
    assert options.isdisjoint({format_flag(key) for key in list_setting_keys()})


def test_each_folder_of_the_package_says_what_belongs_there() -> None:
    silent = [
        str(file)
        for file in (DOCS.parent / "mcp_mem0").rglob("*.py")
        if ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) is None
    ]

    assert silent == []
