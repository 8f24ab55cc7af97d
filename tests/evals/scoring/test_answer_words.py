"""English answers are divided as LoCoMo's own script divides them, others by their own rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.evals.scoring.answer_words import split_answer_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The Cat, and a Dog!", "cat dog", id="articles, case and punctuation"),
        pytest.param("1,200 miles", "1200 mile", id="a comma divides nothing"),
        pytest.param("mother-in-law's", "motherinlaw", id="nor does a hyphen or an apostrophe"),
        pytest.param("hiking on Sundays, generously", "hike on sundai gener", id="Porter's stems"),
        pytest.param("band", "band", id="an article inside a word stays"),
        pytest.param("  ", "", id="nothing"),
    ],
)
def test_english_words_are_those_of_the_script(text: str, words: str) -> None:
    assert split_answer_words(text, "en") == tuple(words.split())


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        pytest.param("de", "die Häuser und das Auto", "haus auto", id="German"),
        pytest.param("es", "las casas, y el perro", "cas perr", id="Spanish"),
        pytest.param("fr", "l'école", "écol", id="French"),
        pytest.param("ru", "книги и тетради", "книг тетрад", id="Russian"),
        pytest.param("zh", "住在北京。2026年", "住 在 北 京 2026 年", id="Chinese"),
        pytest.param("ja", "東京タワー", "東 京 タ ワ ー", id="Japanese"),
        pytest.param("ko", "서울", "서 울", id="Korean"),
        pytest.param("xx", "Zorp, BLIX", "zorp blix", id="a language without stems"),
    ],
)
def test_other_languages_have_their_own_articles_and_stems(
    language: str, text: str, words: str
) -> None:
    assert split_answer_words(text, language) == tuple(words.split())


@given(st.text(), st.sampled_from(["en", "de", "ru", "zh", "xx"]))
def test_any_text_is_divided_into_words_without_spaces(text: str, language: str) -> None:
    words = split_answer_words(text, language)

    assert all(word == "".join(word.split()) for word in words)
