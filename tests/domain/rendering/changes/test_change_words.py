"""A history is short: a line for each change, in the reader's own time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from mcp_mem0.domain.model.changes import Change, Effort
from mcp_mem0.domain.rendering.changes.change_words import (
    OUTCOMES_SHOWN_MAX,
    describe_change,
    describe_changes,
)
from mcp_mem0.domain.rendering.changes.fact_words import describe_history
from mcp_mem0.domain.results.history import ChangeDetails, FactHistory, FactRevision
from mcp_mem0.domain.results.receipts import Outcome
from tests.support.recalled_memory import FACT_ID, memory

AT = datetime(2026, 3, 1, 22, 45, 12, 715985, tzinfo=UTC)
OSLO = timezone(timedelta(hours=2))
RULES = Effort(decided_by="rules (no model configured)")
CHANGE = Change(
    id="c_1",
    space="default",
    session="command line 2026-03-01T22:45:02Z",
    author="Ana",
    said_at=AT,
    recorded_at=AT,
    act="remember",
    revision=1,
    effort=RULES,
)


def kept(text: str) -> Outcome:
    return Outcome(operation="ADD", id=FACT_ID, revision=1, text=text, reason="stated")


def details_of(*outcomes: Outcome, change: Change = CHANGE) -> ChangeDetails:
    return ChangeDetails(change=change, outcomes=outcomes, undone_by=None)


def test_twenty_changes_are_twenty_lines_in_local_time_to_the_minute() -> None:
    lines = describe_changes([details_of(kept(f"Ana has {n} cats")) for n in range(20)], OSLO)

    assert lines.split("\n")[7] == (
        f'2026-03-02 00:45 kept: "Ana has 7 cats" ({FACT_ID}), by Ana, change c_1'
    )
    assert len(lines.split("\n")) == 20
    assert "decided" not in lines


def test_a_long_change_is_cut_to_its_line_and_told_whole_by_its_id() -> None:
    many = details_of(*(kept(f"Ana has {n} {'very ' * 100}old cats") for n in range(8)))

    (line,) = describe_changes([many]).split("\n")

    assert f"; and {8 - OUTCOMES_SHOWN_MAX} more, by Ana" in line
    assert len(line) < 500
    assert len(describe_change(many).split("\n")) == 9


def test_what_touched_no_fact_is_told_too() -> None:
    conversation = details_of()
    undo = details_of(change=replace(CHANGE, act="undo", undoes="c_0", author=""))
    elsewhere = details_of(kept("Ana sails"), change=replace(CHANGE, space="work"))

    assert " messages kept word for word, by Ana, change c_1" in describe_changes([conversation])
    assert " taken back: c_0, by (erased), change c_1" in describe_changes([undo])
    assert "by Ana, space work, change c_1" in describe_changes([conversation, elsewhere])
    assert describe_changes([]) == "No changes found."


def test_the_history_of_a_fact_says_what_became_of_it_and_a_models_reason() -> None:
    model = replace(CHANGE, id="c_2", effort=Effort(decided_by="model", model="m"))
    fact = memory().fact
    assert fact is not None
    old = replace(fact, said_at=AT, retired_as="replaced", retired_why="she moved")
    history = FactHistory(
        lineage=FACT_ID,
        space="default",
        revisions=(FactRevision(fact=old, opened=CHANGE, closed=model, words=None),),
    )

    assert describe_history(history, OSLO).split("\n") == [
        f"Quoted from memory, fact {FACT_ID} (space default), oldest first:",
        '1. "Ana lives in Oslo" (said 2026-03-02 00:45)',
        "   kept 2026-03-02 00:45 by Ana (change c_1)",
        '   replaced 2026-03-02 00:45 by Ana (change c_2): "she moved"',
    ]
