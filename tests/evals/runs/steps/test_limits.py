"""A run stops before it has used more than it may, and when a model is gone."""

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.runs.steps.limits import FAILURES_IN_A_ROW_MAX, RunAccount

CALL = Usage(calls=1, tokens_in=30, tokens_out=10)


def test_calls_that_are_under_way_count_before_they_are_answered() -> None:
    account = RunAccount(100)

    assert account.reserve(40)
    assert account.reserve(40)
    assert not account.reserve(40)
    assert account.is_out_of_tokens


def test_what_a_call_took_counts_and_not_what_was_set_aside() -> None:
    account = RunAccount(100)
    assert account.reserve(90)

    account.settle(CALL, reserved=90)

    assert account.tokens == 40
    assert account.reserve(60)


def test_without_a_limit_there_is_always_room() -> None:
    assert RunAccount(None).reserve(10**9)


def test_failures_in_a_row_stop_a_run_and_an_answer_between_begins_anew() -> None:
    account = RunAccount(None)
    for _ in range(FAILURES_IN_A_ROW_MAX - 1):
        account.note_failure(ModelError("busy"))
    account.settle(CALL)
    account.note_failure(ModelError("busy", usage=CALL))

    assert not account.is_stopped
    assert (account.failures, account.told, account.tokens) == (10, ["busy"], 80)

    for _ in range(FAILURES_IN_A_ROW_MAX - 1):
        account.note_failure(ModelError("busy"))

    assert account.is_model_gone


def test_a_failure_that_lasts_stops_a_run_at_once() -> None:
    account = RunAccount(None)

    account.note_failure(ModelError("no such key", is_lasting=True))

    assert account.is_stopped
    assert not account.has_room(1)
