"""Rules for keys and tokens with a known prefix, and for private keys."""

import re
from itertools import chain
from typing import Final

from mcp_mem0.domain.secrets.rule import Rule, build_pattern_rule
from mcp_mem0.domain.secrets.values import has_digit, is_opaque

_BODY_CHARS_MAX: Final = 400

_ALNUM: Final = "[A-Za-z0-9]"
_ANY: Final = "[A-Za-z0-9_-]"
_DOTTED: Final = r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))"

# Prefixes of services' tokens, by the least length and the characters of the rest.
_PREFIXES: Final = {
    (16, _ALNUM): (
        "ghp_ gho_ ghu_ ghs_ ghr_ rk_live_ rk_test_ sk_live_ sk_test_ whsec_ lin_api_ lin_oauth_"
        " ntn_ r8_ figd_ sntryu_ rubygems_ shpat_ shpca_ shppa_ shpss_ shptka_ sbp_ tfp_ squ_ sqp_"
        " sqa_ glc_ pul- pnu_ CLOJARS_ CCIPAT_ NRAK- NRII- NRJS- PMAT- bkua_ waka_ aio_ rzp_live_"
        " rzp_test_ shippo_live_ shippo_test_ EZAK EZTK key_live_ dckr_oat_ ATBB hrku- sgp_ slk_"
        " hvr. ops_ey tgp_v1_ fo1_ nsec1 xprv yprv zprv"
    ),
    (20, _ALNUM): "npm_ hf_ api_org_ gsk_ secret_ nfp_ EAA pplx- dapi LTAI AKID tfr_ napi_",
    (20, _ANY): (
        "github_pat_ glpat- gldt- glrt- glptt- glcbt- glsoat- glffct- glimt- glagent- gloas- glft-"
        " GOCSPX- AIza xai- tvly- nvapi- phc_ phx_ dckr_pat_ sq0atp- sq0csp- CFPAT- tskey- PMAK-"
        " sntrys_ glsa_ pscale_tkn_ pscale_pw_ pscale_oauth_ ATATT3 ATCTT3 xkeysib- xsmtpsib-"
        " lsv2_pt_ lsv2_sk_ sk-lf- pcsk_ sb_secret_ fm2_ FLWSECK- FLWSECK_TEST- duffel_live_"
        " duffel_test_ tk-us- hubspot- pat-na1- pat-eu1- pat-ap1- sess- rdme_ fig_pat_ y0_ AQVN"
        " 1//0 vcp_ mem0_ jina_"
    ),
    (20, _DOTTED): "hvs. hvb. ya29. pypi- sl.u. dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.",
    (10, _ANY): "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxe. xapp- AGE-SECRET-KEY-1",
    (32, "[a-f0-9]"): "dop_v1_ doo_v1_ dor_v1_ key- ",
}
# Whole patterns, where the prefix alone says too little, by a hint that each contains.
_FORMS: Final = {
    "akia": r"AKIA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "asia": r"ASIA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "abia": r"ABIA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "acca": r"ACCA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "sg.": r"SG\.[A-Za-z0-9_-]{16,60}\.[A-Za-z0-9_-]{16,60}",
    "-us": r"[0-9a-f]{32}-us\d{1,2}(?!\d)",
    "pat": r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}",
    "dt0": r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}",
    ".atlasv1.": r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
    "access_token$": r"access_token\$production\$[a-z0-9]{16}\$[a-f0-9]{32}",
}
# A Telegram bot's token, and a Discord bot's.
_TELEGRAM: Final = (
    r"(?<![A-Za-z0-9])(?:bot)?(?P<secret>\d{6,10}:[A-Za-z0-9_-]{33,36})(?![A-Za-z0-9_-])"
)
_DISCORD: Final = (
    r"(?<![A-Za-z0-9])(?P<secret>[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6,7}"
    r"\.[A-Za-z0-9_-]{27,40})"
)
_EMPTY_BODY: Final = re.compile(r"[xX*._-]*")
_WORD_RUN_MAX: Final = 19
"""No word of a name is longer, in letters."""

