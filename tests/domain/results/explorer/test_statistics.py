"""What failures of one kind have in common."""

import pytest

from mcp_mem0.domain.results.explorer.statistics import SIGNATURE_CHARS_MAX, build_signature


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the model did not answer within 30 s", "the model did not answer within 5.5 s"),
        ("not a decision: 'f_1' is unknown", "not a decision: 'f_22' is unknown"),
        ('http://127.0.0.1:80 refused "a"', 'http://127.0.0.1:8765 refused "b"'),
    ],
)
def test_failures_that_differ_in_numbers_and_quotations_are_of_one_kind(
    one: str, other: str
) -> None:
    assert build_signature(one) == build_signature(other)


def test_other_words_are_another_kind() -> None:
    assert build_signature("the key was refused") != build_signature("the budget is used up")


def test_nothing_quoted_is_in_it_and_it_is_short() -> None:
    signature = build_signature("not a decision: the model answered '" + "secret " * 100 + "'")

    assert "secret" not in signature
    assert len(build_signature("word " * 200)) <= SIGNATURE_CHARS_MAX
