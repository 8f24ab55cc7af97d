"""A brief contains what lasts, what is in doubt and what is new, and never by chance."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.brief_selection import select_briefing
from tests.support.row_builders import NOON, fact


def known(number: int, text: str, *names: str) -> Fact:
    said_at = NOON + timedelta(days=number)
    return replace(fact(number, text=text), entities=names, said_at=said_at, recorded_at=said_at)


def texts(facts: tuple[Fact, ...]) -> list[str]:
    return [each.text for each in facts]


def test_what_is_about_the_names_that_occur_most_comes_first() -> None:
    facts = [
        known(1, "Oslo has a harbour", "Oslo"),
        known(2, "Ana sails", "Ana"),
        known(3, "Ana has a boat", "Ana"),
        known(4, "Ana lives in Oslo", "Ana", "Oslo"),
        known(5, "Tea is hot"),
    ]

    brief = select_briefing(facts, {}, limit=4)

    assert texts(brief.lasting) == ["Ana lives in Oslo", "Ana has a boat", "Oslo has a harbour"]
    assert texts(brief.recent) == ["Tea is hot"]


def test_one_topic_does_not_crowd_out_another() -> None:
    verbs = ["sails", "paints", "sings", "cooks", "writes", "runs"]
    facts = [known(number, f"Ana {verb}", "Ana") for number, verb in enumerate(verbs, start=3)]
    facts += [known(1, "Ben cooks", "Ben"), known(2, "Ben sails", "Ben")]

    chosen = texts(select_briefing(facts, {}, limit=4).lasting)

    assert any(text.startswith("Ben") for text in chosen)


def test_what_the_user_says_of_themselves_counts_like_a_name() -> None:
    facts = [
        known(1, "User prefers tabs"),
        known(2, "I live in the hills"),
        known(3, "Rain fell"),
    ]

    assert "Rain fell" not in texts(select_briefing(facts, {}, limit=3).lasting)


def test_what_was_restated_lasts() -> None:
    facts = [known(1, "Rain fell"), known(2, "Snow fell"), known(3, "Hail fell")]

    assert texts(select_briefing(facts, {facts[0].id: 2}, limit=2).lasting) == ["Rain fell"]


def test_a_doubtful_fact_is_shown_with_the_newer_one() -> None:
    facts = [known(1, "Ana lives in Rome", "Ana"), known(2, "Ana lives in Oslo", "Ana")]

    brief = select_briefing(facts, {}, limit=8)

    assert brief.doubtful == ((facts[0], facts[1]),)
    assert texts(brief.lasting) == ["Ana lives in Oslo"]


def test_an_empty_memory_has_an_empty_brief() -> None:
    brief = select_briefing([], {}, limit=8)

    assert (brief.lasting, brief.doubtful, brief.recent) == ((), (), ())


facts_lists = st.lists(
    st.tuples(
        st.sampled_from(["Ana lives in Oslo", "Ana lives in Rome", "Tea"]), st.integers(1, 9)
    ),
    unique_by=lambda drawn: drawn[1],
    max_size=9,
)


@given(facts_lists, st.integers(1, 8))
def test_each_fact_is_selected_once_within_the_limit_in_any_order(
    drawn: list[tuple[str, int]], limit: int
) -> None:
    facts = [known(number, text) for text, number in drawn]

    brief = select_briefing(facts, {}, limit=limit)

    selected = [*brief.lasting, *(older for older, _ in brief.doubtful), *brief.recent]
    assert len({each.id for each in selected}) == len(selected)
    assert len(selected) <= limit + 1
    assert select_briefing(facts[::-1], {}, limit=limit) == brief
