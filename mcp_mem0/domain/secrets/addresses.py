"""Rules for secrets in URLs and in the headers of requests."""

import re
from typing import Final

from mcp_mem0.domain.secrets.rule import Rule, build_pattern_rule
from mcp_mem0.domain.secrets.values import (
    has_digit,
    is_identifier,
    is_no_placeholder,
    is_opaque,
    is_placeholder,
    is_random,
    is_random_value,
)

_USER: Final = (
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/:@\[]{0,100}:(?P<secret>[^\s/\[][^\s/]{0,200})@(?=[\w\[])"
)
_USER_ALONE: Final = r"[A-Za-z][A-Za-z0-9+.-]{1,20}://(?P<secret>[A-Za-z0-9_-]{16,200})@(?=[\w\[])"

_END: Final = r"[^\s\"'`<>()\[\]{}]"
_HOOK_HOSTS: Final = (
    r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/",
    r"(?:\w{1,20}\.)?discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/",
    r"[\w.-]{1,80}\.webhook\.office\.com/webhook\w{0,3}/",
    r"outlook\.office(?:365)?\.com/webhook/",
    r"hooks\.zapier\.com/hooks/",
    r"hook\.(?:[\w-]{1,20}\.)?(?:make|integromat)\.com/",
    r"maker\.ifttt\.com/(?:trigger/[\w-]{1,100}/(?:json/)?)?(?:with|use)/(?:key/)?",
    r"open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/",
    r"events\.pagerduty\.com/integration/",
    r"hc-ping\.com/",
    r"webhook\.site/",
    r"api\.telegram\.org/bot",
    r"hooks\.(?!slack|zapier)[\w.-]{1,80}/",
)
_HOOK: Final = rf"(?i)(?:{'|'.join(_HOOK_HOSTS)})(?P<secret>{_END}{{8,400}})"
# Any service's: what follows the word is too long and random for a page about hooks.
_OTHER_HOOK: Final = rf"(?i)https?://[^\s\"'<>?#]{{1,200}}?/(?:incoming[-_]?)?(?:web)?hooks?(?:b2|[-_]test)?/(?P<secret>{_END}{{16,400}})"

_SIGNED: Final = (
    r"(?i)(?:^|[?&;\s\"'`])(?:amp;)?(?P<name>sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token)"
    r"|key-pair-id|hmac|access_?token|id_token|refresh_token|auth_?token|api_?token|token|api_?key"
    r"|app_?key|auth_?key|subscription-key|client_secret|secret|password|passwd|pwd|jwt|x-plex-token"
    r"|x-api-key|se?cret_?key|private_token|oauth_token|sas|auth|policy)="
    r"(?P<secret>[^\s&#\"'`<>\[\]]{8,2000})"
)
_QUERY_KEY: Final = (
    r"(?i)://[^\s\"'<>]{1,400}?[?&](?:amp;)?(?:key|code|k|t|s|hash|ticket|invite_?token|st)="
    r"(?P<secret>[A-Za-z0-9_.~%+/=-]{16,800})"
)

_SCHEMES: Final = (
    r"(?i)\b(?:bearer|basic|token|apikey|negotiate|hawk|splunk|genie ?key)"
    r"\s{1,3}(?P<secret>[A-Za-z0-9._~+/-]{16,2000}=*)"
)
_HEADER: Final = (
    r"(?i)(?<![\w-])(?:proxy-)?authorization\\?[\"']?\s{0,3}[:=]\s{0,3}\\?[\"']?(?!digest\b)(?:[a-z][a-z0-9-]{1,20}\s{1,3})?"
    r"(?P<secret>[^\s\"'\\\[]{6,2000})"
)
_OTHER_HEADER: Final = (
    r"(?i)(?<![\w-])(?:x-[\w-]{0,40}(?:key|token|secret|auth|signature|password|session)|private-token|api-key|apikey"
    r"|[\w-]{0,40}subscription-key|deploy-token|job-token|dd-api-key|auth-token|access-token)\\?[\"']?\s{0,3}:\s{0,3}"
    r"\\?[\"']?(?P<secret>[^\s\"'\\\[]{6,2000})"
)
_COOKIE_PAIR: Final = r"[\w.%$!~*|-]{1,100}=[^\s;,\"'\[]{1,1000}"
_COOKIE: Final = (
    rf"(?i)(?<![\w-])(?:set-)?cookie2?\\?[\"']?\s{{0,3}}:\s{{0,3}}\\?[\"']?(?P<secret>{_COOKIE_PAIR}"
    rf"(?:;\s{{0,3}}{_COOKIE_PAIR}){{0,60}})"
)
_COOKIE_CALL: Final = (
    rf"(?i)(?:document\.cookie\s{{0,3}}=\s{{0,3}}|--cookie[= ]\s{{0,3}}"
    r"|curl\b[^\n]{0,200}?\s-b\s{0,3})[\"']?"
    rf"(?P<secret>{_COOKIE_PAIR}(?:;\s{{0,3}}{_COOKIE_PAIR}){{0,60}})"
)
_SESSION_COOKIE: Final = (
    r"(?i)(?<![\w-])(?:php|j|asp\.net_)?(?:sessid|sessionid|session_id|connect\.sid|laravel_session"
    r"|_session|__(?:secure|host)-[\w-]{1,40}|sessiontoken|session_token)=(?P<secret>[^\s;,&\"'\[]{16,1000})"
)


def _is_key(text: str) -> bool:
    return is_random_value(text) and not is_placeholder(text)


def _is_session(text: str) -> bool:
    return (is_random(text) or is_opaque(text)) and not is_identifier(text)


_SEGMENT: Final = re.compile(r"[/?#&=]")


def _has_opaque_part(text: str) -> bool:
    return any(is_opaque(part) for part in _SEGMENT.split(text))


def _is_hook(text: str) -> bool:
    return has_digit(text) or len(text) >= len("T00000000/B00000000")


RULES: Final[tuple[Rule, ...]] = (
    build_pattern_rule("password", ("://",), _USER, is_no_placeholder),
    build_pattern_rule("key or token", ("://",), _USER_ALONE, is_random),
    build_pattern_rule(
        "secret address", ("hook", "ifttt", "pagerduty", "hc-ping", "telegram"), _HOOK, _is_hook
    ),
    build_pattern_rule("secret address", ("hook",), _OTHER_HOOK, _has_opaque_part),
    build_pattern_rule(
        "secret address",
        (
            *("sig", "token", "key", "secret", "auth", "pass", "pwd", "jwt", "sid", "session"),
            "sas=",
            "hmac",
            "x-amz",
            "x-goog",
            "policy=",
        ),
        _SIGNED,
        _is_key,
    ),
    build_pattern_rule("secret address", ("://",), _QUERY_KEY, is_opaque),
    build_pattern_rule(
        "key or token",
        ("bearer", "basic", "token", "apikey", "negotiate", "hawk", "splunk", "genie"),
        _SCHEMES,
        is_random,
    ),
    build_pattern_rule("key or token", ("authorization",), _HEADER, _is_key),
    build_pattern_rule(
        "key or token",
        ("key", "token", "secret", "auth", "signature", "session", "password"),
        _OTHER_HEADER,
        _is_key,
    ),
    build_pattern_rule("cookie", ("cookie",), _COOKIE),
    build_pattern_rule("cookie", ("cookie", "curl"), _COOKIE_CALL),
    build_pattern_rule(
        "cookie", ("sess", ".sid", "__secure", "__host"), _SESSION_COOKIE, _is_session
    ),
)
