"""Every claim of the page on security names tests that exist."""

import ast
import re

import pytest

from tests.docs.pages import DOCS

PAGE = DOCS / "security.md"
TESTS = DOCS.parent / "tests"
_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
UNHELD = "What is not promised"


def sections() -> dict[str, str]:
    """Return the text under each heading."""
    _, *parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {heading: text for heading, _, text in (part.partition("\n") for part in parts)}


def claims() -> list[str]:
    """Return each item of each list that claims something."""
    return [
        item
        for heading, text in sections().items()
        if heading != UNHELD
        for item in re.findall(r"^- .*(?:\n  .*)*", text, flags=re.MULTILINE)
    ]


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim[2:60])
def test_each_claim_names_a_test_that_exists(claim: str) -> None:
    named = _NAMED.findall(claim)

    assert named
    for file, name in named:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        assert name in {each.name for each in tree.body if isinstance(each, functions)}, file


def test_the_page_says_what_is_not_promised() -> None:
    assert re.findall(r"^- \*\*", sections()[UNHELD], flags=re.MULTILINE)
