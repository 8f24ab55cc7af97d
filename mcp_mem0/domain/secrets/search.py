"""Taking secrets out of what people say, before anything is stored or sent.

Rules of our own (docs/decisions/0009-secrets.md says why, and what they miss): tokens that say
whose they are by their first letters, private keys, credentials in addresses and headers,
passwords that are assigned or told, and card numbers that pass Luhn's check. A rule names the
part that is the secret, and only that part is taken out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.rows import Intake, StatedRelation

REDACTED: Final = "[redacted]"
SECRET_CHARS_MAX: Final = 200
"""Longest password or credential; a private key may be longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text without its secrets, and how many there were."""

    text: str
    count: int


def redacted(text: str) -> Redacted:
    """Return a text with each secret replaced by `REDACTED`."""
    count = 0
    lower = text.casefold()
    for rule in _RULES:
        # Patterns are slow where there is nothing to find, and mostly there is nothing.
        if not any(hint in lower for hint in rule.hints):
            continue
        places = list(_found(rule, text))
        count += len(places)
        for start, end in reversed(places):
            text = text[:start] + REDACTED + text[end:]
    return Redacted(text=text, count=count)


def without_secrets(intake: Intake) -> tuple[Intake, int]:
    """Return what came in without its secrets, and how many there were."""
    content = None if intake.content is None else redacted(intake.content)
    said = [redacted(message.content) for message in intake.messages]
    relation, in_relation = _plain_relation(intake.relation)
    count = sum(each.count for each in said) + in_relation + (content.count if content else 0)
    if not count:
        return intake, 0
    clean = replace(
        intake,
        content=content.text if content else None,
        messages=tuple(
            replace(message, content=each.text)
            for message, each in zip(intake.messages, said, strict=True)
        ),
        relation=relation,
    )
    return clean, count


def _plain_relation(relation: StatedRelation | None) -> tuple[StatedRelation | None, int]:
    if relation is None:
        return None, 0
    subject, predicate = redacted(relation.subject), redacted(relation.predicate.replace("_", " "))
    object_ = _plain_object(predicate.text, relation.object)
    clean = replace(
        relation,
        subject=subject.text,
        predicate=predicate.text if predicate.count else relation.predicate,
        object=object_.text,
    )
    return clean, subject.count + predicate.count + object_.count


def _plain_object(predicate: str, object_: str) -> Redacted:
    """Return an object without its secrets: that it is one may be told by the predicate alone."""
    told = f"{predicate} is "
    whole = redacted(told + object_)
    # A secret may even begin in one and end in the other.
    is_apart = whole.text.startswith(told)
    return replace(whole, text=whole.text.removeprefix(told) if is_apart else REDACTED)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern whose group `secret` is a secret if it also passes a test.

    It matches only texts that hold one of `hints`, in lower case.
    """

    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    is_secret: Callable[[str], bool] = bool


def _found(rule: _Rule, text: str) -> Iterator[tuple[int, int]]:
    for match in rule.pattern.finditer(text):
        secret = match["secret"]
        if REDACTED not in secret and rule.is_secret(secret):
            yield match.span("secret")


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


_UNUSUAL = re.compile(r"[!@#$%^&*+=?~|\\]|[a-z][A-Z]")
_DIGITS_MIN: Final = 6
"""A shorter number that is assigned may be a length or a year."""


def _looks_made_up(text: str) -> bool:
    """Tell whether a value is no word: letters with digits, odd signs, or a long number."""
    bare = text.rstrip(".,!?;:")
    if bare.isdigit():
        return len(bare) >= _DIGITS_MIN
    has_letter = any(char.isalpha() for char in bare)
    return (has_letter and _has_digit(bare)) or _UNUSUAL.search(bare) is not None


def _is_no_word(text: str) -> bool:
    """Like `_looks_made_up`, for what is told to be a password: any number is one."""
    return text.rstrip(".,!?;:").isdigit() or _looks_made_up(text)


_RANDOM_DIGITS_MIN: Final = 3


def _is_random(text: str) -> bool:
    """Tell whether a long word is no name: letters with several digits, or digits in mixed case."""
    digits = sum(char.isdigit() for char in text)
    has_letter = any(char.isalpha() for char in text)
    is_mixed = digits > 0 and _UNUSUAL.search(text) is not None
    return has_letter and (digits >= _RANDOM_DIGITS_MIN or is_mixed)


