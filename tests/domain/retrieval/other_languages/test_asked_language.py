"""A question in a language that the model does not read leans on words, and is told so once."""

import pytest

from mcp_mem0.domain.retrieval.other_languages.asked_language import (
    describe_language,
)
from mcp_mem0.domain.retrieval.question import read_question
from tests.support.pools import candidate, message, pool

ENGLISH = frozenset({"en"})
TOLD = [
    candidate(message(number, text))
    for number, text in enumerate(
        [
            "My sister lives in the old town of Bergen.",
            "We ship the release on the first of the month.",
            "I do not eat any of the nuts that they sell.",
            "The cat is with my neighbour until Friday.",
        ],
        start=1,
    )
]
IN_ENGLISH = "asked in another language than it was told: ask in English to find more"


@pytest.mark.parametrize("text", ["Jonas Petra", "陈伟", "port 6433", "reconcile_ledger"])
def test_names_and_numbers_are_read_by_any_model(text: str) -> None:
    assert read_question(text, frozenset(), languages=ENGLISH).is_read


def test_a_model_of_unknown_languages_reads_all() -> None:
    assert read_question("我姐姐住在哪里", frozenset()).is_read


@pytest.mark.parametrize(
    "asked", ["Wo wohnt meine Schwester?", "我姐姐住在哪里？", "Где живёт моя сестра?"]
)
def test_who_asks_in_another_language_is_told_in_which_one_to_ask(asked: str) -> None:
    notes = describe_language(pool(asked, *TOLD), languages=ENGLISH, is_known=False)

    assert notes == (IN_ENGLISH,)


@pytest.mark.parametrize(
    "asked",
    ["Where does my sister live?", "Bergen", "Jonas Petra 2026", "reconcile_ledger", "陈伟"],
)
def test_the_right_language_and_names_alone_need_no_note(asked: str) -> None:
    assert describe_language(pool(asked, *TOLD), languages=ENGLISH, is_known=False) == ()


def test_nothing_is_said_where_the_model_reads_both_and_an_answer_was_found() -> None:
    found = pool("Wo wohnt meine Schwester?", *TOLD)

    assert describe_language(found, languages=None, is_known=True) == ()
    assert describe_language(found, languages=frozenset({"de", "en"}), is_known=True) == ()
    assert describe_language(found, languages=None, is_known=False) == (IN_ENGLISH,)


def test_nothing_is_said_without_rows_or_with_rows_in_the_language_asked() -> None:
    german = candidate(message(9, "Meine Schwester wohnt in der Altstadt von Bergen."))
    asked = "Wo wohnt meine Schwester?"

    assert describe_language(pool(asked), languages=ENGLISH, is_known=False) == ()
    mixed = pool(asked, german, *TOLD)
    assert describe_language(mixed, languages=ENGLISH, is_known=True) == ()
    assert describe_language(mixed, languages=ENGLISH, is_known=False) == (IN_ENGLISH,)
    own = pool(asked, german, *TOLD[:1])
    assert describe_language(own, languages=ENGLISH, is_known=False) == ()


def test_a_space_of_two_languages_has_two_to_ask_in() -> None:
    texts = [
        "Meine Mutter ist nicht da.",
        "Das Haus ist in der Stadt.",
        "Мы живём в городе.",
        "Он не ест мяса, и она тоже.",
    ]
    rows = [candidate(message(number, text)) for number, text in enumerate(texts)]

    notes = describe_language(pool("我姐姐住在哪里？", *rows), languages=ENGLISH, is_known=False)

    assert notes == (IN_ENGLISH.replace("English", "German or Russian"),)
    assert (
        describe_language(pool("我姐姐住在哪里？", *rows), languages=ENGLISH, is_known=True) == ()
    )


def test_too_few_rows_say_nothing_about_a_space_in_which_an_answer_was_found() -> None:
    found = pool("Wo wohnt meine Schwester?", *TOLD[:2])

    assert describe_language(found, languages=ENGLISH, is_known=True) == ()


def test_where_nothing_answers_one_row_in_another_language_is_enough() -> None:
    german = candidate(message(9, "Meine Schwester wohnt in der Altstadt von Bergen."))
    found = pool("Where does my sister live?", german)

    assert describe_language(found, languages=ENGLISH, is_known=False) == (
        IN_ENGLISH.replace("English", "German"),
    )
