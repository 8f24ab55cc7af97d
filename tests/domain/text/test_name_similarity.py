"""The model is asked about similar names; similarity alone never merges them."""

from mcp_mem0.domain.text.name_similarity import LIKES_MAX, NAMES_ASKED_MAX, propose_aliases

IN_USE = ["Acme Corp", "Ana", "Berlin", "New York City"]


def test_a_name_is_asked_about_with_those_it_resembles() -> None:
    assert propose_aliases(["Acme Corporation", "Anna", "NYC"], IN_USE, threshold=0.55) == {
        "Acme Corporation": ("Acme Corp",),
        "Anna": ("Ana",),
        "NYC": ("New York City",),
    }


def test_a_name_in_use_and_one_like_none_are_not_asked_about() -> None:
    assert propose_aliases(["acme corp", "ANA", "Zorro"], IN_USE, threshold=0.55) == {}


def test_a_threshold_of_one_asks_nothing() -> None:
    assert propose_aliases(["Anna"], IN_USE, threshold=1.0) == {}


def test_questions_are_bounded() -> None:
    names = [f"Anna{n}" for n in range(50)]
    likes = propose_aliases(names, [f"Anna {n}x" for n in range(50)], threshold=0.1)

    assert len(likes) == NAMES_ASKED_MAX
    assert all(len(each) == LIKES_MAX for each in likes.values())
