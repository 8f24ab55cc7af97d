"""The page of evaluations has every key of our own format, and an example that can be read."""

import re
from typing import get_args

import pytest

from mcp_mem0.evals.datasets.load import load_dataset
from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.datasets.own_tables import (
    AskToml,
    FactEndToml,
    ForgetToml,
    OwnCategory,
    OwnConversationToml,
    SaidToml,
    SessionToml,
    StatedFactToml,
)
from mcp_mem0.evals.datasets.record_formats import RECORD_FORMATS
from mcp_mem0.evals.deciding.case_tables import TomlTable
from tests.docs.pages import DOCS

PAGE = (DOCS / "evaluation.md").read_text(encoding="utf-8")
SETS, OWN = PAGE.split("## Data sets\n")[1].split("\n## ")[0].split("### Conversations of your own")
"""The part on data sets of others, and that on conversations of your own."""

TABLES = frozenset({"session", "fact", "forget", "ask"})


@pytest.mark.parametrize(
    "table",
    [
        OwnConversationToml,
        SessionToml,
        SaidToml,
        StatedFactToml,
        FactEndToml,
        ForgetToml,
        AskToml,
    ],
)
def test_the_page_has_every_key(table: type[TomlTable]) -> None:
    keys = {field.alias or name for name, field in table.model_fields.items()}
    tables = re.sub("```.*?```", "", OWN, flags=re.DOTALL)
    named = {key for code in re.findall("`([^`]+)`", tables) for key in re.findall(r"\w+", code)}

    assert keys - TABLES - named - set(re.findall(r"(\w+) =", OWN)) == set()


def test_the_page_has_every_category_and_data_set() -> None:
    assert {each for each in get_args(OwnCategory) if f"`{each}`" not in OWN} == set()
    assert {each.name for each in RECORD_FORMATS if f"**{each.name}**" not in SETS} == set()
    shipped = {each.name for each in load_dataset().conversations}
    assert {name for name in shipped if f"| `{name}` |" not in SETS} == set()


def test_the_example_is_a_conversation() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", OWN, re.DOTALL)

    conversation = parse_own_conversation("example", example)

    assert [each.answer for each in conversation.questions] == ["Lyon", "Porto", ""]
    assert {turn.message.role for each in conversation.sessions for turn in each.turns} == {
        "user",
        "assistant",
        "tool",
    }
