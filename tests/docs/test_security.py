"""Every claim of the page on security names tests that exist."""

import pytest

from tests.docs.claims import ClaimPage, is_test, list_named_tests
from tests.docs.pages import DOCS

PAGE = ClaimPage(DOCS / "security.md", "What is not promised")


@pytest.mark.parametrize("claim", PAGE.list_claims(), ids=lambda claim: claim[2:60])
def test_each_claim_names_a_test_that_exists(claim: str) -> None:
    named = list_named_tests(claim)

    assert named
    assert [each for each in named if not is_test(*each)] == []


def test_the_page_says_what_is_not_promised() -> None:
    assert PAGE.list_unheld()
