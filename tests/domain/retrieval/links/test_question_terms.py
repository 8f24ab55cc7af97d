"""Which words of a question a fact covers."""

import pytest

from mcp_mem0.domain.retrieval.links.question_terms import (
    build_question_terms,
    list_numbers,
    split_terms,
)


def list_covered(question: str, fact: str, *names: str) -> list[str]:
    terms = build_question_terms(question, names)
    covered = terms.find_covered(split_terms(fact))
    return [terms.terms[number].word for number in list_numbers(covered)]


@pytest.mark.parametrize(
    ("question", "fact", "word"),
    [
        pytest.param("Who manages Ana?", "Petra is the boss of Ana", "manages", id="another verb"),
        pytest.param("Who is her employer?", "She works for Acme", "employer", id="noun and verb"),
        pytest.param("Which towns?", "She moved to a town", "towns", id="another number"),
        pytest.param("What has she visited?", "She is visiting Rome", "visited", id="another form"),
        pytest.param("Which pets?", "She owns a cat", "pets", id="of the kind"),
        pytest.param("Wo arbeitet sie?", "Sie ist bei Acme beschäftigt", "arbeitet", id="German"),
        pytest.param("Где она живёт?", "Она проживает в Осло", "живет", id="Russian"),
        pytest.param("她喜欢什么？", "她喜歡茶", "她喜欢什么", id="without spaces"),
        pytest.param("¿Quién es su jefe?", "Petra dirige el equipo", "jefe", id="Spanish"),
        pytest.param("When is the tide?", "The tides are late", "tide", id="a word of no group"),
    ],
)
def test_a_fact_covers_what_it_says_in_other_words(question: str, fact: str, word: str) -> None:
    assert word in list_covered(question, fact)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        pytest.param("Which pets?", "An animal lives here, said the baker", id="no such kind"),
        pytest.param("Who maintains it?", "The main street is closed", id="only begins alike"),
        pytest.param("Does she own a cat?", "The caterpillar is green", id="a part of a word"),
        pytest.param("Which dog is a sibling?", "He cats around", id="kinds go one way"),
    ],
)
def test_a_fact_does_not_cover_what_only_looks_like_it(question: str, fact: str) -> None:
    assert "cat" not in list_covered(question, fact)
    assert "maintains" not in list_covered(question, fact)
    assert "sibling" not in list_covered(question, fact)


def test_the_words_of_a_name_cover_nothing() -> None:
    asked = "Where does the Harbour tour stop?"

    assert list_covered(asked, "The Harbour tour is cheap", "Harbour tour") == []
    assert list_covered(asked, "The tour stops in Bergen", "Harbour tour") == ["stop"]


@pytest.mark.parametrize(
    ("question", "is_counted"),
    [
        ("Which pets does she have?", True),
        ("How many dogs has she got", True),
        ("Which books has she read?", False),
    ],
)
def test_having_counts_only_where_it_is_asked(question: str, *, is_counted: bool) -> None:
    terms = build_question_terms(question).terms

    assert any(term.is_weak for term in terms) is is_counted


def test_words_that_ask_are_no_terms() -> None:
    assert build_question_terms("Who is the person who knows what?").terms[0].word == "knows"
    assert build_question_terms("Wer ist das?").terms == ()
