"""Distinguishing a random value from a word, a name, a path or a placeholder."""

import re
from typing import Final

_UNUSUAL: Final = re.compile(r"[!@#$%^&*+=?~|\\]|[a-z][A-Z]")
_DIGITS_MIN: Final = 6
"""A shorter number that is assigned may be a length or a year."""

_RANDOM_DIGITS_MIN: Final = 3
_OPAQUE_CHARS_MIN: Final = 16
_OPAQUE_TURNS_MIN: Final = 3
_TURN: Final = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])")
_SEPARATORS: Final = re.compile(r"[^A-Za-z0-9]")
_PADDED: Final = re.compile(
    r"(?=[^a-z]{0,400}[a-z])(?=[^A-Z]{0,400}[A-Z])[A-Za-z0-9+/]{14,400}={1,2}"
)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PATH: Final = re.compile(
    r"[~.]{0,2}/(?:[\w.@-]{1,100}/){0,40}[\w.@-]{0,100}|[A-Za-z]:\\.*|.*://.*"
    r"|[\w/.@-]*\.(?:[a-z]{1,4}\d?|json|yaml|toml|key|pub)"
)
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T_].*)?")
_PLACEHOLDER: Final = re.compile(
    r"(?i)[x*.•_#?0-]+|<.*|\$[A-Z_][A-Z0-9_]*|\$[({].*|%[A-Z0-9_]+%|\{.*"
    r"|(?:your|insert|replace|enter|example|dummy|sample|placeholder|todo|fixme)(?:[-_. ].*)?"
    r"|change[-_]?me|changeit|none|null|nil|true|false|undefined|required|optional|string|str"
    r"|test|hidden|redacted|secret|password|token|key|value"
    r"|secret(?:str|bytes)(?:\W.*)?|(?-i:[a-z_][A-Za-z_]*(?:\.[A-Za-z_]+)*\((?:[\w.\s,=()]*\)[;,.:)]*)?)"
    r"|(?:process\.env|os\.environ|os\.getenv|settings|config|self|secrets|env|vars?|local|args"
    r"|options|request|req|params|data)[.\[].*"
)


def strip_sentence_end(text: str) -> str:
    """Return a value without the marks that end its sentence."""
    return text.rstrip(".,!?;:")


def has_digit(text: str) -> bool:
    """Return whether a text has a digit."""
    return any(char.isdigit() for char in text)


def has_letter_and_digit(text: str) -> bool:
    """Return whether a text has both a letter and a digit."""
    return has_digit(text) and any(char.isalpha() for char in text)


def is_random_value(text: str) -> bool:
    """Return whether a value is not a word: letters with digits, odd signs, or a long number."""
    value = strip_sentence_end(text)
    if value.isdigit():
        return len(value) >= _DIGITS_MIN
    is_mixed = has_letter_and_digit(value) or _UNUSUAL.search(value) is not None
    return is_mixed and not is_placeholder(value)


def is_random(text: str) -> bool:
    """Return whether a long word is not a name: it has several digits, or digits and mixed case."""
    digits = sum(char.isdigit() for char in text)
    has_letter = any(char.isalpha() for char in text)
    is_mixed = digits > 0 and _UNUSUAL.search(text) is not None
    return has_letter and (digits >= _RANDOM_DIGITS_MIN or is_mixed)


def is_opaque(text: str) -> bool:
    """Return whether a value is long and meaningless: letters and digits alternate."""
    if _PADDED.fullmatch(text):
        return True
    run = _SEPARATORS.sub("", text)
    turns = len(_TURN.findall(run))
    return len(run) >= _OPAQUE_CHARS_MIN and turns >= _OPAQUE_TURNS_MIN


def is_identifier(text: str) -> bool:
    """Return whether a value is a UUID, a path, a URL or a date: it names something."""
    forms = (_UUID, _PATH, _ISO_DATE)
    return any(form.fullmatch(text) is not None for form in forms)


def is_placeholder(text: str) -> bool:
    """Return whether a value is a placeholder for a real one, or says where it comes from."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_no_placeholder(text: str) -> bool:
    """Return whether a value is not a placeholder."""
    return not is_placeholder(text)
