"""A row is found and measured by its own text or by the relations that it states."""

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.candidates import Findings, Meaning, Words, build_pool
from mcp_mem0.domain.retrieval.question import Question
from tests.support.row_builders import fact, relation

QUESTION = Question(text="Who paints?")
FACTS = [fact(number) for number in range(1, 4)]
ROWS = {row.id: row for row in FACTS}
STATED = [
    relation(number, "Ana", "paints", "boats", of=stating)
    for number, stating in enumerate([*FACTS, *FACTS, fact(9)], start=1)
]
TEXT_IDS = [*ROWS, *(each.id for each in STATED)]

shares = st.floats(0.0, 1.0)
words = st.lists(st.sampled_from(["ana", "paints", "boats", "tea"]), max_size=6)


def list_texts(row_id: str) -> list[str]:
    """Return the ids of a row and of the relations that it states."""
    return [row_id, *(each.id for each in STATED if each.source == row_id)]


@given(
    st.dictionaries(st.sampled_from(TEXT_IDS), shares),
    st.frozensets(st.sampled_from(TEXT_IDS)),
    st.fixed_dictionaries(dict.fromkeys(TEXT_IDS, words)),
)
def test_each_row_has_the_best_of_its_texts(
    cosines: dict[str, float], nearest: frozenset[str], texts: dict[str, list[str]]
) -> None:
    found = Findings(
        rows=ROWS,
        people={},
        relations=STATED,
        meaning=Meaning(cosines=cosines, nearest=nearest),
        words=Words(asked=["who", "paints"], content=["paints"], texts=texts),
    )

    pool = build_pool(QUESTION, found)

    for row_id, each in pool.candidates.items():
        own = list_texts(row_id)
        has_word = any("paints" in texts[text_id] for text_id in own)
        known = [cosines[text_id] for text_id in own if text_id in cosines]
        assert each.similarity >= max(known, default=0.0)
        assert len(known) < len(own) or each.similarity == max(known)
        assert each.coverage == float(has_word)
        assert each.found_by == tuple(
            name
            for name, is_found in (
                ("meaning", not nearest.isdisjoint(own)),
                ("words", has_word),
            )
            if is_found
        )
