"""Rules for secrets announced in a sentence, such as "my password is …", in many languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from mcp_mem0.domain.secrets import words
from mcp_mem0.domain.secrets.rule import Kind, Rule, Span, compile_pattern
from mcp_mem0.domain.secrets.values import (
    has_letter_and_digit,
    is_identifier,
    is_opaque,
    is_placeholder,
    is_random,
    is_random_value,
    strip_sentence_end,
)

_FILLER_CHARS_MAX: Final = 60
_BEFORE_CHARS_MAX: Final = 60
_LEADS_MAX: Final = 6
_BARE_CHARS_MIN: Final = 6
_KEY_CHARS_MIN: Final = 16

_SENTENCE_END: Final = r"[.!?](?=\s|$)|\n|\["
_VALUE: Final = r"(?P<plain>[^\s\"'`,;\[](?:[^\s\"'`,;\[]|[,;](?=[^\s\"'`\[])){2,199})"
_QUOTED: Final = r"[\"'`](?P<quoted>[^\"'`\n\[]{3,64})[\"'`]"
_GIVEN: Final = rf"(?:{_QUOTED}|{_VALUE})"
_DIRECT: Final = rf"\s{{0,3}}(?:{words.SIGNS})\s{{0,3}}"
_BARE: Final = rf"(?i)(?:\s{{1,3}}(?:{words.MINE}))?\s{{1,3}}"
# What announces, somewhere after the word, that the secret comes next.
_COPULA: Final = rf"(?i)(?:(?<=\s)|(?='))(?:{words.IS})(?=[\s:])\s{{0,3}}:?\s{{0,3}}"
_CHANGE: Final = rf"(?i)(?<=\s)(?:{words.TO})\s{{1,3}}"
_QUOTE: Final = r"(?<=[\s:=(])(?=[\"'`])"
_QUOTES: Final = frozenset("\"'`")
_ASSIGNS: Final = r"\s{0,3}[:=]"
_NEXT_WORD: Final = r"[ ]([a-z]+)"

_PASSWORD: Final = (
    rf"(?i)(?<![^\W_])(?:(?P<english>{words.IN_ENGLISH})|{words.IN_OTHERS})(?![^\W_])"
)
_SPACELESS: Final = (
    rf"(?:{words.SPACELESS})\s{{0,3}}(?:{words.PARTICLES})?\s{{0,3}}[\"'`]?"
    r"(?P<plain>[\x21-\x5a\x5c-\x7e]{4,64})"
)
_KEY: Final = rf"(?i)(?<![^\W_])(?:{words.KEY})(?![^\W_])"
_PIN: Final = rf"(?:{words.PIN})"
_SPACELESS_PIN: Final = (
    rf"(?:{words.SPACELESS_PIN})\s{{0,3}}(?:{words.PARTICLES})?\s{{0,3}}(?P<plain>\d{{4,8}})(?!\d)"
)
_PIN_VALUE: Final = r"[#*]?\d(?:[ -]?\d){3,9}[#*]?"

_ALONE: Final = (
    r"(?im)\b(?:my|our|his|her|their|the) (?:[\w'-]{1,20} ){0,3}(?:password|passphrase|passcode)"
    r"(?:(?: is| was)|:) (?P<plain>[^\W\d_]{4,40})(?=[.!]?\s*$|[.!,]\s)"
)
_ON_A_LINE: Final = (
    rf"(?im)^\s{{0,8}}(?:{words.IN_ENGLISH}|{words.IN_OTHERS})\s?:\s{{1,3}}"
    r"(?P<plain>[^\W\d_]{5,40})[ \t]{0,8}$"
)
# The thing first, and then what it is.
_BEFORE: Final = (
    r"(?i)(?P<plain>[^\s\"'`,;\[]{4,64})[\"'`]? (?:is|was|as|ist|est) "
    r"(?:my|our|the|his|her|their|a|mein|das"
    r"|mon|le) (?:[\w-]{1,20} ){0,3}(?:password|passphrase|passcode|passwort|mot de passe)"
    r"(?=[.,;!?)\n]|$| (?:for|to|on|at|and|now|here|there|of)\b)"
)
_GERMAN: Final = r"(?i)(?:pass|kenn)wort lautet (?P<plain>[^\W\d_]{4,40})(?=[.!,]|\s*$)"
_BESIDE_USER: Final = (
    r"(?i)(?:user ?name|user|login|e-?mail|account|benutzer(?:name)?|utilisateur|identifiant"
    r"|usuario|utente|gebruiker|логин|uzytkownik)\s{0,2}[:=]\s{0,2}\S{1,100}[\s,;/|]{1,6}"
    rf"(?:{words.IN_ENGLISH}|pass|{words.IN_OTHERS})\s{{0,2}}[:=]\s{{0,2}}(?P<plain>[^\s\"'`,;\[]{{4,64}})"
)


@dataclass(frozen=True, slots=True)
class _ToldValue:
    """A value in a sentence: its span, whether it is quoted, and whether it follows directly."""

    span: Span
    text: str
    is_quoted: bool
    is_bare: bool


def _build_told_value(match: re.Match[str], *, is_bare: bool = False) -> _ToldValue:
    group = "plain" if match["plain"] else "quoted"
    return _ToldValue(match.span(group), match[group], group == "quoted", is_bare)


def _find_values(text: str, start: int, end: int, before: str) -> Iterator[_ToldValue]:
    """Yield the values that a word ending at `start` may announce, likeliest first.

    The announcement begins before `end`.
    """
    for pattern, is_bare in ((_DIRECT, False), (_BARE, True)):
        lead = compile_pattern(pattern).match(text, start)
        match = compile_pattern(_GIVEN).match(text, lead.end()) if lead else None
        if match:
            yield _build_told_value(match, is_bare=is_bare)
            # The arguments of a call are not its result.
            if match[0].endswith("("):
                return
    end = min(end, start + _FILLER_CHARS_MAX)
    stop = compile_pattern(_SENTENCE_END).search(text, start, end)
    end = stop.start() if stop else end
    has_changed = compile_pattern(rf"(?i){words.CHANGED}").search(before) is not None
    for pattern in (_COPULA, _DIRECT, _QUOTE, *([_CHANGE] if has_changed else ())):
        leads = compile_pattern(pattern).finditer(text, start, end)
        for lead in islice(leads, _LEADS_MAX):
            match = compile_pattern(_GIVEN).match(text, lead.end())
            if match:
                yield _build_told_value(match)


def _find_told_values(
    pattern: str, is_told: Callable[[_ToldValue], bool], text: str
) -> Iterator[Span]:
    matches = list(compile_pattern(pattern).finditer(text))
    # A value announced after many such words is also found by the next two.
    ends = [*(match.start() for match in matches[2:]), len(text), len(text)]
    for match, end in zip(matches, ends, strict=False):
        if _is_compound(text, match) or _is_mention(text, match):
            continue
        before = text[max(0, match.start() - _BEFORE_CHARS_MAX) : match.start()]
        value = next(filter(is_told, _find_values(text, match.end(), end, before)), None)
        if value is not None:
            yield value.span


def _is_compound(text: str, match: re.Match[str]) -> bool:
    """Return whether another noun follows in English: a password vault is not a password."""
    if not match.groupdict().get("english"):
        return False
    following = compile_pattern(_NEXT_WORD).match(text, match.end())
    return following is not None and not (
        following[1] in words.CONNECTING
        or compile_pattern(words.IS).fullmatch(following[1])
        or _is_value_word(text, following.end())
    )


def _is_mention(text: str, match: re.Match[str]) -> bool:
    """Return whether the word itself is meant: it is quoted, and no value is assigned to it."""
    before = text[match.start() - 1 : match.start()]
    return (
        before in _QUOTES
        and before == text[match.end() : match.end() + 1]
        and compile_pattern(_ASSIGNS).match(text, match.end() + 1) is None
    )


def _is_value_word(text: str, end: int) -> bool:
    """Return whether a word continues as no word does: `hunter2` is a password, `vault` is not."""
    return end < len(text) and not (text[end].isspace() or text[end] in ".,;:!?'\"-")


def _is_state(word: str) -> bool:
    plain = strip_sentence_end(word).casefold()
    return plain in words.STATES or plain.endswith(words.STATE_ENDINGS)


def _is_manager(text: str) -> bool:
    name = strip_sentence_end(text).casefold().replace(" ", "-")
    return name in words.MANAGERS or name.rstrip("0123456789.") in words.MANAGERS


def _is_other(text: str) -> bool:
    """Return whether a value is not a password but says who stores it, or how."""
    return (
        _is_manager(text)
        or compile_pattern(words.METHODS).fullmatch(strip_sentence_end(text)) is not None
        or is_placeholder(strip_sentence_end(text))
    )


def _is_password(given: _ToldValue) -> bool:
    if _is_other(given.text):
        return False
    if given.is_quoted:
        return not _is_state(given.text)
    if given.is_bare:
        return (
            has_letter_and_digit(given.text)
            and len(strip_sentence_end(given.text)) >= _BARE_CHARS_MIN
        )
    digits = strip_sentence_end(given.text)
    return len(digits) > len("123") and (digits.isdigit() or is_random_value(given.text))


_KEY_VALUE: Final = r"[A-Za-z0-9][A-Za-z0-9_~+/=.-]{15,399}"


def _is_key(given: _ToldValue) -> bool:
    value = strip_sentence_end(given.text)
    if compile_pattern(_KEY_VALUE).fullmatch(value) is None or is_placeholder(value):
        return False
    return is_opaque(value) if given.is_bare else is_random(value)


def _is_pin(given: _ToldValue) -> bool:
    value = strip_sentence_end(given.text)
    return compile_pattern(_PIN_VALUE).fullmatch(value) is not None and not is_identifier(value)


def _find_plain_words(pattern: str, text: str) -> Iterator[Span]:
    for match in compile_pattern(pattern).finditer(text):
        if not _is_state(match["plain"]) and not _is_other(match["plain"]):
            yield match.span("plain")


def _find_preceding_values(text: str) -> Iterator[Span]:
    for match in compile_pattern(_BEFORE).finditer(text):
        if is_random_value(match["plain"]) and not _is_other(match["plain"]):
            yield match.span("plain")


def _build_rule(kind: Kind, hints: str, spans: Callable[[str], Iterator[Span]]) -> Rule:
    return Rule(kind=kind, hints=tuple(hints.split()), spans=spans)


# Each word for a password contains one of them.
_PASSWORD_HINTS: Final = (*("pass", "pw"), *words.HINTS)

RULES: Final = (
    Rule(
        kind="password",
        hints=_PASSWORD_HINTS,
        spans=partial(_find_told_values, _PASSWORD, _is_password),
    ),
    Rule(
        kind="password", hints=words.SPACELESS_HINTS, spans=partial(_find_plain_words, _SPACELESS)
    ),
    _build_rule("password", "password passphrase passcode", partial(_find_plain_words, _ALONE)),
    Rule(
        kind="password",
        hints=_PASSWORD_HINTS,
        spans=partial(_find_plain_words, _ON_A_LINE),
    ),
    _build_rule("password", "password passphrase passcode passwort passe", _find_preceding_values),
    _build_rule("password", "lautet", partial(_find_plain_words, _GERMAN)),
    Rule(
        kind="password",
        hints=_PASSWORD_HINTS,
        spans=partial(_find_plain_words, _BESIDE_USER),
    ),
    Rule(
        kind="key or token", hints=words.KEY_HINTS, spans=partial(_find_told_values, _KEY, _is_key)
    ),
    Rule(
        kind="PIN or code", hints=words.PIN_HINTS, spans=partial(_find_told_values, _PIN, _is_pin)
    ),
    Rule(
        kind="PIN or code",
        hints=words.PIN_HINTS,
        spans=partial(_find_plain_words, _SPACELESS_PIN),
    ),
)
