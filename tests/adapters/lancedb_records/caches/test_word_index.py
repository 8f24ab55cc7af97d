"""Texts are found by their words, the rarest first."""

from mcp_mem0.adapters.lancedb_records.caches.word_index import build_word_index

TEXTS = (
    ("ana", "keep", "bee"),
    ("ana", "live", "rome"),
    ("ana", "keep", "bee", "and", "wasp"),
    ("goran", "live", "oslo"),
    (),
)


def test_texts_that_share_no_word_are_not_found() -> None:
    assert sorted(
        build_word_index(TEXTS).find_sharing_texts(["live", "ana"], limit=9, excluded=[])
    ) == [0, 1, 2, 3]
    assert build_word_index(TEXTS).find_sharing_texts(["wolf"], limit=9, excluded=[]) == []
    assert build_word_index(TEXTS).find_sharing_texts([], limit=9, excluded=[]) == []
    assert build_word_index(()).find_sharing_texts(["ana"], limit=9, excluded=[]) == []


def test_of_too_many_those_with_the_rarest_words_come_first_and_of_equals_the_shortest() -> None:
    index = build_word_index(TEXTS)

    assert index.find_sharing_texts(["ana", "oslo"], limit=1, excluded=[]) == [3]
    assert index.find_sharing_texts(["bee"], limit=1, excluded=[]) == [0]
    assert index.find_sharing_texts(["bee", "bee", "wasp"], limit=1, excluded=[]) == [2]


def test_what_does_not_count_is_not_found() -> None:
    assert build_word_index(TEXTS).find_sharing_texts(["bee"], limit=9, excluded=[0]) == [2]
