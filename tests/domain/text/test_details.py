import pytest

from mcp_mem0.domain.text.details import DETAILS_MAX, find_missing_details


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        (
            "In 2021 Ana worked at Acme in Lyon with Bo.",
            "Ana worked at an insurer.",
            ("Acme", "Lyon", "Bo", "2021"),
        ),
        ("Ana lives in Rome.", "Ana lives in Oslo.", ("Rome",)),
        ("The meeting is on 14 June at 9:30.", "The meeting is at 9:30.", ("14", "June")),
        ("The user rows.", "The user rows and swims.", ()),
        ("Ana's flat has 3 rooms.", "The flat of Ana has 3 rooms and a view.", ()),
        ("The rent is 1,200 euros.", "The rent went up.", ("1,200",)),
    ],
)
def test_names_numbers_and_dates_that_a_new_text_leaves_out_are_listed(
    before: str, after: str, missing: tuple[str, ...]
) -> None:
    assert find_missing_details(before, after) == missing


def test_a_name_that_the_rule_does_not_find_is_looked_up_if_it_is_given() -> None:
    assert find_missing_details("ana feeds pax", "ana feeds a cat", ["pax"]) == ("pax",)


def test_only_the_first_details_are_listed() -> None:
    numbers = " ".join(str(n) for n in range(50))

    assert len(find_missing_details(numbers, "none")) == DETAILS_MAX