_LONG_RUN: Final = re.compile(rf"[A-Za-z]{{{_WORD_RUN_MAX + 1}}}")
_MIXED_CASE: Final = re.compile(r"[a-z][A-Z]")
_TWILIO: Final = (
    r"(?is)(?:twilio.{0,200}?)(?<![A-Za-z0-9])(?P<secret>SK[0-9a-f]{32})(?![A-Za-z0-9])"
)
_TWILIO_AFTER: Final = (
    r"(?is)(?<![A-Za-z0-9])(?P<secret>SK[0-9a-f]{32})(?![A-Za-z0-9])(?=.{0,200}?twilio)"
)
_JWT: Final = (
    r"(?<![A-Za-z0-9_.-])(?P<secret>eyJ[A-Za-z0-9_-]{8,4000}+\.(?:eyJ)?[A-Za-z0-9_-]{8,8000}+"
    r"\.[A-Za-z0-9_-]{8,4000})"
)
_PEM: Final = (
    r"(?s)(?P<secret>-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----.*?"
    # One that was cut off before its end is a secret as well.
    r"(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z))"
)
_PUTTY: Final = (
    r"Private-Lines: \d{1,4}\s{1,4}"
    r"(?P<secret>[A-Za-z0-9+/=]{8,100}(?:\s{1,4}[A-Za-z0-9+/=]{8,100}){0,200})"
)
_JWK: Final = r'"(?:d|p|q|dp|dq|qi|k)"\s{0,3}:\s{0,3}"(?P<secret>[A-Za-z0-9_-]{20,2000})"'
_WIF: Final = (
    r"(?<![A-Za-z0-9])(?P<secret>(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51}))"
    r"(?![A-Za-z0-9])"
)


def _is_body(token: str) -> bool:
    """Whether it is a token, and not a name that begins like one: `sk-learn-for-everybody`."""
    return (
        has_digit(token)
        or _MIXED_CASE.search(token) is not None
        or _LONG_RUN.search(token) is not None
    )


def _is_token(prefix: str, token: str) -> bool:
    body = token.removeprefix(prefix)
    return _EMPTY_BODY.fullmatch(body) is None and _is_body(body)


def _build_prefix_rules() -> tuple[Rule, ...]:
    return tuple(
        build_pattern_rule(
            "key or token",
            [prefix.lower()],
            rf"(?<![A-Za-z0-9])(?P<secret>{re.escape(prefix)}{signs}{{{least},{_BODY_CHARS_MAX}}})",
            lambda token, prefix=prefix: _is_token(prefix, token),
        )
        for (least, signs), prefixes in _PREFIXES.items()
        for prefix in prefixes.split()
    )


def _build_form_rules() -> tuple[Rule, ...]:
    return tuple(
        build_pattern_rule("key or token", [hint], rf"(?<![A-Za-z0-9])(?P<secret>{form})")
        for hint, form in _FORMS.items()
    )


def _is_sk_token(token: str) -> bool:
    return _is_token("sk-", token)


RULES: Final = tuple(
    chain(
        (
            build_pattern_rule("private key", ("private key",), _PEM),
            build_pattern_rule("private key", ("private-lines",), _PUTTY),
            build_pattern_rule("private key", ('"kty"',), _JWK),
            build_pattern_rule("private key", ("5h", "5j", "5k", "k", "l"), _WIF, is_opaque),
            build_pattern_rule("key or token", ("eyj",), _JWT),
            build_pattern_rule("key or token", ("twilio",), _TWILIO),
            build_pattern_rule("key or token", ("twilio",), _TWILIO_AFTER),
            build_pattern_rule(
                "key or token",
                ("sk-",),
                r"(?<![A-Za-z0-9])(?P<secret>sk-[A-Za-z0-9_-]{20,400})",
                _is_sk_token,
            ),
            build_pattern_rule(
                "key or token",
                ("s.",),
                r"(?<![A-Za-z0-9.])(?P<secret>s\.[A-Za-z0-9]{24})(?![A-Za-z0-9.])",
                _is_body,
            ),
            build_pattern_rule("key or token", (":",), _TELEGRAM, is_opaque),
            build_pattern_rule("key or token", (".",), _DISCORD, is_opaque),
        ),
        _build_form_rules(),
        _build_prefix_rules(),
    )
)
