"""A brief tells about the user first, then what is in doubt or new, and never by chance."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.results.recall_result import Section
from mcp_mem0.domain.retrieval.brief.selection import (
    CHANGES_MAX,
    USER_FIRST_MAX,
    BriefFact,
    select_briefing,
)
from tests.support.row_builders import NOON, fact


def known(number: int, text: str, *names: str) -> Fact:
    said_at = NOON + timedelta(days=number)
    return replace(fact(number, text=text), entities=names, said_at=said_at, recorded_at=said_at)


def texts(brief: tuple[BriefFact, ...], section: Section | None = None) -> list[str]:
    return [each.fact.text for each in brief if section in {None, each.section}]


def trips(first: int = 20) -> list[Fact]:
    """Twelve facts about others, newer than what they are put beside."""
    names = ["Jonas", "Petra", "Mira"]
    return [
        known(first + number, f"{names[number % 3]} went to Rome", names[number % 3], "Rome")
        for number in range(12)
    ]


def news(first: int) -> list[Fact]:
    """As many facts as a brief tells of what is new, none of which outdates another."""
    things = ["Tea", "Rain", "Snow", "Hail", "Fog", "Dew", "Ice", "Sun"][:CHANGES_MAX]
    return [known(first + place, f"{thing} is nice") for place, thing in enumerate(things)]


def test_facts_about_the_user_come_first_and_in_the_order_of_what_an_assistant_needs() -> None:
    facts = [
        known(1, "The user is planning a trip to Kyoto", "Kyoto"),
        known(2, "The user prefers tea"),
        known(3, "Nora is allergic to hazelnuts", "Nora"),
        known(4, "The user has asthma"),
        known(5, "The user lives in Oslo", "Oslo"),
        known(6, "Answer in German", "German"),
    ]

    brief = select_briefing(facts + trips(), {}, limit=8)

    assert texts(brief)[:6] == [each.text for each in facts[::-1][:2]] + [
        "The user has asthma",
        "Nora is allergic to hazelnuts",
        "The user prefers tea",
        "The user is planning a trip to Kyoto",
    ]
    assert [each.section for each in brief] == ["user"] * 6 + ["recent"] * 2


def test_what_is_said_of_the_users_own_name_is_about_the_user() -> None:
    facts = [
        known(1, "Kim likes jazz", "Kim"),
        known(2, "The user's name is Kim Larsen", "Kim Larsen"),
    ]

    assert texts(select_briefing(facts + trips(), {}, limit=3), "user") == [
        "The user's name is Kim Larsen",
        "Kim likes jazz",
    ]


def test_the_name_of_the_users_dog_is_not_the_users_name() -> None:
    facts = [known(1, "Rex likes bones", "Rex"), known(2, "My dog is called Rex", "Rex")]

    assert texts(select_briefing(facts, {}, limit=8), "user") == ["My dog is called Rex"]


def test_many_facts_about_the_user_leave_room_for_what_changed() -> None:
    own = [known(number, f"The user likes {'very ' * number}loud songs") for number in range(40)]

    brief = select_briefing(own + trips(50), {}, limit=36)

    assert {each.section for each in brief[:USER_FIRST_MAX]} == {"user"}
    assert len(texts(brief, "recent")) == CHANGES_MAX


def test_what_is_around_is_about_the_names_that_occur_most() -> None:
    facts = [
        known(1, "Oslo has a harbour", "Oslo"),
        known(2, "Ana sails", "Ana"),
        known(3, "Ana has a boat", "Ana"),
        known(4, "Ana lives in Oslo", "Ana", "Oslo"),
        known(5, "Soup is hot"),
        *news(6),
    ]

    brief = select_briefing(facts, {}, limit=CHANGES_MAX + 3)

    assert texts(brief, "around") == ["Ana lives in Oslo", "Ana has a boat", "Oslo has a harbour"]
    assert len(texts(brief, "recent")) == CHANGES_MAX


def test_one_topic_does_not_crowd_out_another() -> None:
    verbs = ["sails", "paints", "sings", "cooks", "writes", "runs"]
    facts = [known(number, f"Ana {verb}", "Ana") for number, verb in enumerate(verbs, start=3)]
    facts += [known(1, "Ben cooks", "Ben"), known(2, "Ben sails", "Ben")]
    facts += news(10)

    around = texts(select_briefing(facts, {}, limit=CHANGES_MAX + 4), "around")

    assert any(text.startswith("Ben") for text in around)


def test_what_was_restated_comes_before_what_is_newer() -> None:
    facts = [known(1, "The user likes rain"), known(2, "The user likes snow")]

    brief = select_briefing(facts, {facts[0].id: 2}, limit=2)

    assert texts(brief) == ["The user likes rain", "The user likes snow"]


def test_a_doubtful_fact_is_told_with_the_newer_one() -> None:
    facts = [known(1, "Ana lives in Rome", "Ana"), known(2, "Ana lives in Oslo", "Ana")]

    brief = select_briefing(facts, {}, limit=8)

    assert [each for each in brief if each.section == "doubtful"] == [
        BriefFact(fact=facts[0], section="doubtful", outdated_by=facts[1])
    ]
    assert texts(brief, "recent") == ["Ana lives in Oslo"]


def test_a_fact_of_which_a_part_is_redacted_is_left_out() -> None:
    facts = [known(1, "The API key is [redacted]"), known(2, "My password is [redacted]")]

    assert select_briefing(facts, {}, limit=8, ended=facts[:1]) == ()


def test_an_empty_memory_has_an_empty_brief() -> None:
    assert select_briefing([], {}, limit=8) == ()


facts_lists = st.lists(
    st.tuples(
        st.sampled_from(["Ana lives in Oslo", "Ana lives in Rome", "Tea", "I sail", "Use tabs"]),
        st.integers(1, 30),
    ),
    unique_by=lambda drawn: drawn[1],
    max_size=30,
)


@given(facts_lists, st.integers(1, 30))
def test_each_fact_is_selected_once_within_the_limit_in_any_order(
    drawn: list[tuple[str, int]], limit: int
) -> None:
    facts = [known(number, text) for text, number in drawn]

    brief = select_briefing(facts, {}, limit=limit)

    assert len({each.fact.id for each in brief}) == len(brief) == min(limit, len(facts))
    assert select_briefing(facts[::-1], {}, limit=limit) == brief
