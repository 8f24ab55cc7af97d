"""`Vocabulary`, the words that a fact may have: what is in none of its sources was made up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.text_forms import SPACELESS, list_words

STEM_SHARE: Final = 0.55
STEM_CHARS_MIN: Final = 4
ENDINGS: Final = frozenset({"s", "es", "ed", "d", "ing", "er", "en", "n", "e", "t", "r", "m", "a"})


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words that were said or are expected, and what may stand for them in a language."""

    words: frozenset[str]
    language: Language
    _known: dict[str, bool] = field(default_factory=dict[str, bool])

    def extend(self, words: frozenset[str]) -> "Vocabulary":
        """Return a vocabulary with some words more."""
        return Vocabulary(self.words | words, self.language)

    def list_unexplained(self, folded: str) -> list[str]:
        """Return the words of a text that neither the sources nor the language account for."""
        if SPACELESS.search(folded):
            return list(self._list_unexplained_signs(folded))
        return [
            word
            for word in dict.fromkeys(list_words(folded))
            if not any(sign.isdigit() for sign in word)
            and not self._is_small(word)
            and not self.has_word(word)
        ]

    def _is_small(self, word: str) -> bool:
        language = self.language
        return (
            word in language.small_words
            or word in load_language(ENGLISH).small_words
            or word in language.user_words
        )

    def has_word(self, word: str) -> bool:
        """Return whether the sources have a word, another form of it or a synonym."""
        known = self._known.get(word)
        if known is None:
            others = (each for each in self.language.synonyms.get(word, ()) if " " not in each)
            known = any(self._has_form(each) for each in (word, *others))
            self._known[word] = known
        return known

    def _has_form(self, word: str) -> bool:
        return word in self.words or any(is_alike(word, each) for each in self.words)

    def _list_unexplained_signs(self, folded: str) -> Iterator[str]:
        """Yield signs that nothing accounts for, and words in another script."""
        signs = {sign for word in self.words for sign in word}
        signs |= {sign for word in self.language.small_words for sign in word}
        signs |= {sign for group in self.language.same for sign in group}
        for sign in dict.fromkeys(folded):
            if SPACELESS.match(sign) and sign not in signs:
                yield sign
        for word in list_words(folded):
            if word.isascii() and word.isalpha() and word not in self.words:
                yield word


def is_alike(one: str, other: str) -> bool:
    """Return whether two words have one stem, as far as their beginnings tell."""
    if one[:2] != other[:2]:
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in ENDINGS and len(shorter) > 1:
        return True
    same = 0
    for left, right in zip(shorter, longer, strict=False):
        if left != right:
            break
        same += 1
    return same >= STEM_CHARS_MIN and same >= STEM_SHARE * len(longer)
