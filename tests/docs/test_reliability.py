"""Every promise of the page on reliability names tests that exist, and how to run them."""

import re

import pytest

from tests.docs.claims import TESTS, ClaimPage, is_test, list_named_tests
from tests.docs.pages import DOCS

PAGE = ClaimPage(DOCS / "reliability.md", "What is not promised")


@pytest.mark.parametrize("promise", PAGE.list_claims(), ids=lambda promise: promise[2:60])
def test_each_promise_names_a_test_that_exists(promise: str) -> None:
    named = list_named_tests(promise)

    assert named
    assert [each for each in named if not is_test(*each)] == []


def test_every_module_of_crash_tests_is_on_the_page() -> None:
    text = PAGE.file.read_text(encoding="utf-8")
    modules = {file.relative_to(TESTS).as_posix() for file in (TESTS / "crash").glob("test_*.py")}

    assert modules
    assert {module for module in modules if f"`{module}::" not in text} == set()


def test_each_command_of_the_page_runs_what_is_there() -> None:
    commands = re.findall(r"^    (\S.*)$", PAGE.file.read_text(encoding="utf-8"), re.MULTILINE)
    named = [word for command in commands for word in re.findall(r"tests/[\w/]+\.py", command)]
    modules = [word for command in commands for word in re.findall(r"-m (tests\.[\w.]+)", command)]

    assert named
    root = TESTS.parent
    assert [word for word in named if not (root / word).is_file()] == []
    paths = [root / (word.replace(".", "/") + ".py") for word in modules]
    assert [path for path in paths if not path.is_file()] == []


def test_the_page_says_what_is_not_promised() -> None:
    assert PAGE.list_unheld()
