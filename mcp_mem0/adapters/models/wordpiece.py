"""The WordPiece tokeniser of BERT (uncased), in plain Python.

It finds the same tokens as the `tokenizers` library, which would bring twenty packages
with it. One difference is intended: what looks like a special token ("[SEP]") is ordinary text
here, so no text can end early for the model.

Which characters are letters or marks is Python's own Unicode data. Characters that are newer
than the vocabulary may therefore become other tokens under another Python.
"""

import unicodedata
from collections.abc import Iterator, Mapping

WORD_CHARS_MAX = 100
CHARACTERS_KEPT_MAX = 20_000

PADDING_TOKEN = "[PAD]"  # noqa: S105 - a token of text, not a password
UNKNOWN_TOKEN = "[UNK]"  # noqa: S105
START_TOKEN = "[CLS]"  # noqa: S105
END_TOKEN = "[SEP]"  # noqa: S105

_CONTINUED = "##"
_REPLACEMENT_CHARACTER = "\ufffd"
# Control, format, private use and lone halves of surrogate pairs.
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs"})
_ASCII_SYMBOLS = frozenset("$+<=>^`|~")
_IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    # The reference leaves out the hundred characters before this one, so we do too.
    (0x2B920, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


def parse_vocabulary(text: str) -> dict[str, int]:
    """Read a vocabulary of one token a line; a token's id is its line, from 0."""
    # Not splitlines(): some tokens are characters that it takes for line ends.
    tokens = text.removesuffix("\n").split("\n")
    return {token: token_id for token_id, token in enumerate(tokens)}


class WordPiece:
    """Splits texts into the token ids of a vocabulary.

    Args:
        vocabulary: Token to id, with the special tokens among them.

    Raises:
        KeyError: A special token is not in the vocabulary.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.start_id = vocabulary[START_TOKEN]
        self.end_id = vocabulary[END_TOKEN]
        self._unknown_id = vocabulary[UNKNOWN_TOKEN]
        self._vocabulary = vocabulary
        self._token_chars_max = max(map(len, vocabulary))
        self._plain_characters = _PlainCharacters()

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text's tokens, without the start and end that a model expects."""
        words = text.translate(self._plain_characters).split()
        return [token_id for word in words for token_id in self._encode_word(word)]

    def _encode_word(self, word: str) -> list[int]:
        whole = self._vocabulary.get(word)
        if whole is not None:
            return [whole]
        if len(word) > WORD_CHARS_MAX:
            return [self._unknown_id]
        pieces = list(self._split_pieces(word))
        # One unknown piece makes the word unknown: its other pieces would mislead.
        return [self._unknown_id] if None in pieces else [p for p in pieces if p is not None]

    def _split_pieces(self, word: str) -> Iterator[int | None]:
        """Yield the ids of the longest tokens from the left; None, and no more, if none fits."""
        start = 0
        while start < len(word):
            token_id, end = self._find_longest(word, start)
            yield token_id
            if token_id is None:
                return
            start = end

    def _find_longest(self, word: str, start: int) -> tuple[int | None, int]:
        prefix = _CONTINUED if start else ""
        for end in range(min(len(word), start + self._token_chars_max), start, -1):
            token_id = self._vocabulary.get(prefix + word[start:end])
            if token_id is not None:
                return token_id, end
        return None, start


class _PlainCharacters(dict[int, str]):
    """What each character becomes: nothing, a space, or itself in lower case without accents.

    Punctuation and ideographs come back between spaces, because each is a word of its own.
    """

    def __missing__(self, code: int) -> str:
        plain = _normalise_character(chr(code))
        # A text can hold every character there is; the common ones are few.
        if len(self) < CHARACTERS_KEPT_MAX:
            self[code] = plain
        return plain


def _normalise_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category in _DROPPED_CATEGORIES or character == _REPLACEMENT_CHARACTER:
        return ""
    letters = "".join(map(_separate_punctuation, _strip_accents(character)))
    return f" {letters} " if _is_ideograph(character) else letters


def _strip_accents(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c.lower() for c in decomposed if unicodedata.category(c) != "Mn")


def _separate_punctuation(character: str) -> str:
    is_punctuation = unicodedata.category(character).startswith("P") or character in _ASCII_SYMBOLS
    return f" {character} " if is_punctuation else character


def _is_ideograph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
