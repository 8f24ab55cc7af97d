"""Who is asked about raises what they said, and what is said of them."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.retrieval.features.person import compute_person
from mcp_mem0.domain.retrieval.people import find_person, leave_out_names
from tests.support.pools import candidate, message, pool
from tests.support.row_builders import fact

OLGA, PERE = (message(n, "Yes.", by=by) for n, by in enumerate(("Olga Brandt", "Pere")))
NOBODY = replace(fact(1, text="The office is closed."), entities=())


@pytest.mark.parametrize(
    ("asked", "olga", "pere"),
    [
        ("What did Olga paint?", 1.0, 0.0),
        ("what did olga brandt paint?", 1.0, 0.0),
        ("What is Pere's dog called?", 0.0, 1.0),
        ("What do Olga and Pere both like?", 0.5, 0.5),
    ],
)
def test_a_question_names_speakers(asked: str, olga: float, pere: float) -> None:
    found = pool(asked, candidate(OLGA), candidate(PERE), candidate(NOBODY))

    assert list(compute_person(found).values()) == [olga, pere, 0.5]


def test_a_fact_counts_whoever_it_names_and_never_nothing() -> None:
    hers = replace(fact(1, text="Pere manages Olga."), entities=("Pere", "Olga"))
    his = replace(fact(2, text="Pere rows."), entities=("Pere",))

    found = pool("Who manages Olga?", candidate(hers), candidate(his), candidate(OLGA))

    assert list(compute_person(found).values()) == [1.0, 0.5, 1.0]


def test_a_question_that_names_nobody_says_nothing() -> None:
    assert compute_person(pool("Who paints?", candidate(OLGA), candidate(PERE))) == {}


@pytest.mark.parametrize("asked", ["Where do I live?", "What is my blood type?", "the user's home"])
def test_the_one_who_asks_is_the_user(asked: str) -> None:
    mine, hers = message(1, "In Oslo."), message(2, "In Rome.", by="Olga")

    assert list(compute_person(pool(asked, candidate(mine), candidate(hers))).values()) == [1, 0]


def test_what_an_assistant_said_may_be_what_the_user_asks_for() -> None:
    mine, advice = message(1, "I row."), message(2, "Row less.", by="assistant")

    found = pool("How often should I row?", candidate(mine), candidate(advice))

    assert list(compute_person(found).values()) == [1, 0.5]


@pytest.mark.parametrize(
    ("text", "names", "person"),
    [
        ("Olga Brandt paints with Pere.", ("Olga Brandt", "Pere"), "olga brandt"),
        ("The user paints.", (), "user"),
        ("I paint.", (), "user"),
        ("My brother is Pere.", ("Pere",), "user"),
        ("Yesterday Pere painted.", ("Pere",), None),
        ("The office moved to Turin.", ("Turin",), None),
    ],
)
def test_a_fact_is_about_whom_it_begins_with(
    text: str, names: tuple[str, ...], person: str | None
) -> None:
    assert find_person(replace(fact(1, text=text), entities=names)) == person


def test_the_names_of_speakers_are_left_out_of_what_is_embedded() -> None:
    people = {"olga brandt", "pere", "user"}

    assert leave_out_names("What is Olga Brandt’s boat called?", people) == "What is boat called?"
    assert leave_out_names("Did PERE meet Olga in Peretown?", people) == "Did meet in Peretown?"
    assert leave_out_names("Olga?", {"olga"}) == "Olga?"
    assert leave_out_names("Who is the user?", {"user"}) == "Who is the user?"
