"""A replay that closes a fact in another way decides something else."""

from dataclasses import replace
from datetime import timedelta

from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.operations import Delete, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.results.receipts import ClosedFact, Outcome
from mcp_mem0.domain.results.replay_report import summarise_operations, summarise_outcomes
from tests.support.row_builders import NOON, episode, fact

ROME = replace(fact(1), said_at=NOON - timedelta(days=1))
OSLO = Statement.from_words("Lives in Oslo")


def done(closing: Closing) -> Outcome:
    closed = ClosedFact(id=ROME.lineage, revision=1, text=ROME.text, closed_as=closing)
    return Outcome(
        operation="UPDATE",
        id=ROME.lineage,
        revision=2,
        text=OSLO.text,
        reason="so",
        closed=(closed,),
    )


def test_a_correction_is_the_same_as_a_correction_and_not_as_a_change() -> None:
    correction = Update(target=ROME, statement=OSLO, reason="so", kind="correction")

    (now,) = summarise_operations([correction], episode(1))

    assert [now.key] == [each.key for each in summarise_outcomes([done("corrected")])]
    assert [now.key] != [each.key for each in summarise_outcomes([done("replaced")])]


def test_what_never_was_so_did_not_end() -> None:
    ended = Delete(target=ROME, reason="over")
    never_so = replace(ended, kind="never_so")

    first, second = summarise_operations([ended, never_so], episode(1))

    assert first.key != second.key
