"""Rules for secret numbers: cards, IBANs, and numbers that a word announces."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.secrets.normalised import build_word_list
from mcp_mem0.domain.secrets.rule import Rule, Span, build_pattern_rule, compile_pattern

_DIGITS: Final = tuple("0123456789")

_LUHN_DOUBLED_MAX: Final = 9
# Prefixes and lengths of the card schemes: a long number of another kind is left alone.
_SCHEMES: Final = re.compile(
    r"4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|220[0-4]\d{12}"
)
_CARD_RUN: Final = r"(?<![\d.+])\d(?:[ ./_-]{0,3}\d){11,}"
_GROUP: Final = re.compile(r"\d+")
_CARD_GROUPS: Final = {
    *((4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 5), (6, 13), (4, 15)),
    *((8, 8), (4, 12), (6, 10), (12, 4), (4, 4, 4, 1)),
}
_CARD_DIGITS_MIN: Final = 13
_CARD_DIGITS_MAX: Final = 19
_GROUPS_MAX: Final = 5
# What stands right before the digits of a fraction: 3.14, 0,5. A list in CSV may have a card after
# any other digit and comma.
_FRACTION_START: Final = re.compile(r"\d\.$|(?<![\d.,])0,$")
# Words before a number of another kind, which may pass the checksum by chance.
_OTHER_NUMBER: Final = re.compile(
    r"(?i)(?:order|invoice|tracking|ticket|parcel|shipment|booking|reference|ref|isbn|imei|serial|case"
    r"|customer|article|item|ean|gtin|upc|phone|tel|fax|commit|build|bestell|rechnung|sendung"
    r"|auftrag|part|model|product|member|contract|policy|sku|vin|kunde|artikel|teile|commande|facture"
    r"|suivi|pedido|factura|encomenda|ordine|fattura|zamowieni|siparis|заказ|订单|訂單|注文|주문)\w{0,6}[.-]?\s?(?:no|n\.o|nr|number|nummer|id|code|#)?\.?\s?[:#=]?\s?$"
)
_BEFORE_CHARS_MAX: Final = 40

# ISO 13616: how long the number is in each country.
_IBAN_LENGTHS: Final = {
    line[:2]: int(line[2:])
    for line in build_word_list(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27",
        "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28",
        "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22",
        "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24",
        "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
    )
}
_IBAN_START: Final = r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]{0,2}\d ?\d(?=[ .-]{0,2}[A-Za-z0-9])"
_IBAN_GAP_MAX: Final = 3
_IBAN_REST: Final = 97

_SSN: Final = r"(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)"
_SSN_TOLD: Final = (
    r"(?i)(?:\bssn\b|social security|\bitin\b)[^\d\n\[]{0,40}?"
    r"(?P<secret>\d{3}[ .-]{0,2}\d{2}[ .-]{0,2}\d{4})(?!\d)"
)
_CARD_CODE: Final = (
    r"(?i)\b(?:cvv2?|cvc2?|cvn|csc|cid|security code|card code"
    r"|kartenprufnummer|prufziffer|prufnummer"
    r"|cryptogramme|codigo de seguridad|codice di sicurezza)\b[^\d\n\[]{0,20}?(?P<secret>\d{3,4})\b"
)


def _find_cards(text: str) -> Iterator[Span]:
    for run in compile_pattern(_CARD_RUN).finditer(text):
        if _is_other_number(text, run.start()):
            continue
        groups = [
            (run.start() + group.start(), run.start() + group.end())
            for group in _GROUP.finditer(run[0])
        ]
        yield from _find_grouped_cards(text, groups)


def _is_other_number(text: str, start: int) -> bool:
    """Return whether the words before a number say that it is of another kind."""
    before = text[max(0, start - _BEFORE_CHARS_MAX) : start]
    return _OTHER_NUMBER.search(before) is not None


def _find_social_security_numbers(text: str) -> Iterator[Span]:
    for match in compile_pattern(_SSN).finditer(text):
        if not _is_other_number(text, match.start()):
            yield match.span()


def _find_grouped_cards(text: str, groups: Sequence[Span]) -> Iterator[Span]:
    """Yield the cards that some groups of digits form, or all groups together."""
    whole = (groups[0][0], groups[-1][1])
    written = text[slice(*whole)]
    if (
        "/" not in written
        and "." not in written
        and not _is_fraction(text, whole[0])
        and _is_card(written)
    ):
        yield whole
        return
    start = 0
    while start < len(groups):
        end = next(
            (
                end
                for end in range(start + 1, start + 1 + _GROUPS_MAX)
                if _spell_card(text, groups[start:end])
            ),
            None,
        )
        if end is not None:
            yield groups[start][0], groups[end - 1][1]
        start = start + 1 if end is None else end


def _spell_card(text: str, groups: Sequence[Span]) -> bool:
    sizes = tuple(end - start for start, end in groups)
    is_whole = (
        len(sizes) == 1
        and _CARD_DIGITS_MIN <= sizes[0] <= _CARD_DIGITS_MAX
        and not _is_fraction(text, groups[0][0])
    )
    return (is_whole or sizes in _CARD_GROUPS) and _is_card(text[groups[0][0] : groups[-1][1]])


def _is_fraction(text: str, start: int) -> bool:
    return _FRACTION_START.search(text[max(0, start - 3) : start]) is not None


def _is_card(written: str) -> bool:
    digits = "".join(char for char in written if char.isdigit())
    if _SCHEMES.fullmatch(digits) is None:
        return False
    values = [int(char) for char in digits]
    doubled = [value * 2 for value in values[-2::-2]]
    total = sum(values[-1::-2]) + sum(
        value - _LUHN_DOUBLED_MAX if value > _LUHN_DOUBLED_MAX else value for value in doubled
    )
    return total % 10 == 0


def _find_ibans(text: str) -> Iterator[Span]:
    for match in compile_pattern(_IBAN_START).finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper())
        end = None if length is None else _find_iban_end(text, match.start(), length)
        if end is not None:
            yield match.start(), end


def _find_iban_end(text: str, start: int, length: int) -> int | None:
    """Return the end of the IBAN that begins here, if its check digits are right."""
    signs: list[str] = []
    place = start
    gap = 0
    while place < len(text) and len(signs) < length and gap <= _IBAN_GAP_MAX:
        char = text[place]
        if char.isascii() and char.isalnum():
            signs.append(char.upper())
            gap = 0
        elif char in " .-":
            gap += 1
        else:
            break
        place += 1
    if len(signs) < length or (place < len(text) and text[place].isalnum()):
        return None
    number = "".join(str(int(sign, 36)) for sign in (*signs[4:], *signs[:4]))
    return place if int(number) % _IBAN_REST == 1 else None


RULES: Final = (
    Rule(kind="IBAN", hints=_DIGITS, spans=_find_ibans),
    Rule(kind="card number", hints=_DIGITS, spans=_find_cards),
    build_pattern_rule(
        "PIN or code", ("cv", "csc", "cid", "code", "pruf", "crypto", "codi"), _CARD_CODE
    ),
    build_pattern_rule("social security number", ("ssn", "social", "itin"), _SSN_TOLD),
    Rule(kind="social security number", hints=("-",), spans=_find_social_security_numbers),
)
