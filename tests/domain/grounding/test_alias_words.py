"""Two names become one only where words say so: a wrong alias mixes up two people's facts."""

from time import process_time

import pytest

from mcp_mem0.domain.grounding.alias_words import are_said_to_be_one


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("Robert Chen", "Rob", "Robert Chen, also known as Rob, paints."),
        ("Rob", "Robert Chen", "Robert Chen goes by Rob."),
        ("Annie", "Ana", "Annie is Ana."),
        ("Annie", "Ana", "Everybody calls her Annie. Ana is called Annie by her friends."),
        ("Marie Duval", "Marie", "Marie paints."),
        ("AV", "Antivirus", "The antivirus (AV) is on."),
        ("Juno", "Junia", "Junia, genannt Juno, mag Fisch."),
        ("小明", "李明", "李明又名小明。"),
    ],
)
def test_names_that_are_said_to_be_one_are_one(one: str, other: str, text: str) -> None:
    assert are_said_to_be_one(one, other, text)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("Ana", "Ben", "Ana and Ben live in Rome."),
        ("Ana", "Ben", "Ana called Ben. Ben is her friend (Ana likes him)."),
        ("Ana", "Ben", "Ana is older than Ben."),
        ("Ana", "Ben", "Nobody was named."),
        ("Ana", "Anabel", "Anabel likes Ana."),
    ],
)
def test_two_names_stay_two(one: str, other: str, text: str) -> None:
    assert not are_said_to_be_one(one, other, text)


@pytest.mark.timeout(20)
def test_long_texts_and_many_names_take_no_long() -> None:
    before = process_time()
    assert not are_said_to_be_one("Ana", "Ben", "Ana " * 25_000)
    assert not are_said_to_be_one("a" * 200, "b", "a" * 100_000)
    assert process_time() - before < 5
