"""What is so now stands above what it replaced, and tells what it was before."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.retrieval.succession.outdating import find_later_words, find_outdated_facts
from mcp_mem0.domain.retrieval.succession.succession_order import (
    AnswerLine,
    Replacement,
    find_replacement,
    order_by_succession,
    place_lines,
)
from tests.support.row_builders import NOON, episode, excerpt, fact

HOMES = ("Oslo", "Riga", "Bonn", "Lyon", "Bari", "Kiel", "York", "Gent", "Jena", "Brno", "Cork")


def said(number: int, text: str) -> Fact:
    at = NOON + timedelta(days=number)
    return replace(fact(number, text=text), said_at=at, recorded_at=at)


def list_texts(rows: list[Fact | Excerpt]) -> list[str]:
    return [row.text for row in rows]


def test_of_two_facts_the_newer_stands_first_whatever_their_scores() -> None:
    old, other, new = said(1, "I live in Oslo"), said(2, "I like tea"), said(3, "I moved to Riga")

    ordered = order_by_succession([old, other, new], find_later_words([old, other, new]).followed)

    assert list_texts(ordered) == ["I moved to Riga", "I live in Oslo", "I like tea"]


@given(st.permutations(range(len(HOMES))))
def test_the_newest_of_many_moves_stands_first_in_any_order(order: list[int]) -> None:
    told = [
        said(number + 1, f"I live in {home}" if number % 2 else f"I moved to {home}")
        for number, home in enumerate(HOMES)
    ]
    rows = [told[number] for number in order]

    ordered = order_by_succession(rows, find_later_words(rows).followed)

    assert ordered[0] == told[-1]
    assert {row.id for row in ordered} == {row.id for row in rows}


def test_the_outdated_fact_names_the_newest_one() -> None:
    first, second, third = (
        said(1, "I live in Oslo"),
        said(2, "I moved to Riga"),
        said(3, "I live in Bonn now"),
    )

    outdated = find_outdated_facts([second, third, first])

    assert {older: newer.text for older, newer in outdated.items()} == {
        first.id: "I live in Bonn now",
        second.id: "I live in Bonn now",
    }


def test_facts_of_two_spaces_do_not_outdate_each_other() -> None:
    here, there = said(1, "I live in Oslo"), replace(said(2, "I moved to Riga"), space="other")

    assert find_outdated_facts([here, there]) == {}
    assert find_later_words([here, there]).followed == {}


def test_a_message_of_what_was_replaced_folds_into_what_replaced_it() -> None:
    old = replace(said(1, "I live in Oslo"), retired_at=NOON, retired_as="replaced")
    new = said(2, "I live in Riga")
    message = replace(
        excerpt(episode(1), text="I live in Oslo"), source=old.source, position=old.position
    )
    line = AnswerLine(row=message, score=RowScore(score=0.5))

    found = find_replacement(message, [old], [old], {old.id: new})
    assert found is not None
    lines = place_lines({}, [line], {message.id: found})

    assert [(line.row, line.former) for line in lines.values()] == [(new, (old,))]


def test_a_message_that_says_more_stays_below_what_replaced_a_part() -> None:
    old, new = said(1, "I live in Oslo"), said(2, "I live in Riga")
    message = excerpt(episode(1), text="I live in Oslo and I sail")
    line = AnswerLine(row=message, score=RowScore(score=0.5))
    became = Replacement(former=old, current=new, is_whole=False)

    lines = place_lines({}, [line], {message.id: became})

    assert [line.row for line in lines.values()] == [new, message]


def test_a_message_of_which_something_is_still_so_is_not_replaced() -> None:
    old = replace(said(1, "I live in Oslo"), retired_at=NOON, retired_as="replaced")
    still = said(3, "I sail")
    message = excerpt(episode(1), text="I live in Oslo and I sail")
    both = [old, still]

    assert find_replacement(message, both, both, {old.id: said(2, "I live in Riga")}) is None