# What is said of a password without telling it.
_STATES: Final = frozenset(
    word
    for line in (
        "always bad correct different empty fine from gone good here incorrect insecure invalid",
        "just known long longer lost mandatory never none only optional public really right safe",
        "same secret secure short simple sometimes still stolen strong that there this unknown",
        "unsafe valid weak what with wrong your",
    )
    for word in line.split()
)
_STATE_ENDINGS: Final = ("ed", "ing", "able", "ible", "less")


def _is_told(word: str) -> bool:
    lower = word.casefold()
    return lower not in _STATES and not lower.endswith(_STATE_ENDINGS)


_LUHN_DOUBLED_MAX: Final = 9
# First digits and lengths of the schemes: a long number of another kind is left alone.
_CARD = re.compile(
    r"4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}"
)


def _is_card(written: str) -> bool:
    digits = [int(char) for char in written if char.isdigit()]
    doubled = [digit * 2 for digit in digits[-2::-2]]
    total = sum(digits[-1::-2]) + sum(
        value - _LUHN_DOUBLED_MAX if value > _LUHN_DOUBLED_MAX else value for value in doubled
    )
    return total % 10 == 0 and _CARD.fullmatch("".join(map(str, digits))) is not None


def _tokens(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?P<secret>{'|'.join(kinds)})")


_PRIVATE_KEY = re.compile(
    r"(?P<secret>-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----.*?"
    # One that was cut off before its end is a secret as well.
    r"(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z))",
    re.DOTALL,
)
_KNOWN_TOKENS = _tokens(
    r"gh[opsur]_[A-Za-z0-9]{36,255}",
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_.-]{20,255}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,255}",
    r"xapp-[A-Za-z0-9-]{10,255}",
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    r"AIza[A-Za-z0-9_-]{35}",
    r"ya29\.[A-Za-z0-9_-]{20,400}",
    r"GOCSPX-[A-Za-z0-9_-]{20,60}",
    r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}",
    r"whsec_[A-Za-z0-9]{20,255}",
    r"npm_[A-Za-z0-9]{36}",
    r"pypi-[A-Za-z0-9_-]{50,400}",
    r"hf_[A-Za-z0-9]{30,60}",
    r"SG\.[A-Za-z0-9_-]{16,60}\.[A-Za-z0-9_-]{16,60}",
    r"do[opr]_v1_[a-f0-9]{64}",
    r"mem0_[0-9a-f]{12}_[A-Za-z0-9_-]{43}",
    r"\d{8,10}:AA[A-Za-z0-9_-]{33}",
    r"eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,1000}",
)
_SK_TOKENS = _tokens(r"sk-[A-Za-z0-9_-]{20,255}")
_IN_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/:@]{0,100}:(?P<secret>[^\s/@]{1,200})@"
)
_IN_HEADER = re.compile(r"(?i)\b(?:bearer|basic)\s{1,3}(?P<secret>[A-Za-z0-9._~+/-]{16,2000}=*)")
_ASSIGNED = re.compile(
    r"(?i)(?:passw(?:or)?d|pwd|passphrase|passcode|passwort|kennwort|secret|token"
    r"|(?:api|access|private|account|auth|encryption)[ _-]?key|credentials?)"
    r"[\"']?\s{0,3}(?:=>|:=|=|:)\s{0,3}[\"'`]?(?P<secret>[^\s\"'`,;<>{}()\[\]]{6,200})"
)
_SET = re.compile(
    r"(?i)(?:passw(?:or)?d|pwd|secret)=[\"'`]?(?P<secret>[^\s\"'`,;<>{}()\[\]&]{4,200})"
)
_WORD_FOR_IT: Final = (
    r"(?:pass ?word|pass ?code|pass ?phrase|pin(?: code| number)?|pass ?wort|kennwort|mot de passe"
    r"|contraseña|clave|senha|wachtwoord|lösenord|hasło|пароль)"
    r"(?! ?(?:manager|polic|rule|generator|field|hash|hint))"
)
_IS: Final = r"(?:is now|is|was|are|to|ist|lautet|war|est|es|era|é|è|är|to jest|['’]s|=|:|-|—)"
_TOLD_QUOTED = re.compile(
    rf"(?i)\b{_WORD_FOR_IT}\b[^.!?\n\"“‘«']{{0,40}}?[\s:=]{_IS}?\s{{0,3}}"
    r"[\"“‘«'`](?P<secret>[^\"”’»'`\n]{3,64})[\"”’»'`]"
)
_TOLD = re.compile(
    rf"(?i)\b{_WORD_FOR_IT}\b(?:[^.!?\n]{{0,40}}?\s)??{_IS}\s{{1,3}}(?P<secret>[^\s\"'`,;]{{4,64}})"
)
_TOLD_WORD = re.compile(
    r"(?i)\b(?:my|our|his|her|their|the) (?:[\w'-]{1,20} ){0,3}(?:password|passphrase|passcode)"
    r" (?:is|was) (?P<secret>[^\W\d_]{4,40})(?=[.!]?\s*$|[.!,]\s)",
    re.MULTILINE,
)
_TOLD_KEY = re.compile(
    rf"(?i)\b(?:(?:api|access|private|account|auth|encryption|secret)[ _-]?key|token)\b"
    rf"(?:[^.!?\n\[]{{0,40}}?\s)??\s?{_IS}\s{{1,3}}(?P<secret>[A-Za-z0-9][A-Za-z0-9_~+/=-]{{15,199}})"
)
_TOLD_IN_CJK = re.compile(
    r"(?:密码|密碼|パスワード|비밀번호)\s{0,3}(?:是|为|為|は|은|는|:|：)?\s{0,3}"
    r"(?P<secret>[\x21-\x7e]{4,64})"
)
_PIN = re.compile(r"\b(?:PIN|[Pp]in (?:code|number))(?: is| was|:|=)?\s{1,3}(?P<secret>\d{4,8})\b")
_CARD_CODE = re.compile(r"(?i)\b(?:cvv2?|cvc2?)\b\D{0,10}(?P<secret>\d{3,4})\b")
_CARD_NUMBER = re.compile(r"(?<![\d.+])(?P<secret>(?:\d[ -]?){12,18}\d)(?![ -]?\d|\.\d)")

