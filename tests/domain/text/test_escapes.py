"""A name shows every one of its characters."""

import pytest

from mcp_mem0.domain.text.escapes import escape_unprintable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("claude-haiku-5-5", "claude-haiku-5-5"),
        ("Qwen 3 – groß 東京", "Qwen 3 – groß 東京"),
        ("a\x1b[31m", "a\\u001b[31m"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
        ("a\u200bb\u202ec\U000e0041", "a\\u200bb\\u202ec\\U000e0041"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(name: str, shown: str) -> None:
    assert escape_unprintable(name) == shown
