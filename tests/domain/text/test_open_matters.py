import pytest

from mcp_mem0.domain.text.open_matters import is_open_matter


@pytest.mark.parametrize(
    "text",
    [
        "Emil is looking for a workshop to rent.",
        "Ines is thinking of buying a piano.",
        "Tom plans to move in May.",
        "Mira wants a dog.",
        "Karin sucht eine Wohnung.",
        "Luc cherche un associé.",
        "Ana quiere aprender chino.",
        "Оля планирует поездку.",
        "小林正在找工作。",
        "田中さんは引っ越しを検討している。",
    ],
)
def test_plans_searches_and_wishes_are_open(text: str) -> None:
    assert is_open_matter(text)


@pytest.mark.parametrize(
    "text",
    ["Emil rents a workshop.", "Ines owns a piano.", "Karin wohnt in Bonn.", "安娜住在罗马。"],
)
def test_what_is_so_is_not_open(text: str) -> None:
    assert not is_open_matter(text)
