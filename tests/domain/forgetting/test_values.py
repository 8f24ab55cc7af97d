"""Words of before need only name a value of what was forgotten, and not plainly of others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mcp_mem0.domain.forgetting.numbers import find_numbers, fold_digits, spell_number
from mcp_mem0.domain.forgetting.prints import SHORT_DIGITS
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.forgetting.values import find_value_words, list_values
from mcp_mem0.domain.model.rows import Role
from tests.domain.forgetting.said_before import NAMING, NOT_NAMING
from tests.support.forgotten_texts import FORGOTTEN_AT, fingerprint, forget

BEFORE = FORGOTTEN_AT - timedelta(days=1)
AFTER = FORGOTTEN_AT + timedelta(days=1)


@pytest.mark.parametrize(
    ("forgotten", "role", "said"),
    [(text, role, said) for text, others in NAMING for role, said in others],
)
def test_old_words_that_name_a_value_are_recognised(forgotten: str, role: Role, said: str) -> None:
    assert forget(forgotten).find_matches(said, role=role, old_until=BEFORE)


@pytest.mark.parametrize(
    ("forgotten", "role", "said"),
    [(text, role, said) for text, others in NOT_NAMING for role, said in others],
)
def test_old_words_that_name_none_or_somebody_elses_are_not(
    forgotten: str, role: Role, said: str
) -> None:
    assert not forget(forgotten).find_matches(said, role=role, old_until=BEFORE)


@pytest.mark.parametrize("said", ["I'm from Oslo.", "Oslo it is then, third floor."])
def test_later_words_that_only_name_a_value_are_not_recognised(said: str) -> None:
    assert not forget("The user lives in Oslo.").find_matches(said, old_until=AFTER)


def test_an_order_to_forget_that_only_names_a_value_is_recognised() -> None:
    forgotten = forget("The user lives in Oslo.")

    assert forgotten.find_matches("Please forget about Oslo.", old_until=AFTER)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The user lives in Oslo.", ("=oslo",)),
        ("Tove has epilepsy and takes Keppra.", ("=keppra", "epilep")),
        ("The user's salary is 84,000 euros.", ("=84000",)),
        ("Ana's phone number is 555-0142.", ("=5550142",)),
        ("The user's sister Mara is pregnant.", ("pregn",)),
        ("Ben is the user's brother.", ()),
        ("Jonas was fired from Initech in 2024.", ("=initech",)),
    ],
)
def test_values_are_neither_whom_it_is_about_nor_common(text: str, values: tuple[str, ...]) -> None:
    assert list_values(text) == values


def test_only_few_values_of_a_message_count() -> None:
    assert list_values("I park my bicycle in Kampen.", kinds="few") == ("=kampen",)
    assert list_values("I park my bicycle in Kampen.", kinds="none") == ()


def test_a_value_of_somebody_else_is_kept_as_a_short_hash() -> None:
    [kept] = fingerprint("Tove has epilepsy.").prints

    assert [len(value) for value in kept.values] == [SHORT_DIGITS]


def test_a_value_of_the_user_is_kept_as_the_pair_that_is_kept_anyway() -> None:
    [kept] = fingerprint("The user lives in Oslo.").prints

    assert set(kept.values) <= set(kept.named)


def test_a_fingerprint_without_values_recognises_what_it_did_before() -> None:
    new = fingerprint("The user lives in Oslo.")
    old = replace(new, prints=tuple(replace(each, values=()) for each in new.prints))
    forgotten = Forgotten([old])

    assert forgotten.find_in_text("I live in Oslo.")
    assert forgotten.find_matches("My sister finds it good to live in Oslo.", old_until=BEFORE)
    assert not forgotten.find_matches("In Oslo it rains.", old_until=BEFORE)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("84,000 or 84.000 or 84 000", ["84000", "84000", "84000"]),
        ("84k a year", ["84000"]),
        ("84,000.50 euros", ["84000"]),
        ("call +47 555 01 42 77", ["555014277"]),
        ("call 612-555-0199.", ["6125550199"]),
        ("in 2019 3 people", ["2019", "3"]),
        ("８４０００円", ["84000"]),
    ],
)
def test_a_number_is_the_same_however_its_digits_are_grouped(text: str, digits: list[str]) -> None:
    assert [each.digits for each in find_numbers(fold_digits(text))] == digits


def test_a_number_is_searched_for_in_each_usual_way() -> None:
    assert spell_number("84000") == ("84000", "84,000", "84.000", "84 000", "84k")
    assert "84.000" in find_value_words("The user's salary is 84,000 euros.")
    assert "oslo" in find_value_words("The user lives in Oslo.")
