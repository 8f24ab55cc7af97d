"""`Rule`, one way of recognising a kind of secret and where it is in a text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, Literal, TypeAlias

REDACTED: Final = "[redacted]"

Span: TypeAlias = tuple[int, int]
Kind: TypeAlias = Literal[
    "password",
    "PIN or code",
    "key or token",
    "private key",
    "recovery phrase",
    "secret address",
    "cookie",
    "card number",
    "IBAN",
    "social security number",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of recognising a secret in a normalised text.

    Attributes:
        kind: What the secret is, for the receipt.
        hints: The rule matches only texts that contain one of these, in lower case.
        spans: Yields where the secrets are.
    """

    kind: Kind
    hints: tuple[str, ...]
    spans: Callable[[str], Iterable[Span]]


def build_pattern_rule(
    kind: Kind,
    hints: Iterable[str],
    pattern: str,
    is_secret: Callable[[str], bool] = bool,
) -> Rule:
    """Return a rule: the group `secret` of a pattern is a secret if it also passes a test."""
    return Rule(kind=kind, hints=tuple(hints), spans=partial(_find_matches, pattern, is_secret))


# Most texts contain no secret, and most processes never need most patterns.
@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern; it is compiled when it is first needed."""
    return re.compile(pattern)


def _find_matches(pattern: str, is_secret: Callable[[str], bool], text: str) -> Iterator[Span]:
    for match in compile_pattern(pattern).finditer(text):
        if is_secret(match["secret"]):
            yield match.span("secret")
