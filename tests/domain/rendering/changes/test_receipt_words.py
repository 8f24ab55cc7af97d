"""A receipt says what changed; how it was decided is told only on request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.model.changes import Act, Effort, OperationName
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.rendering import describe_receipt
from mcp_mem0.domain.results.receipts import (
    ClosedFact,
    ConflictHint,
    Outcome,
    Receipt,
    StatementResult,
)
from mcp_mem0.domain.results.suggested_call import build_call
from tests.support.recalled_memory import FACT_ID, MARCH

EFFORT = Effort(decided_by="rules (no model configured)", milliseconds=12)
NOW = "Ana lives in Oslo"
ROME = ClosedFact(id=FACT_ID, revision=1, text="Ana lives in Rome")


def outcome_of(
    operation: OperationName, *closed: ClosedFact, text: str = NOW, missing: tuple[str, ...] = ()
) -> Outcome:
    return Outcome(
        operation=operation,
        id=None if operation == "DELETE" else FACT_ID,
        revision=2,
        text=text,
        reason="stated, and not known before",
        closed=closed,
        missing=missing,
    )


def closed_as(how: Closing) -> ClosedFact:
    return ClosedFact(id=FACT_ID, revision=1, text="Ana lives in Rome", closed_as=how)


@pytest.mark.parametrize(
    ("act", "outcome", "told"),
    [
        ("remember", outcome_of("ADD"), f'kept: "{NOW}" ({FACT_ID})'),
        ("relate", outcome_of("ADD"), f'kept: "{NOW}" ({FACT_ID})'),
        ("remember", outcome_of("NOOP"), f'known already: "{NOW}" ({FACT_ID})'),
        ("settle", outcome_of("NOOP"), f'still holds: "{NOW}" ({FACT_ID})'),
        (
            "remember",
            outcome_of("UPDATE", ROME, missing=("Rome",)),
            f'replaced: "Ana lives in Rome" by "{NOW}" ({FACT_ID}), which no longer says "Rome"',
        ),
        (
            "remember",
            outcome_of("UPDATE", closed_as("corrected")),
            f'corrected: "Ana lives in Rome" to "{NOW}" ({FACT_ID})',
        ),
        (
            "remember",
            outcome_of("UPDATE", closed_as("extended")),
            f'extended: "Ana lives in Rome" to "{NOW}" ({FACT_ID})',
        ),
        ("remember", outcome_of("DELETE", ROME), f'ended: "Ana lives in Rome" ({FACT_ID})'),
        (
            "remember",
            outcome_of("DELETE", closed_as("withdrawn")),
            f'withdrawn as never true: "Ana lives in Rome" ({FACT_ID})',
        ),
        ("forget", outcome_of("DELETE", ROME), f'forgotten: "Ana lives in Rome" ({FACT_ID})'),
        ("undo", outcome_of("DELETE", ROME), f'taken back: "Ana lives in Rome" ({FACT_ID})'),
        ("undo", outcome_of("ADD"), f'restored: "{NOW}" ({FACT_ID})'),
    ],
)
def test_each_outcome_is_told_by_what_became_of_the_fact(
    act: Act, outcome: Outcome, told: str
) -> None:
    receipt = Receipt(
        act=act, space="default", status="done", change="c_1", outcomes=(outcome,), effort=EFFORT
    )

    assert describe_receipt(receipt).split("\n") == [
        f"{act}: done, space default, change c_1",
        told,
    ]


def test_how_it_was_decided_and_what_it_cost_is_not_told() -> None:
    receipt = Receipt(
        act="remember",
        space="default",
        status="done",
        change="c_1",
        episode="e_1",
        outcomes=(outcome_of("ADD"),),
        excerpts=1,
        near=(
            ConflictHint(
                id="f_06w2q7k5f",
                revision=1,
                text="Ana lives in Paris",
                since=None,
                said_at=MARCH,
                settle=build_call("forget", ids=("f_06w2q7k5f.1",)),
            ),
        ),
        candidates=3,
        effort=EFFORT,
        notes=("Found by words only.",),
    )

    assert describe_receipt(receipt).split("\n") == [
        "remember: done, space default, change c_1",
        f'kept: "{NOW}" ({FACT_ID})',
        (
            'may conflict: "Ana lives in Paris" (f_06w2q7k5f, said 2026-03-01);'
            ' to settle it: forget(ids=["f_06w2q7k5f.1"])'
        ),
        "Found by words only.",
    ]


def test_a_dry_run_says_what_would_be_done() -> None:
    conversation = Receipt(
        act="remember", space="default", status="dry_run", excerpts=3, effort=EFFORT
    )
    replacing = Receipt(
        act="remember",
        space="default",
        status="dry_run",
        outcomes=(outcome_of("UPDATE", ROME),),
        excerpts=1,
        effort=EFFORT,
    )

    assert describe_receipt(conversation).endswith("\nwould be kept word for word: 3 passages")
    assert f'would replace: "Ana lives in Rome" by "{NOW}"' in describe_receipt(replacing)


@given(st.text(min_size=1))
def test_no_line_is_broken_by_what_it_quotes(text: str) -> None:
    receipt = Receipt(
        act="remember",
        space="default",
        status="done",
        outcomes=(outcome_of("ADD", text=text),),
        effort=EFFORT,
    )

    assert len(describe_receipt(receipt).splitlines()) == 2


def test_of_several_statements_it_says_which_made_no_fact_or_may_conflict() -> None:
    forget = "forget the one that is not so"
    statements = (
        StatementResult(position=0, text=NOW, result="new", facts=(FACT_ID,)),
        StatementResult(position=1, text="Hm", result="kept"),
        StatementResult(
            position=2, text="Ana lives in Rome", result="new", facts=("f_2",), conflicting=(0,)
        ),
    )

    _, *lines = describe_receipt(
        Receipt(
            act="remember",
            space="home",
            status="done",
            outcomes=(),
            excerpts=3,
            effort=EFFORT,
            statements=statements,
        )
    ).splitlines()

    assert lines == [
        "kept word for word, no fact was taken from it: contents[1]",
        f"may conflict: contents[0] ({FACT_ID}) and contents[2] (f_2); {forget}",
    ]
