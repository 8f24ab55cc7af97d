import pytest

from mcp_mem0.domain.grounding.support import is_only_considered


@pytest.mark.parametrize(
    ("quote", "content", "text"),
    [
        ("move to Linz", "I might move to Linz next year.", "Otto lives in Linz."),
        ("moving to Oslo", "Hi! We are thinking of moving to Oslo.", "Ana lives in Oslo."),
        ("nach Wien", "Vielleicht ziehe ich nach Wien.", "Karin wohnt in Wien."),
        ("搬到上海", "我也许搬到上海。", "他住在上海。"),
    ],
)
def test_a_thing_that_is_only_considered_is_no_fact(quote: str, content: str, text: str) -> None:
    assert is_only_considered(quote, content, text)


@pytest.mark.parametrize(
    ("quote", "content", "text"),
    [
        ("moved to Linz", "I moved to Linz. Maybe I get a dog.", "Otto lives in Linz."),
        ("move to Linz", "I might move to Linz.", "Otto plans to move to Linz."),
        ("move to Linz", "I might move to Linz.", "Otto might move to Linz."),
        ("in May", "We marry in May.", "Ana's wedding is in May."),
    ],
)
def test_a_fact_and_a_plan_kept_as_one_are_no_doubt(quote: str, content: str, text: str) -> None:
    assert not is_only_considered(quote, content, text)
