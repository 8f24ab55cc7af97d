"""Each kind of secret is redacted completely and alone; text that looks like one stays."""

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.secrets import REDACTED, RedactedText, redact
from mcp_mem0.domain.secrets.normalised import normalise
from mcp_mem0.domain.visible_text import strip_invisible
from tests.support.secret_cases import (
    CARD,
    HEX,
    IBAN,
    LETTERS,
    LOOK_ALIKES,
    PHRASE,
    TOKENS,
    TOLD,
)

_MARKED: Final = re.compile(r"(?<!\{)\{((?:[^{}]|\n)+)\}(?!\})")


def _parts(marked: str) -> tuple[str, list[str]]:
    """Return what is said, and the secrets in it."""
    plain = _MARKED.sub(lambda match: match[1], marked)
    return plain.replace("{{", "{").replace("}}", "}"), _MARKED.findall(marked)


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_recognised_by_its_prefix(token: str) -> None:
    assert redact(f"use {token}, please").text == f"use {REDACTED}, please"


@pytest.mark.parametrize("marked", [each for kind in TOLD.values() for each in kind])
def test_a_secret_is_redacted_and_the_words_around_it_stay(marked: str) -> None:
    said, secrets = _parts(marked)

    clean = redact(said).text

    assert secrets
    assert [secret for secret in secrets if secret in clean] == []
    assert REDACTED in clean
    first_words = said[: said.index(secrets[0])]
    assert clean.startswith(first_words[: len(first_words) // 2])


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_text_that_only_looks_like_a_secret_stays(text: str) -> None:
    assert redact(text).text == text


def test_what_is_left_out_where_a_text_is_shown_is_left_out_where_rules_read_it() -> None:
    chars = [*map(chr, range(0xA0, 0x110000))]
    shown = strip_invisible("".join(f"a{char}b\n" for char in chars)).split("\n")
    unseen = [char for char, line in zip(chars, shown, strict=False) if line == "ab"]

    assert "\u200b" in unseen
    assert [char for char in unseen if normalise(f"a{char}b").text != "ab"] == []


@pytest.mark.parametrize("char", ["\u2065", "\u2800", "\ufdd0", "\ufff0", "\ufffc", "\U000e0fff"])
def test_no_invisible_character_hides_a_secret(char: str) -> None:
    assert redact(f"use ghp_{char}{LETTERS}, please").text == f"use {REDACTED}, please"


PARTS: Final = st.sampled_from(
    [
        *(
            "my password is ",
            "password",
            ": ",
            "=",
            " ",
            "\n",
            ", ",
            "'",
            '"',
            "hunter2",
            "Blue42!",
        ),
        *("PIN ", "4821", "token ", LETTERS, "ghp_" + LETTERS, HEX, CARD, IBAN, PHRASE, REDACTED),
        *("the ", "is ", "key ", "&sig=", "://ana:", "@db", "Cookie: a=", "curl -u ana:", "密码是"),
        *("DE89 ", "seed phrase ", ".", "[", "]", "{", "}", "ｐ", "\u200b", "-", "to ", "changed "),
    ]
)


@given(st.lists(PARTS, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_taking_out_twice_changes_nothing(text: str) -> None:
    once = redact(text)

    assert redact(once.text) == RedactedText(text=once.text, count=0)


CHARS: Final = 30_000
"""Longer than the longest message; anything quadratic would take minutes for it."""


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "part",
    [
        *("password ", "password is ", "&token=", "PIN ", "a", "4 ", "4111", "eyJ-", "://a:"),
        *("curl -u ", "Cookie: a=b; ", "DE89", "seed phrase ", "abandon ", "a_key=", "machine "),
        *("api/hooks/", "sk-", "\u200b", "-----BEGIN PRIVATE KEY-----", "twilio ", "密码", "echo "),
    ],
)
def test_a_text_crafted_to_be_slow_is_searched_in_time(part: str) -> None:
    text = (part * CHARS)[:CHARS]

    assert redact(f"{text} ghp_{LETTERS}").text.endswith(REDACTED)
