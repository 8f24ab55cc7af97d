"""The golden file has what the `tokenizers` library finds in our own sentences; the
properties hold for any text."""

import json
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.adapters.models.minilm_embedder import MODEL_FOLDER
from mcp_mem0.adapters.models.wordpiece import WORD_CHARS_MAX, WordPiece, parse_vocabulary

VOCABULARY = parse_vocabulary((MODEL_FOLDER / "vocab.txt").read_text(encoding="utf-8"))
WORDPIECE = WordPiece(VOCABULARY)
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
GOLDEN_FILE = Path(__file__).with_name("wordpiece_golden.json")

words = st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=20)


class Golden(TypedDict):
    text: str
    ids: list[int]


GOLDEN: list[Golden] = json.loads(GOLDEN_FILE.read_text(encoding="utf-8"))


def tokens(text: str) -> list[str]:
    names = list(VOCABULARY)
    return [names[token_id] for token_id in WORDPIECE.encode(text)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: ascii(golden["text"])[:40])
def test_the_tokens_are_those_of_the_tokenizers_library(golden: Golden) -> None:
    assert WORDPIECE.encode(golden["text"]) == golden["ids"]


def test_every_line_of_the_vocabulary_is_one_token() -> None:
    assert len(VOCABULARY) == 30_522
    assert [VOCABULARY[token] for token in SPECIAL_TOKENS] == [0, 100, 101, 102, 103]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Embeddings", ["em", "##bed", "##ding", "##s"], id="continued word"),
        pytest.param("CAFÉ", ["cafe"], id="case and accents"),
        pytest.param("don't", ["don", "'", "t"], id="punctuation"),
        pytest.param("日本x", ["日", "本", "x"], id="ideographs"),
        pytest.param("a\u0007b\u200bc", ["abc"], id="control and format characters"),
        pytest.param("a\ud800b", ["ab"], id="half of a surrogate pair"),
        pytest.param("fish 🐟🐟", ["fish", "[UNK]"], id="a word with an unknown character"),
        pytest.param("x" * (WORD_CHARS_MAX + 1), ["[UNK]"], id="a word too long"),
        pytest.param(" \n\t", [], id="blank"),
    ],
)
def test_a_text_is_cut_as_bert_was_taught(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.lists(st.sampled_from(SPECIAL_TOKENS) | words))
def test_no_text_can_contain_a_special_token(parts: list[str]) -> None:
    assert not {0, 101, 102, 103}.intersection(WORDPIECE.encode(" ".join(parts)))


@given(st.text(), st.text())
def test_texts_with_space_between_them_do_not_touch(first: str, second: str) -> None:
    assert WORDPIECE.encode(f"{first} {second}") == WORDPIECE.encode(first) + WORDPIECE.encode(
        second
    )


@given(words)
def test_the_pieces_of_a_word_spell_it(word: str) -> None:
    spelled = "".join(token.removeprefix("##") for token in tokens(word))

    assert spelled in {word, "[UNK]"}


@given(words)
def test_case_and_accents_make_no_difference(word: str) -> None:
    accented = "".join(f"{letter}\u0301" for letter in word.upper())

    assert WORDPIECE.encode(accented) == WORDPIECE.encode(word)


@given(st.text())
def test_every_id_is_in_the_vocabulary(text: str) -> None:
    assert all(0 <= token_id < len(VOCABULARY) for token_id in WORDPIECE.encode(text))
