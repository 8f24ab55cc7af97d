"""Texts are found by their words, the rarest first."""

from collections.abc import Sequence

import numpy as np

from mcp_mem0.adapters.lancedb_records.caches.word_index import build_word_index

TEXTS = (
    ("ana", "keep", "bee"),
    ("ana", "live", "rome"),
    ("ana", "keep", "bee", "and", "wasp"),
    ("goran", "live", "oslo"),
    (),
)


def find(
    texts: Sequence[Sequence[str]],
    query: Sequence[str],
    *,
    limit: int = 9,
    without: int | None = None,
) -> list[int]:
    is_excluded = np.arange(len(texts)) == (-1 if without is None else without)
    return build_word_index(texts).find_sharing_texts(query, limit=limit, is_excluded=is_excluded)


def test_texts_that_share_no_word_are_not_found() -> None:
    assert sorted(find(TEXTS, ["live", "ana"])) == [0, 1, 2, 3]
    assert find(TEXTS, ["wolf"]) == []
    assert find(TEXTS, []) == []
    assert find((), ["ana"]) == []


def test_of_too_many_those_with_the_rarest_words_come_first_and_of_equals_the_shortest() -> None:
    assert find(TEXTS, ["ana", "oslo"], limit=1) == [3]
    assert find(TEXTS, ["bee"], limit=1) == [0]
    assert find(TEXTS, ["bee", "bee", "wasp"], limit=1) == [2]


def test_what_does_not_count_is_not_found() -> None:
    assert find(TEXTS, ["bee"], without=0) == [2]
