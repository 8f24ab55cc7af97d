import pytest

from mcp_mem0.domain.grounding.same_matter import is_about_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana lives in Oslo", "Ana lives in Rome"),
        ("Ana's rent is 900 euros", "Ana pays 800 euros of rent"),
        ("Ben paints portraits", "Ben sold a portrait"),
        ("安娜住在奥斯陆", "安娜住在罗马"),
    ],
)
def test_a_word_beside_the_names_makes_one_matter(one: str, other: str) -> None:
    assert is_about_same(one, other, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana paints", "Ana has a cat"),
        ("Ana likes tea", "Ana likes hats"),
        ("Ana and Ben met in Rome", "Ana and Ben saw Rome"),
        ("The user sings", "The user runs"),
    ],
)
def test_the_same_people_alone_are_no_matter(one: str, other: str) -> None:
    assert not is_about_same(one, other, [])
