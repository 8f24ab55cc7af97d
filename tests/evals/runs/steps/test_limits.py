"""A run stops before it has used more than it may, and when a model is gone."""

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.runs.steps.limits import (
    FAILURES_IN_A_ROW_MAX,
    FAILURES_OF_ALL_MAX,
    LASTING_IN_A_ROW_MAX,
    RunAccount,
)

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


def test_calls_that_take_more_than_estimated_leave_less_room_for_the_next() -> None:
    account = RunAccount(1_000)
    assert account.reserve(10)
    account.settle(Usage(calls=1, tokens_in=300, tokens_out=100), reserved=10)

    # Each call is taken to need 400 from now on.
    assert account.reserve(10)
    assert not account.reserve(10)


def test_memories_that_take_more_to_build_than_estimated_leave_less_room() -> None:
    account = RunAccount(1_000)
    assert account.has_room(10)
    account.settle(Usage(calls=1, tokens_in=300, tokens_out=100), estimated=10)
    assert account.has_room(10)
    account.settle(Usage(calls=1, tokens_in=300, tokens_out=100), estimated=10)

    assert not account.has_room(10)


def test_calls_that_fail_count_as_they_were_paid_for() -> None:
    account = RunAccount(1_000)
    assert account.reserve(10)
    paid = Usage(calls=1, tokens_in=500, tokens_out=100)
    account.note_failure(ModelError("nonsense", usage=paid), reserved=10)
    account.note_failure(ModelError("busy"), reserved=0)

    assert account.tokens == 600
    assert not account.reserve(10)


def test_without_a_limit_there_is_always_room() -> None:
    assert RunAccount(None).reserve(10**9)


def test_a_part_that_fails_in_a_row_is_given_up_and_the_others_go_on() -> None:
    account = RunAccount(None)
    account.settle(CALL, part="judge")
    for _ in range(FAILURES_IN_A_ROW_MAX - 1):
        account.note_failure(ModelError("busy"), part="rules")
    account.settle(CALL, part="rules")
    account.note_failure(ModelError("busy", usage=CALL), part="rules")

    assert not account.is_given_up("rules")
    assert (account.failures, account.told, account.tokens) == (10, ["busy"], 120)

    for _ in range(FAILURES_IN_A_ROW_MAX - 1):
        account.note_failure(ModelError("busy"), part="rules")

    assert account.is_given_up("rules")
    assert not account.is_given_up("judge")
    assert not account.is_stopped


def test_what_no_retry_mends_gives_a_part_up_sooner() -> None:
    account = RunAccount(None)
    account.settle(CALL, part="rules")
    for _ in range(LASTING_IN_A_ROW_MAX):
        account.note_failure(ModelError("too long", is_lasting=True), part="full-context")

    assert account.is_given_up("full-context")
    assert not account.is_stopped


def test_a_model_that_has_answered_nothing_is_soon_asked_no_more() -> None:
    refusing, silent = RunAccount(None), RunAccount(None)

    refusing.note_failure(ModelError("no such key", is_lasting=True))
    for _ in range(FAILURES_IN_A_ROW_MAX):
        silent.note_failure(ModelError("busy"))

    assert refusing.is_model_gone
    assert silent.is_model_gone
    assert not refusing.has_room(1)


def test_where_all_parts_fail_no_model_is_asked_any_more() -> None:
    account = RunAccount(None)
    account.settle(CALL)
    for number in range(FAILURES_OF_ALL_MAX):
        assert not account.is_stopped
        account.note_failure(ModelError("busy"), part=f"part {number % 5}")

    assert account.is_model_gone
