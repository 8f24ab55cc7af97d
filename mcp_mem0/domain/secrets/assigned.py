"""Rules for secrets assigned to a name: in code, settings, headers and commands."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.secrets.normalised import build_word_list
from mcp_mem0.domain.secrets.rule import Rule, Span, build_pattern_rule, compile_pattern
from mcp_mem0.domain.secrets.values import (
    has_letter_and_digit,
    is_identifier,
    is_no_placeholder,
    is_opaque,
    is_placeholder,
    is_random_value,
    strip_sentence_end,
)

_SEPARATOR: Final = r"[\\\"'`\]]{0,3}\s{0,3}(?:=>|:=|=|:)\s{0,3}"
_OPENS: Final = r"(?:[brfu]{0,2}\\{0,2}[\"'`])?"
# A mark that ends most values belongs to this one if no new name follows.
_GOES_ON: Final = r"(?=[^\s\"'`,;&])(?![\w .-]{1,40}[=:])"
_VALUE: Final = rf"[^\s\"'`,;&<{{(\[](?:[^\s\"'`,;&]|[,;&]{_GOES_ON}){{3,400}}"
_QUOTED: Final = r"(?P<quote>[\"'`])(?P<quoted>[^\"'`\n]{4,400})(?P=quote)"

_NAMED: Final = (
    rf"(?<![\w.-])-{{0,2}}(?P<name>[A-Za-z_$][\w.-]{{1,80}}){_SEPARATOR}"
    rf"(?:[brfu]{{0,2}}\\{{0,2}}{_QUOTED}|{_OPENS}(?P<plain>{_VALUE}))"
)
# A constant's name is enough without an assignment sign.
_CONSTANT: Final = (
    r"(?<![\w.-])(?P<name>[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,6})[*`\"']{0,3}"
    r"[ \t|:=>→-]{1,6}[*`\"']{0,3}(?:(?:is|to|as|ist)\s)?[`\"']?"
    r"(?P<secret>[^\s\"'`|*,;\[]{8,400})"
)
_PASSWORD_ENDS: Final = ("PASSWORD", "PASSWD", "PASSPHRASE", "_PASS", "_PWD", "_PW")
_NAME_HINTS: Final = (
    *("pass", "pwd", "pw", "kennwort", "secret", "token", "key", "cred", "auth", "enc", "sig"),
    *("salt", "pepper", "hmac", "seed", "dsn", "cert", "cookie", "jwt", "pat", "webhook", "cipher"),
    *("clave", "senha", "haslo", "heslo", "contrasena"),
)
_PASSWORDS: Final = frozenset(
    build_word_list(
        "password passwd pwd pass passphrase passcode pw passwort kennwort contrasena senha haslo",
        "heslo pgpassword userpass pswd psw",
    )
)
# Shells keep the working folder in PWD.
_FOLDERS: Final = frozenset({"pwd"})
_SECRETS: Final = frozenset(
    build_word_list(
        "secret token credential credentials cred creds jwt bearer pat apikey authkey accesskey",
        "secretkey privatekey accountkey authtoken apitoken accesstoken clientsecret presharedkey",
        "masterkey signingkey licensekey sharedaccesskey encryptionkey psk",
    )
)
_KEYS: Final = frozenset(
    build_word_list(
        "key enc encrypted auth sig signature salt pepper hmac seed dsn cert cookie webhook cipher"
    )
)
# What a key is for: these make it a secret, and the next ones do not.
_KEEPS_SECRET: Final = frozenset(
    build_word_list(
        "secret private api access auth encryption signing master webhook account service client",
        "session license licence token shared preshared app admin deploy jwt hmac aws gcp azure",
    )
)
_NO_SECRET: Final = frozenset(
    build_word_list(
        "public pub primary foreign sort partition cache group row idempotency idempotent dedup",
        "host issue ticket project shard range hash routing unique composite natural surrogate",
        "candidate index lookup map object item translation i18n locale registry hot shortcut",
        "arrow enter esc delete function sorting grouping message event record storage file s3",
        "bucket query react list known next last first count max min total budget limit per",
        "feature flag toggle experiment",
    )
)
# Additions to a name that change nothing.
_ENDINGS: Final = frozenset(
    build_word_list(
        "base64 b64 hex prod production live dev test staging old new value v1 v2 v3 1 2 3"
    )
)
_NAME_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SET_CHARS_MIN: Final = 4
_SECRET_CHARS_MIN: Final = 6
_KEY_CHARS_MIN: Final = 8

_SPACED_NAME: Final = (
    r"(?i)(?:pass ?word|pass ?code|pass ?phrase|secret|token|credentials?"
    r"|(?:api|access|private|account|auth|encryption|secret|signing|license|licence|webhook)"
    r"[ _-]?(?:key|token|secret))"
)
_SPACED: Final = rf"{_SPACED_NAME}{_SEPARATOR}{_OPENS}(?P<secret>[^\s\"'`,;<>{{}}()\[\]]{{6,400}})"
_SPACED_HINTS: Final = ("pass", "secret", "token", "key", "credential")

_NETRC: Final = (
    r"(?:machine\s{1,10}\S{1,200}|\bdefault)\s{1,10}login\s{1,10}\S{1,200}\s{1,10}"
    r"(?:account\s{1,10}\S{1,200}\s{1,10})?password\s{1,10}(?P<secret>\S{1,200})"
)
_PGPASS: Final = (
    r"(?m)^(?:[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}|localhost|\*):(?:\d{2,5}|\*):[\w*-]{1,60}"
    r":[\w*.-]{1,60}:(?P<secret>\S{3,200})$"
)
_NETRC_LINES: Final = (
    r"(?m)^[ \t]{0,8}login[ \t]{1,8}\S{1,200}\s{0,3}\n[ \t]{0,8}password[ \t]{1,8}"
    r"(?P<secret>\S{1,200})[ \t]{0,8}$"
)
_ELEMENT: Final = (
    r"(?i)<[\w:-]{0,40}(?:password|passwd|passphrase|secret|token|api-?_?key)>"
    r"(?P<secret>[^<>\s\[]{4,400})</"
)
_KEY_ID: Final = r"(?i)\b(?:response|nonce)=\"(?P<secret>[A-Za-z0-9+/=]{16,200})\""


def _find_assigned_values(text: str) -> Iterator[Span]:
    start = 0
    while match := compile_pattern(_NAMED).search(text, start):
        group = "quoted" if match["quoted"] is not None else "plain"
        start = match.start(group)
        if _is_assigned_secret(match["name"], match[group], is_tight="=" in match[0]):
            yield match.span(group)
            start = match.end()
        # A name may be in the place of a value: "Use this: API_KEY=…".


def _find_constant_values(text: str) -> Iterator[Span]:
    for match in compile_pattern(_CONSTANT).finditer(text):
        value = strip_sentence_end(match["secret"])
        is_long = match["name"].endswith(_PASSWORD_ENDS) or is_opaque(value)
        if is_long and _is_assigned_secret(match["name"], value, is_tight=False):
            yield match.span("secret")


def _is_assigned_secret(name: str, value: str, *, is_tight: bool) -> bool:
    """Return whether the name that a value is assigned to makes it a secret."""
    parts = [part.lower() for part in _NAME_PART.findall(name)]
    while len(parts) > 1 and parts[-1] in _ENDINGS:
        parts.pop()
    if not parts or is_placeholder(value) or is_placeholder(strip_sentence_end(value)):
        return False
    last, whole = parts[-1], name.lower()
    if last in _FOLDERS and value.startswith(("/", "~/", "./")):
        return False
    is_set = is_tight and len(value) >= _SET_CHARS_MIN and " " not in value
    if last in _PASSWORDS or whole in _PASSWORDS:
        return is_random_value(value) or is_set
    if last in _SECRETS or whole in _SECRETS:
        return (is_set and last == "secret") or _is_long_key(value, _SECRET_CHARS_MIN)
    return last in _KEYS and _is_named_key(parts, value)


def _is_named_key(parts: Sequence[str], value: str) -> bool:
    """Return whether a kind of key is secret: a sort key is not."""
    *before, last = parts
    if not before or " " in value or (last == "key" and not _NO_SECRET.isdisjoint(before)):
        return False
    if _KEEPS_SECRET.isdisjoint(before):
        return is_opaque(value) and not is_identifier(value)
    return _is_long_key(value, _KEY_CHARS_MIN)


def _is_long_key(value: str, least: int) -> bool:
    return len(value) >= least and " " not in value and _is_key(value)


def _is_key(value: str) -> bool:
    return is_random_value(value) and not _is_reference(value)


# A constant, a date or a file says where a key is or when it expires; it is not the key.
_REFERENCE: Final = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\d{4}-\d{2}-\d{2}\S*|[~.]{0,2}/\S*"
    r"|[a-z]\w*(?:\.\w+)+(?:\(.*)?|\w+\(.*"
)


def _is_reference(value: str) -> bool:
    return _REFERENCE.fullmatch(strip_sentence_end(value)) is not None


def _is_spaced_secret(value: str) -> bool:
    return _is_key(value) and not is_placeholder(strip_sentence_end(value))


RULES: Final = (
    Rule(kind="key or token", hints=_NAME_HINTS, spans=_find_assigned_values),
    Rule(kind="key or token", hints=_NAME_HINTS, spans=_find_constant_values),
    build_pattern_rule("password", _SPACED_HINTS, _SPACED, _is_spaced_secret),
    build_pattern_rule("password", ("machine", "default"), _NETRC),
    build_pattern_rule("password", ("login",), _NETRC_LINES),
    build_pattern_rule("password", ("</",), _ELEMENT, is_no_placeholder),
    build_pattern_rule("password", (":",), _PGPASS),
    build_pattern_rule("key or token", ('response="', 'nonce="'), _KEY_ID, has_letter_and_digit),
)
