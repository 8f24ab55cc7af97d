"""A wrong answer that resembles the right one is distinguished from it: by its date, its end, what
it loses of a known fact, and what the shipped cases say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.model.operations import Add, Delete, Operation, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.evals.case_files import load_decision_cases
from mcp_mem0.evals.decision_cases import (
    CaseFact,
    DecisionCase,
    ExpectedFact,
    FaultKind,
    find_faults,
)
from tests.support.row_builders import fact

NOW = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
TOOLS = fact(1, text="The team uses Linear and Slack.")
GROWS = DecisionCase(
    name="one-more",
    category="lists",
    why="The list grows.",
    now=NOW,
    known=(CaseFact(name="tools", text=TOOLS.text, said_at=NOW),),
    facts=(ExpectedFact(contains=("Notion",)),),
    may_grow={"tools": ("Linear", "Slack", "Notion")},
)
SHIPPED = {case.name: case for case in load_decision_cases()}


def states(text: str, *, since: str = "", until: str = "") -> Statement:
    return replace(
        Statement.from_words(text, quote="x"),
        valid_from=parse_instant(since, name="since") if since else None,
        valid_to=parse_instant(until, name="until", edge="end") if until else None,
    )


def kinds(case: DecisionCase, *operations: Operation) -> list[FaultKind]:
    return [fault.kind for fault in find_faults(case, operations, {TOOLS.id: "tools"})]


def adds(text: str) -> Add:
    return Add(statement=states(text), reason="x")


def updates(text: str) -> Update:
    return Update(target=TOOLS, statement=states(text), reason="x")


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2026-03-02", "signed on 2 March 2026"),
        ("2026-03-02", "signed on March 2, 2026"),
        ("2026-03-02", "signed on the 2nd of March 2026"),
        ("2026-03-02", "signed on 2026-03-02"),
        ("2026-03", "signed on 12 March 2026"),
        ("2026", "signed in 2026"),
    ],
)
def test_a_date_may_be_written_in_several_ways(on: str, text: str) -> None:
    assert ExpectedFact(contains=("signed",), on=on).is_match(states(text))
    assert ExpectedFact(contains=("signed",), on=on).is_match(states("signed", since=on))
    assert ExpectedFact(contains=("signed",), until=on).is_match(states("signed", until=on))


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2026-03-02", "signed on 3 March 2026"),
        ("2026-03-02", "signed on 12 March 2026"),
        ("2026-03-02", "signed on 22 March 2026 at 2"),
        ("2026-03-02", "signed on March 21, 2026"),
        ("2026-03", "signed in May 2026"),
        ("2026-05", "maybe signed in 2026"),
        ("2026", "signed in 2025"),
        ("2026", "signed 20265 papers"),
    ],
)
def test_another_date_is_a_wrong_one(on: str, text: str) -> None:
    assert not ExpectedFact(contains=("signed",), on=on).is_match(states(text))


def test_a_beginning_is_no_end_and_an_end_no_beginning() -> None:
    leave = "is on leave"

    assert not ExpectedFact(contains=("leave",), until="2026-05").is_match(
        states(leave, since="2026-05-01")
    )
    assert not ExpectedFact(contains=("leave",), on="2026-05").is_match(
        states(leave, until="2026-05")
    )


def test_a_forbidden_date_is_found_in_the_validity_too() -> None:
    took_up = ExpectedFact(contains=("fencing",))
    case = replace(GROWS, facts=(took_up,), never=("2026-06-15",))

    assert not ExpectedFact(contains=("fencing",), lacks=("2026-06-15",)).is_match(
        states("took up fencing", since="2026-06-15")
    )
    assert kinds(
        case, Add(statement=states("took up fencing", since="2026-06-15"), reason="x")
    ) == ["invented fact"]
    assert kinds(case, adds("took up fencing")) == []


def test_a_list_may_be_closed_only_by_one_that_has_all_of_it() -> None:
    assert kinds(GROWS, updates("The team uses Linear, Slack and Notion.")) == []
    assert kinds(GROWS, adds("The team uses Notion.")) == []
    assert kinds(GROWS, updates("The team uses Notion.")) == ["wrong close"]
    assert kinds(GROWS, adds("The team uses Notion."), Delete(target=TOOLS, reason="x")) == [
        "wrong close"
    ]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("yesterday", "Ana signed the contract for the flat on 3 March 2026."),
        ("vague-stays-vague", "Bea took up fencing on 15 June 2026."),
        ("what-if", "Kim now has a dog named Pickle."),
        ("portuguese-plan", "Rui mora no Porto desde setembro."),
        ("does-not-mean-the-opposite", "Paul loves opera."),
        ("you-means-the-other", "Max loves cilantro."),
        ("double-negation", "Aiko does not like coffee."),
        ("a-promise", "Nadia sent the signed papers."),
        ("became-a-vegetarian", "Ben eats meat."),
        ("meeting-moved", "The retrospective is on 10 October."),
        ("name-misspelled", "The user's sister is called Cathrin."),
        ("number-of-children", "Deniz has three children."),
        ("plan-changed-date", "Sara and Nils marry on 6 August 2026."),
        ("end-of-a-period", "Hugo is on parental leave."),
        ("german-move", "Jana moved to Bremen."),
        ("contradiction-across-languages", "Giulia moved to Bologna in May 2026."),
    ],
)
def test_a_wrong_answer_does_not_match_the_expected_fact(name: str, wrong: str) -> None:
    case = SHIPPED[name]

    assert any(
        fault.kind in {"invented fact", "missed fact"}
        for fault in find_faults(case, (adds(wrong),), {})
    )


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("ironic-praise", "Karin dislikes the airline that lost her suitcase."),
        ("birthday-one-day-off", "Marta's birthday is on 15 June, not on 14 June."),
        ("corrects-itself-in-next-message", "Tomas's flight lands at 16:40, not at 14:10."),
        ("order-inside-a-document", "Bob's mail says that the user's company uses Acme Tickets."),
        ("assistant-repeats-wrongly", "There is a design fair in Milan."),
        ("age-after-birthday", "Emil's birthday is on 7 July."),
        ("wrong-person", "Priya does not play the flute."),
        ("arabic-family", "سارة أخت ليلى طالبة طب في القاهرة."),
        ("russian-end", "Ольга ушла из музея."),
        ("more-detail", "Bill's dog is named Rusty."),
        ("unit-confusion", "Owen has a 30-mile commute each way."),
    ],
)
def test_a_right_answer_in_other_words_is_no_invention(name: str, right: str) -> None:
    faults = find_faults(SHIPPED[name], (adds(right),), {})

    assert [fault.detail for fault in faults if fault.kind == "invented fact"] == []
