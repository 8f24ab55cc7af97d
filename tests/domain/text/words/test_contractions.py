"""What an apostrophe ties to a word is no word, and names keep theirs."""

import pytest

from mcp_mem0.domain.text.words.contractions import strip_contractions


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("What's Ana's plan?", "What Ana plan?"),
        ("I don't, she isn't, they've won", "I do, she is, they won"),
        ("We can't and won't go", "We  and  go"),
        ("I'm here, you're there, he'd say it'll do", "I here, you there, he say it do"),
        ("L'école d'Anna est là, qu'il dit", "école Anna est là, il dit"),
        ("dell'arte nell'opera", "arte opera"),
        ("O'Neil of the '90s", "O'Neil of the '90s"),
        ("vitamin D and plan B", "vitamin D and plan B"),
    ],
)
def test_an_ending_or_an_article_before_an_apostrophe_is_taken_off(
    text: str, stripped: str
) -> None:
    assert strip_contractions(text) == stripped