_DIGITS: Final = tuple("0123456789")
_TOKEN_HINTS: Final = (
    *("ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glptt-"),
    *("glcbt-", "xox", "xapp-", "akia", "asia", "abia", "acca", "aiza", "ya29.", "gocspx-"),
    *("k_live_", "k_test_", "whsec_", "npm_", "pypi-", "hf_", "sg.", "_v1_", "mem0_", ":aa", "eyj"),
)
_ASSIGNED_HINTS: Final = ("pass", "pwd", "kennwort", "secret", "token", "key", "credential")
_TOLD_HINTS: Final = (
    *("pass", "pin", "kennwort", "mot de", "contraseña", "clave", "senha", "wachtwoord"),
    *("lösenord", "hasło", "пароль"),
)
_CJK_HINTS: Final = ("密码", "密碼", "パスワード", "비밀번호")

_RULES: Final = (
    _Rule(("private key",), _PRIVATE_KEY),
    _Rule(_TOKEN_HINTS, _KNOWN_TOKENS),
    _Rule(("sk-",), _SK_TOKENS, _has_digit),
    _Rule(("://",), _IN_ADDRESS),
    _Rule(("bearer", "basic"), _IN_HEADER, _has_digit),
    _Rule(_ASSIGNED_HINTS, _ASSIGNED, _looks_made_up),
    _Rule(("pass", "pwd", "secret"), _SET),
    _Rule(_TOLD_HINTS, _TOLD_QUOTED, _is_told),
    _Rule(_TOLD_HINTS, _TOLD, _is_no_word),
    _Rule(("password", "passphrase", "passcode"), _TOLD_WORD, _is_told),
    _Rule(("key", "token"), _TOLD_KEY, _is_random),
    _Rule(_CJK_HINTS, _TOLD_IN_CJK),
    _Rule(("pin",), _PIN),
    _Rule(("cvv", "cvc"), _CARD_CODE),
    _Rule(_DIGITS, _CARD_NUMBER, _is_card),
)
