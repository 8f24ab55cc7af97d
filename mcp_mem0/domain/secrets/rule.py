"""What a rule is: which kind of secret it knows, and where one stands in a text."""

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
    """One way of telling a secret in a normalised text.

    Attributes:
        kind: What it is, for whoever said it.
        hints: It finds something only in texts that hold one of these, in lower case.
        spans: Says where the secrets are.
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
    """Return the rule that the group `secret` of a pattern is one if it also passes a test."""
    return Rule(kind=kind, hints=tuple(hints), spans=partial(_find_matches, pattern, is_secret))


# Most texts hold none, and most processes never need most patterns.
@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern, ready for use; it is made when it is first needed."""
    return re.compile(pattern)


def _find_matches(pattern: str, is_secret: Callable[[str], bool], text: str) -> Iterator[Span]:
    for match in compile_pattern(pattern).finditer(text):
        if is_secret(match["secret"]):
            yield match.span("secret")
