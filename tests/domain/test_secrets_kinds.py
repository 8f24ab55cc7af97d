"""Each kind of secret is taken out, all of it and nothing beside it; what looks like one stays."""

import re
from typing import Final

import pytest

from mcp_mem0.domain.secrets import REDACTED, redacted
from tests.domain.secret_cases import LOOK_ALIKES, TOKENS, TOLD

_MARKED: Final = re.compile(r"(?<!\{)\{((?:[^{}]|\n)+)\}(?!\})")


def _parts(marked: str) -> tuple[str, list[str]]:
    """Return what is said, and the secrets in it."""
    plain = _MARKED.sub(lambda match: match[1], marked)
    return plain.replace("{{", "{").replace("}}", "}"), _MARKED.findall(marked)


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_known_by_how_it_begins(token: str) -> None:
    assert redacted(f"use {token}, please").text == f"use {REDACTED}, please"


@pytest.mark.parametrize("marked", [each for kind in TOLD.values() for each in kind])
def test_a_secret_goes_and_the_words_around_it_stay(marked: str) -> None:
    said, secrets = _parts(marked)

    clean = redacted(said).text

    assert secrets
    assert [secret for secret in secrets if secret in clean] == []
    assert REDACTED in clean
    first_words = said[: said.index(secrets[0])]
    assert clean.startswith(first_words[: len(first_words) // 2])


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert redacted(text).text == text
