"""Rules for wallets' recovery phrases: 12 to 24 plain words, announced or on their own."""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.secrets.normalised import build_word_list, normalise_spelling
from mcp_mem0.domain.secrets.rule import Rule, Span, compile_pattern

COUNTS: Final = frozenset({12, 15, 18, 21, 24})
"""How many words a phrase has."""

_ANNOUNCED_CHARS_MAX: Final = 200
_PHRASE_CHARS_MAX: Final = 500
_WORD: Final = r"[a-z]{3,8}"
_NUMBER: Final = r"(?:\d{1,2}\s?[.):-]?\s{0,3})?"
_PHRASE: Final = (
    rf"(?i)(?<![\w'-]){_NUMBER}{_WORD}(?:(?:\s{{0,3}},\s{{0,3}}|\s{{1,4}}|\s?[|/]\s?){_NUMBER}{_WORD}(?![\w'-]))"
    r"{11,23}"
)
_ALONE: Final = (
    rf"(?m)(?:(?<=[:\"'`(\n])|(?<=[:\"'`(\n][ ])|^)"
    rf"(?P<secret>{_WORD}(?: {_WORD}){{11,23}})(?=[.\"'`),;]|\s*$)"
)
_NAMES: Final = normalise_spelling(
    r"(?i)(?:(?:seed|recovery|backup|mnemonic|wallet|secret|restore)[ -]?"
    r"(?:phrase|words?|seed|list)"
    r"|\bseed\b|mnemonic|bip-?39|wiederherstellungs(?:phrase|wörter|schlüssel)"
    r"|phrase de récupération"
    r"|frase (?:de recuperaci[oó]n|semilla|de recupera[cç][aã]o|di recupero)|palabras semilla"
    r"|herstelzin|återställningsfras|fraza (?:odzyskiwania|seed)|kurtarma (?:ifade|kelime)"
    r"|сид-?фраз|мнемонич|фраз[аы] восстановления|助记词|助記詞|リカバリーフレーズ|니모닉|복구 문구"
    r"|\b(?:12|24|twelve|twenty-four) words\b|عبارة الاسترداد|ledger|trezor|metamask|\bwallet\b)"
)
_NAME_HINTS: Final = build_word_list(
    "phrase seed words mnemonic bip wiederherstellung frase palabras herstelzin fras",
    "fraza kurtarma фраз мнемонич 助记词 助記詞 リカバリー 니모닉 복구 عبارة",
    "ledger trezor metamask wallet",
)
# No list of words for phrases has them, and hardly twelve words of a sentence go without one.
_SMALL: Final = frozenset(
    build_word_list(
        "the and for are but not was had her his our out has how its who did with from their them",
        "your were been would could which than into she him per via got these those some does said",
        "per los las una con por que para como pero les des pour avec dans est une der die das und",
        "den dem ein eine nicht mit auf sich von dan yang untuk dengan dari tidak saya ini itu ada",
        "akan och att det som for inte non che per della sono pas sur qui nous vous ils het een",
        "niet met zijn five seven eight nine eleven twelve",
    )
)
_PLURALS_MAX: Final = 2
_PLURAL: Final = r"[a-z]+(?<![suaio])s"
_FIRST_LETTERS: Final = 4


def _find_announced_phrases(text: str) -> Iterator[Span]:
    for name in compile_pattern(_NAMES).finditer(text):
        end = min(len(text), name.end() + _ANNOUNCED_CHARS_MAX)
        match = compile_pattern(_PHRASE).search(text, name.end(), end + _PHRASE_CHARS_MAX)
        if match and match.start() <= end:
            yield from _find_phrase_words(text, match.span())


def _find_phrase_words(text: str, run: Span) -> Iterator[Span]:
    """Yield the span of a run's words that may be a phrase: a small word ends it."""
    spans: list[Span] = []
    for word in compile_pattern(r"[A-Za-z]{3,8}").finditer(text, *run):
        if word[0].lower() in _SMALL:
            if len(spans) >= min(COUNTS):
                break
            spans = []
        else:
            spans.append(word.span())
    if len(spans) >= min(COUNTS):
        yield spans[0][0], spans[-1][1]


def _find_lone_phrases(text: str) -> Iterator[Span]:
    for match in compile_pattern(_ALONE).finditer(text):
        if _is_phrase(_split_words(match["secret"])):
            yield match.span("secret")


def _split_words(text: str) -> list[str]:
    return compile_pattern(_WORD).findall(text)


def _is_phrase(words: list[str]) -> bool:
    """Whether words are a phrase, not a sentence or list: no small words, plurals, like starts."""
    plurals = sum(compile_pattern(_PLURAL).fullmatch(word) is not None for word in words)
    starts = {word[:_FIRST_LETTERS] for word in words}
    return (
        len(words) in COUNTS
        and not _SMALL.intersection(words)
        and plurals < _PLURALS_MAX
        and len(starts) == len(set(words))
    )


RULES: Final = (
    Rule(kind="recovery phrase", hints=_NAME_HINTS, spans=_find_announced_phrases),
    Rule(kind="recovery phrase", hints=(" ",), spans=_find_lone_phrases),
)
