"""Names say what a thing does or is: a verb for an act, one name for one thing."""

from functools import cache
from pathlib import Path

import pytest

from scripts.code_figures import (
    BARE_WORDS,
    Function,
    classify_name,
    count_modules,
    find_functions,
    find_repeated_class_names,
)

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "mcp_mem0"
MODULES_MAX = 15
COMMANDS = {"up", "down"}
"""Functions that are called like the command that they are."""

WIRE_NAMES = {"at"}
"""Properties that are called like the part of a message that they are."""


@cache
def read_functions() -> list[Function]:
    """Read the package once for all tests here."""
    return find_functions(PACKAGE)


def kinds() -> list[str]:
    functions = [each for each in read_functions() if not each.is_property]
    return [classify_name(function.words) for function in functions]


def test_most_functions_begin_with_a_verb_or_ask_a_question() -> None:
    found = kinds()

    assert sum(kind in {"verb", "predicate"} for kind in found) / len(found) >= 0.9


def test_hardly_any_function_begins_with_a_participle() -> None:
    found = kinds()

    assert found.count("participle") / len(found) <= 0.01


def test_no_function_or_property_is_named_by_prepositions_and_pronouns_alone() -> None:
    bare = {
        function.name
        for function in read_functions()
        if function.words and BARE_WORDS.issuperset(function.words)
    }

    assert bare - COMMANDS - WIRE_NAMES == set()


@pytest.mark.heavy
@pytest.mark.parametrize("folder", [PACKAGE, TESTS], ids=["package", "tests"])
def test_no_class_name_is_used_twice(folder: Path) -> None:
    assert find_repeated_class_names(folder) == {}


def test_no_folder_holds_more_modules_than_fit_on_a_screen() -> None:
    crowded = {str(folder): count for folder, count in count_modules(PACKAGE).items()}

    assert {folder for folder, count in crowded.items() if count > MODULES_MAX} == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("find_facts", "verb"),
        ("is_open", "predicate"),
        ("told", "participle"),
        ("embedded", "participle"),
        ("embed", "verb"),
        ("around", "noun"),
        ("head", "noun"),
    ],
)
def test_a_name_is_classified_by_its_first_word(name: str, kind: str) -> None:
    assert classify_name(name.split("_")) == kind
