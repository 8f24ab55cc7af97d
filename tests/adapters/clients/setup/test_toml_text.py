"""Changing one table of a TOML file: the table is right, and nothing else changes."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.toml_text import (
    NotTomlError,
    read_table,
    remove_table,
    set_table,
)

OURS = ("mcp_servers", "memory")
VALUES: dict[str, JsonValue] = {"command": "/opt/mcp-mem0", "args": ["serve"]}

COMMENTED = """\
# mine
model = "gpt-5" # the best
notify = [
  ["a"],
]

[mcp_servers.weather]
command = "npx"   # slow
args = ["-y", "weather"]

# where I work
[projects."/home/ana"]
trust_level = "trusted"

[mcp_servers.files]
command = 'C:\\files.exe'
"""

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_order_and_line_ends_stay(newline: str) -> None:
    text = COMMENTED.replace("\n", newline)

    changed = set_table(text, OURS, VALUES)

    assert changed.startswith(text)
    assert read_table(changed, OURS) == VALUES
    assert remove_table(changed, OURS) == text
    assert set_table(changed, OURS, VALUES) == changed
    assert ("\r" in changed) == (newline == "\r\n")


@given(st.dictionaries(st.sampled_from(["command", "args", "env", "a b"]), texts, min_size=1))
def test_any_text_survives_in_a_value(values: dict[str, str]) -> None:
    known: dict[str, JsonValue] = {
        f"k{number}": text for number, text in enumerate(values.values())
    }

    changed = set_table(COMMENTED, OURS, {**known, "env": dict(values)})

    assert tomllib.loads(changed)["mcp_servers"]["memory"] == {**known, "env": values}


def test_another_value_takes_the_place_of_the_old_one_with_what_is_below_it() -> None:
    text = set_table(COMMENTED, OURS, VALUES).replace("[mcp_servers.files]", "[other]")
    text += "\n[mcp_servers.memory.env]\nA = '1'\n\n# the end\n"

    changed = set_table(text, OURS, {"command": "new"})

    assert read_table(changed, OURS) == {"command": "new"}
    assert changed.endswith("\n# the end\n")
    assert "[mcp_servers" not in remove_table(changed, OURS).replace("[mcp_servers.weather]", "")


def test_an_empty_file_takes_a_table() -> None:
    changed = set_table("", OURS, VALUES)

    assert tomllib.loads(changed) == {"mcp_servers": {"memory": VALUES}}
    assert remove_table(changed, OURS) == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = ", "Invalid value"),
        ('mcp_servers = {a = {command = "x"}}\n', "a table of its own"),
        ("mcp_servers = 1\n", "a table of its own"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, problem: str) -> None:
    with pytest.raises(NotTomlError, match=re.escape(problem)):
        set_table(text, OURS, VALUES)


def test_an_inline_table_is_refused_and_not_removed_by_guessing() -> None:
    with pytest.raises(NotTomlError, match="by hand"):
        remove_table('[mcp_servers]\nmemory = {command = "mcp-mem0"}\n', OURS)
