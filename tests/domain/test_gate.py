"""Only what is grounded passes the gate, and what does not is named without its text."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.gate import OPERATIONS_MAX, Passed, Shown, passed
from mcp_mem0.domain.operations import Add, Delete, Noop, Operation, Statement, Update
from mcp_mem0.domain.rows import Episode, Fact, Intake, Message

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = ("I live in Rome, near the old station.", "Yes! 🎉")
EPISODE = Episode(
    id="e_000000001",
    space="home",
    session="morning",
    author="tester",
    said_at=NOON,
    recorded_at=NOON,
    intake=Intake(messages=tuple(Message(role="user", content=each) for each in SAID)),
)


def fact(number: int, *, said_at: datetime = NOON) -> Fact:
    return Fact(
        id=f"f_{number:09}.1",
        space="home",
        session="morning",
        author="tester",
        said_at=said_at,
        recorded_at=NOON,
        text="known",
        index_text="known",
        source="e_000000000",
        position=0,
        quote="known",
        lineage=f"f_{number:09}",
        revision=1,
    )


FACT = fact(1)
SHOWN = Shown(known=frozenset({FACT.id}), named=frozenset())


def says(quote: str, *, position: int = 0, text: str = "Ana lives in Rome") -> Statement:
    return Statement(text=text, quote=quote, position=position)


def add(quote: str, *, position: int = 0, text: str = "Ana lives in Rome") -> Add:
    return Add(statement=says(quote, position=position, text=text), reason="said")


def through(*operations: Operation, shown: Shown = SHOWN) -> Passed:
    return passed(operations, EPISODE, shown)


@pytest.mark.parametrize(
    ("quote", "position"),
    [("I live in Rome", 0), ("i LIVE in   rome", 0), ("Rome near the old station", 0), ("🎉", 1)],
)
def test_a_quote_that_is_in_the_message_passes(quote: str, position: int) -> None:
    operation = add(quote, position=position)

    assert through(operation) == Passed(operations=(operation,), dropped=())


@pytest.mark.parametrize(
    ("operation", "why"),
    [
        pytest.param(add("I live in Oslo"), "does not have the words", id="invented"),
        pytest.param(add("live in Rom"), "does not have the words", id="half a word"),
        pytest.param(add("I live in Rome", position=1), "message 1 does not", id="elsewhere"),
        pytest.param(add("I live in Rome", position=2), "there are 2", id="no such message"),
        pytest.param(add(" "), "does not have the words", id="no quote"),
        pytest.param(add("I live in Rome", text=" "), "empty or longer", id="no text"),
        pytest.param(add("I live in Rome", text="x" * 4_001), "4,000 characters", id="long"),
        pytest.param(Delete(target=fact(2), reason="?"), "was not shown", id="never shown"),
        pytest.param(Noop(target=fact(2), reason="?"), "was not shown", id="kept, never shown"),
    ],
)
def test_what_is_not_grounded_is_dropped(operation: Operation, why: str) -> None:
    found = through(operation)

    assert found.operations == ()
    assert why in found.dropped[0]
    assert "Rome" not in found.dropped[0]


def test_a_fact_is_closed_once() -> None:
    first = Delete(target=FACT, reason="gone")

    found = through(first, Update(target=FACT, statement=says("I live in Rome"), reason="moved"))

    assert found.operations == (first,)
    assert found.dropped == (
        "operation 2 (UPDATE): it closes a fact that is closed already by this change",
    )


def test_older_words_add_what_they_say_and_close_nothing() -> None:
    newer = fact(1, said_at=NOON + timedelta(days=1))

    found = through(
        Update(target=newer, statement=says("I live in Rome"), reason="moved"),
        Delete(target=newer, reason="gone"),
    )

    assert [type(operation) for operation in found.operations] == [Add]
    assert len(found.dropped) == 2


def test_a_fact_that_the_caller_named_is_closed_whatever_its_age() -> None:
    newer = fact(2, said_at=NOON + timedelta(days=1))
    named = replace(SHOWN, named=frozenset({newer.id}))
    update = Update(target=newer, statement=says("I live in Rome"), reason="moved")

    assert through(update, shown=named).operations == (update,)


def test_a_flood_of_operations_is_cut_and_says_so() -> None:
    found = through(*[Noop(target=None, reason="nothing new")] * (OPERATIONS_MAX + 3))

    assert len(found.operations) == OPERATIONS_MAX
    assert found.dropped == ("3 operations beyond the first 200",)


@given(st.text(), st.integers(-3, 3), st.text())
def test_whatever_is_quoted_is_kept_whole_or_dropped(quote: str, position: int, text: str) -> None:
    operation = add(quote, position=position, text=text)

    found = through(operation)

    assert (found.operations, len(found.dropped)) in [((operation,), 0), ((), 1)]
