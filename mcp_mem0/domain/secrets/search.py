"""Finding the secrets in a text and redacting them.

A rule marks the part that is the secret, and only that part is redacted. A rule is skipped for a
text without any of its hints, because mostly there is nothing to find.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.secrets import (
    addresses,
    announced,
    assigned,
    commands,
    numbers,
    phrases,
    tokens,
)
from mcp_mem0.domain.secrets.normalised import NormalisedText, normalise
from mcp_mem0.domain.secrets.rule import REDACTED, Kind, Rule
from mcp_mem0.domain.secrets.values import strip_sentence_end

_RULES: Final[tuple[Rule, ...]] = (
    *tokens.RULES,
    *addresses.RULES,
    *numbers.RULES,
    *phrases.RULES,
    *announced.RULES,
    *assigned.RULES,
    *commands.RULES,
)

_UNGUESSABLE: Final = frozenset[Kind]({"key or token", "private key"})
_UNGUESSABLE_CHARS_MIN: Final = 20
_MARK_CHARS: Final = 8
ROUNDS_MAX: Final = 4
"""How often a text is searched: once one secret is redacted, a rule may recognise another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedText:
    """A text without its secrets, how many there were, and of which kinds."""

    text: str
    count: int
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Secret:
    start: int
    end: int
    kind: Kind


def redact(text: str, allow: Collection[str] = ()) -> RedactedText:
    """Return a text with each secret replaced by `REDACTED`.

    Args:
        text: What somebody said.
        allow: Words that are not secrets, whatever they look like, in lower case.
    """
    return _redact_repeatedly(text, allow, is_name=False)


def redact_name(name: str, allow: Collection[str] = ()) -> RedactedText:
    """Return a name with each secret replaced, so that two names stay two.

    The replacement of a key ends with some digits of its SHA-256, which cannot be inverted. What
    can be guessed (a password, a card) gets none: trying all would find it.
    """
    return _redact_repeatedly(name, allow, is_name=True)


def _redact_repeatedly(text: str, allow: Collection[str], *, is_name: bool) -> RedactedText:
    kinds: list[Kind] = []
    for _ in range(ROUNDS_MAX):
        secrets = _find_secrets(text, allow)
        if not secrets:
            break
        kinds.extend(secret.kind for secret in secrets)
        text = _replace_secrets(text, secrets, is_name=is_name)
    return RedactedText(text=text, count=len(kinds), kinds=tuple(kinds))


def _replace_secrets(text: str, secrets: list[_Secret], *, is_name: bool) -> str:
    for secret in reversed(secrets):
        mark = _build_mark(text[secret.start : secret.end], secret.kind) if is_name else ""
        text = f"{text[: secret.start]}{REDACTED}{mark}{text[secret.end :]}"
    return text


def _build_mark(secret: str, kind: Kind) -> str:
    if kind not in _UNGUESSABLE or len(secret) < _UNGUESSABLE_CHARS_MIN:
        return ""
    return f"-{hashlib.sha256(secret.encode()).hexdigest()[:_MARK_CHARS]}"


def _find_secrets(text: str, allow: Collection[str]) -> list[_Secret]:
    """Return the secrets, in order, each once: of rules that overlap, the first names the kind."""
    secrets: list[_Secret] = []
    for secret in sorted(_apply_rules(text, normalise(text), allow), key=lambda each: each.start):
        if secrets and secret.start < secrets[-1].end:
            last = secrets[-1]
            secrets[-1] = _Secret(last.start, max(last.end, secret.end), last.kind)
        else:
            secrets.append(secret)
    return secrets


def _has_hint(text: str, hints: tuple[str, ...]) -> bool:
    # Runs for each rule and text: a generator expression would take five times as long.
    for hint in hints:  # noqa: SIM110
        if hint in text:
            return True
    return False


def _apply_rules(text: str, plain: NormalisedText, allow: Collection[str]) -> Iterator[_Secret]:
    lower = plain.text.lower()
    for rule in _RULES:
        if not _has_hint(lower, rule.hints):
            continue
        for first, last in rule.spans(plain.text):
            start, end = plain.places[first], plain.places[last]
            secret = text[start:end]
            if REDACTED not in secret and strip_sentence_end(secret).lower() not in allow:
                yield _Secret(start, end, rule.kind)
