"""Rules for passwords and keys on a command line."""

from typing import Final

from mcp_mem0.domain.secrets.normalised import build_word_list
from mcp_mem0.domain.secrets.rule import Rule, build_pattern_rule
from mcp_mem0.domain.secrets.values import is_opaque, is_placeholder

_OPENS: Final = r"\\?[\"']?"
_VALUE: Final = r"(?P<secret>[^\s\"']{3,200})"
_REST: Final = r"\b[^\n]{0,200}?\s"
"""Between a program and its option, on one line."""

_WORDS: Final = frozenset(
    build_word_list(
        "to for is was the and or flag flags option options argument parameter prompt file stdin",
        "which that with from when instead must should can will works fails does needs",
    )
)


def _is_value(text: str) -> bool:
    is_option = text.startswith(("-", "<", "[", "{", "$"))
    return not is_option and text.lower() not in _WORDS and not is_placeholder(text)


def _build_option_pattern(programs: str, options: str, value: str = _VALUE) -> str:
    return rf"(?:(?:^|(?<=[\s`\"'$/(;|&]))(?:{programs})){_REST}(?:{options}){_OPENS}{value}"


_USER: Final = r"[^\s:\"'%]{1,100}"

RULES: Final[tuple[Rule, ...]] = (
    build_pattern_rule(
        "password",
        ("curl", "wget", "http"),
        _build_option_pattern(
            "curl|wget|https?|xh|httpie",
            r"-[sSkLvifgN]{0,6}[uU]\s{0,3}|--(?:proxy-)?user[= ]\s{0,3}|-a\s{1,3}",
            rf"{_USER}:(?P<secret>[^\s\"']{{1,200}})",
        ),
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("smbclient", "lftp", "rpcclient"),
        _build_option_pattern(
            "smbclient|lftp|rpcclient", r"-[uU]\s{0,3}", rf"{_USER}[%,](?P<secret>\S{{1,200}})"
        ),
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("mysql", "mariadb", "mycli"),
        _build_option_pattern(r"(?:mysql|mariadb)[a-z-]{0,10}|mycli", r"-p"),
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("sshpass", "login", "mongo", "redis-cli", "unzip", "zip", "7z", "ldap", "htpasswd"),
        _build_option_pattern(
            r"sshpass|mongo[a-z]{0,10}|unzip|zip|rdesktop"
            r"|(?:docker|podman|az|oc|nerdctl|buildah|skopeo|helm registry|crane auth) login",
            r"-p\s{0,3}|-P\s{1,3}",
        ),
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("redis-cli",),
        _build_option_pattern("redis-cli|valkey-cli", r"-a\s{1,3}"),
        _is_value,
    ),
    build_pattern_rule("password", ("7z",), _build_option_pattern("7za?", r"-p"), _is_value),
    build_pattern_rule(
        "password", ("ldap",), _build_option_pattern(r"ldap[a-z]{1,10}", r"-w\s{0,3}"), _is_value
    ),
    build_pattern_rule(
        "password", ("freerdp",), _build_option_pattern(r"[xw]l?freerdp\d?", r"/p:"), _is_value
    ),
    build_pattern_rule(
        "password",
        ("htpasswd",),
        rf"htpasswd\s[^\n]{{0,20}}?-[a-zA-Z]{{0,4}}b[a-zA-Z]{{0,4}}\s{{1,3}}\S{{1,200}}\s{{1,3}}\S{{1,100}}"
        rf"\s{{1,3}}{_OPENS}{_VALUE}",
        _is_value,
    ),
    build_pattern_rule(
        "password", ("pass:",), rf"-pass(?:in|out)?\s{{1,3}}{_OPENS}pass:{_VALUE}", _is_value
    ),
    build_pattern_rule(
        "password",
        ("chpasswd",),
        rf"echo\s{{1,3}}(?:-\w\s{{1,3}})?{_OPENS}{_USER}:{_VALUE}[\"']?\s{{0,3}}\|[^\n]{{0,40}}?chpasswd",
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("sudo",),
        rf"echo\s{{1,3}}(?:-\w\s{{1,3}})?{_OPENS}{_VALUE}[\"']?\s{{0,3}}\|\s{{0,3}}sudo\s[^\n]{{0,20}}?-S",
        _is_value,
    ),
    build_pattern_rule(
        "password",
        ("--pass", "--pwd", "-password", "-passphrase"),
        rf"(?i)(?<![\w-])-{{1,2}}(?:[a-z]{{1,20}}-)?(?:password|passwd|passphrase|pass|pwd)"
        rf"[= ]{{1,3}}{_OPENS}{_VALUE}",
        _is_value,
    ),
    build_pattern_rule(
        "key or token",
        ("--",),
        r"(?i)(?<![\w-])--(?:[a-z]{1,20}-){0,3}(?:token|secret|key|credential|auth|body)[= ]{1,3}"
        rf"{_OPENS}(?P<secret>[^\s\"']{{8,400}})",
        is_opaque,
    ),
    build_pattern_rule(
        "key or token",
        ("from-literal",),
        rf"--from-literal[= ]{_OPENS}[\w.-]{{1,100}}={_OPENS}{_VALUE}",
        _is_value,
    ),
    build_pattern_rule(
        "key or token",
        ("key", "token", "secret", "auth", "login"),
        r"(?i)(?<![A-Za-z0-9])(?:[\w/:.-]{0,40}[_:-])?(?:access_key|api_key|apikey|authtoken|auth-token"
        r"|auth_token|access_token|secret_key|api_token|vault login|token|secret)"
        r"\s{1,3}(?P<secret>[A-Za-z0-9][A-Za-z0-9+/=_.-]{15,400})",
        is_opaque,
    ),
)
