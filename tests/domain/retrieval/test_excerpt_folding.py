"""The same words are returned once, and nothing that only the excerpt says is lost."""

from dataclasses import replace

from mcp_mem0.domain.model.changes import Retirement
from mcp_mem0.domain.retrieval.excerpt_folding import (
    find_repeated_facts,
    fold_excerpts,
    is_source_excerpt,
)
from mcp_mem0.domain.retrieval.ranking import RowScore
from tests.support.row_builders import NOON, episode, excerpt, fact

MESSAGE = excerpt(episode(1), text="We moved! I live in Rome now.")
FACT = replace(fact(1), quote="I live in  ROME now")


def scores(**by_row: float) -> dict[str, RowScore]:
    names = {"message": MESSAGE.id, "fact": FACT.id}
    return {
        names[name]: RowScore(score=score, found_by=(name,), evidence=score)
        for name, score in by_row.items()
    }


def test_an_excerpt_supports_the_fact_that_quotes_it() -> None:
    assert is_source_excerpt(MESSAGE, FACT)
    assert is_source_excerpt(replace(MESSAGE, text="live in Rome"), FACT)
    assert not is_source_excerpt(replace(MESSAGE, text="Another passage."), FACT)
    assert not is_source_excerpt(replace(MESSAGE, position=1), FACT)
    assert not is_source_excerpt(replace(MESSAGE, source="e_000000009"), FACT)


def test_a_fact_represents_its_excerpt_and_takes_its_score() -> None:
    kept = fold_excerpts(scores(message=0.9, fact=0.6), {MESSAGE.id: MESSAGE, FACT.id: FACT}, {})

    assert kept == {FACT.id: RowScore(score=0.9, found_by=("fact", "message"), evidence=0.9)}


def test_an_excerpt_that_was_found_for_something_else_stays() -> None:
    before = scores(message=0.9, fact=0.2)

    assert fold_excerpts(before, {MESSAGE.id: MESSAGE, FACT.id: FACT}, {}) == before


def test_an_excerpt_that_adds_nothing_to_its_fact_is_folded_whatever_found_it() -> None:
    words = replace(MESSAGE, text="I live in Rome")
    stated = replace(FACT, text="I live in Rome now", quote="I live in Rome")

    kept = fold_excerpts(scores(message=0.9, fact=0.2), {words.id: words, stated.id: stated}, {})

    assert kept == {stated.id: RowScore(score=0.9, found_by=("fact", "message"), evidence=0.9)}


def test_a_fact_represents_excerpts_that_only_repeat_it() -> None:
    again = replace(MESSAGE, text="ana lives in rome.", source="e_000000009")
    stated = replace(FACT, text="Ana lives in Rome")
    rows = {again.id: again, stated.id: stated}
    before = scores(message=0.9, fact=0.2)

    assert find_repeated_facts(rows.values()) == {again.id: {stated.id}}
    assert fold_excerpts(before, rows, {again.id: {stated.id}}) == {
        stated.id: RowScore(score=0.9, found_by=("fact", "message"), evidence=0.9)
    }
    assert fold_excerpts(before, rows, {}) == before


def test_only_the_same_words_of_the_same_space_may_repeat_a_fact() -> None:
    stated = replace(FACT, text="Ana lives in Rome")
    again = replace(MESSAGE, text=stated.text, source="e_000000009")

    assert find_repeated_facts([stated, replace(again, text="Ana lives in Rome, and well")]) == {}
    assert find_repeated_facts([stated, replace(again, space="work")]) == {}
    assert find_repeated_facts([stated, replace(again, source=stated.source)]) == {}


def test_a_closed_fact_represents_no_excerpt() -> None:
    closed = Retirement(at=NOON, by="c_000000002", how="replaced", why="moved").close(FACT)
    before = scores(message=0.9, fact=0.9)

    assert fold_excerpts(before, {MESSAGE.id: MESSAGE, FACT.id: closed}, {}) == before


def test_of_several_facts_only_the_best_gets_the_score() -> None:
    other = replace(FACT, id="f_000000002.1", lineage="f_000000002")
    rows = {MESSAGE.id: MESSAGE, other.id: other, FACT.id: FACT}
    before = scores(message=0.9, fact=0.7) | {other.id: RowScore(score=0.6, evidence=0.6)}

    kept = fold_excerpts(before, rows, {})

    assert {row_id: score.score for row_id, score in kept.items()} == {
        FACT.id: 0.9,
        other.id: 0.6,
    }
