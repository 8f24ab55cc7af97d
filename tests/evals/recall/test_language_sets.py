"""The sets of languages and of long messages hold what their figures stand for."""

import re
from collections import Counter

import pytest

from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.recall.recall_set import RecallSet, SetQuestion
from mcp_mem0.evals.recall.set_files import load_recall_sets

FOUR = ("de", "en", "ru", "zh")
LONG_WORDS = range(200, 501)
STEM_LETTERS = 5

_WORD = re.compile(r"[^\W\d_]{4,}")


def load_set(name: str) -> RecallSet:
    (loaded,) = load_recall_sets(only=name)
    return loaded


def messages_of(recall_set: RecallSet, *ids: str) -> list[Message]:
    return [
        message
        for telling in recall_set.tellings
        if not ids or telling.id in ids
        for message in telling.request.intake.all_messages
    ]


def share_of_stems(question: SetQuestion, fact: str) -> int:
    """Return how many long words of a question begin like one of its fact."""
    asked, told = (
        {word.casefold()[:STEM_LETTERS] for word in _WORD.findall(text)}
        for text in (question.text, fact)
    )
    return len(asked & told)


def test_four_languages_have_fifteen_facts_and_ten_questions_each() -> None:
    languages = load_set("languages")

    facts = Counter(telling.id[:2] for telling in languages.tellings)
    questions = Counter(question.language for question in languages.questions)
    assert facts == dict.fromkeys(FOUR, 15)
    assert questions == dict.fromkeys(FOUR, 10)


def test_eleven_more_languages_have_two_or_three_questions_each() -> None:
    questions = Counter(question.language for question in load_set("languages_more").questions)

    assert sum(questions.values()) == 24
    assert set(questions) == {*("fr", "es", "it", "pt", "nl", "pl", "ja", "ko", "ar", "hi", "tr")}
    assert set(questions.values()) <= {2, 3}


@pytest.mark.parametrize("name", ["languages", "languages_more"])
def test_one_fact_of_its_own_language_answers_each_question(name: str) -> None:
    questions = load_set(name).questions

    assert all(question.kind == "language" for question in questions)
    assert all(
        expected[:2] == question.language for question in questions for expected in question.expects
    )
    assert [len(question.expects) for question in questions] == [1] * len(questions)


def test_half_of_the_questions_share_at_most_one_word_with_their_fact() -> None:
    languages = load_set("languages")
    spaced = [question for question in languages.questions if question.language != "zh"]

    shares = [
        share_of_stems(question, message.content)
        for question in spaced
        for message in messages_of(languages, *question.expects)
    ]
    assert 2 * sum(share <= 1 for share in shares) >= len(shares)


def test_twenty_questions_are_asked_in_another_language_than_told() -> None:
    questions = load_set("other_language").questions

    assert len(questions) == 20
    assert all(
        expected[:2] != question.language for question in questions for expected in question.expects
    )


def test_an_assistant_answers_forty_times_in_200_to_500_words() -> None:
    said = [
        message for message in messages_of(load_set("long_messages")) if message.role == "assistant"
    ]

    assert len(said) == 40
    assert all(len(message.content.split()) in LONG_WORDS for message in said)


def test_no_paragraph_of_a_long_message_is_said_twice() -> None:
    paragraphs = Counter(
        paragraph
        for message in messages_of(load_set("long_messages"))
        for paragraph in message.content.split("\n\n")
    )

    assert [text for text, count in paragraphs.items() if count > 1 and len(text) > 30] == []


def test_one_message_holds_each_passage_and_half_of_them_are_the_users() -> None:
    long_messages = load_set("long_messages")

    speakers: list[str] = []
    for question in long_messages.questions:
        (speaker,) = {
            message.role
            for message in messages_of(long_messages)
            if question.has_passage(message.content)
        }
        speakers.append(speaker)
    assert Counter(speakers) == {"user": 30, "assistant": 30}
    assert all(question.passage for question in long_messages.questions)
