"""Choosing the languages that a question is read in."""

from collections.abc import Iterator

from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks
from mcp_mem0.domain.text.times.languages.known import CHINESE, JAPANESE, KOREAN, SPACED
from mcp_mem0.domain.text.times.languages.language import TimeLanguage
from mcp_mem0.domain.text.times.lexicon import build_time_lexicon
from mcp_mem0.domain.text.times.tokens import (
    TimeToken,
    count_known_words,
    look_up_words,
    split_spaced,
    split_spaceless,
)


def fold_case(text: str) -> str:
    """Return a text in the form of the lists of words: lower case, accents kept."""
    # A Turkish capital leaves a dot behind; a Russian letter is written with two dots or without.
    return unify_marks(text).casefold().replace("\u0307", "").replace("ё", "е")


def list_readings(text: str) -> Iterator[list[TimeToken]]:
    """Yield the tokens of a folded text in each language that it fits best, mostly one."""
    spaceless = list_spaceless_languages(text)
    if spaceless:
        yield from (split_spaceless(text, language) for language in spaceless)
        return
    words = split_spaced(text)
    lexicons = [build_time_lexicon(language) for language in SPACED]
    counts = [count_known_words(words, lexicon) for lexicon in lexicons]
    most = max(counts)
    if not most:
        yield list(words)
        return
    for lexicon, count in zip(lexicons, counts, strict=True):
        if count == most:
            yield look_up_words(words, lexicon)


def list_spaceless_languages(text: str) -> tuple[TimeLanguage, ...]:
    """Return the languages of a text whose script has no spaces, or whose words run together.

    A text of Han signs alone may be either Chinese or Japanese.
    """
    if text.isascii() or SPACELESS.search(text) is None:
        return ()
    if any("\uac00" <= char <= "\ud7af" for char in text):
        return (KOREAN,)
    is_japanese = any("\u3040" <= char <= "\u30ff" for char in text)
    return (JAPANESE,) if is_japanese else (CHINESE, JAPANESE)
