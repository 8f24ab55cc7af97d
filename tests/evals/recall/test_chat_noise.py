"""Generated small talk is the same each time, is varied, and answers no question of a set."""

import re
from collections import Counter

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.recall.chat_noise import (
    CHAT_LANGUAGES,
    CHAT_MESSAGES,
    ChatSession,
    generate_chat,
)
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_files import NOW, load_recall_sets

MANY = 8_000
STEM_LETTERS = 5
SENTENCE_RUN = 4
"""How many Chinese characters in a row are more than a common word."""

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def stems_of(text: str) -> set[str]:
    """Return what its long words begin with, its numbers, and its runs of Chinese characters."""
    stems = {word.casefold()[:STEM_LETTERS] for word in _WORD.findall(_CHINESE.sub(" ", text))}
    runs = {
        part[begin : begin + SENTENCE_RUN]
        for part in _CHINESE.findall(text)
        for begin in range(len(part) - SENTENCE_RUN + 1)
    }
    return stems | runs | set(_NUMBER.findall(text))


def facts_that_answer(recall_set: RecallSet) -> list[str]:
    """Return what answers the questions of a set that are in a language of the chat."""
    asked = [each for each in recall_set.questions if each.language in CHAT_LANGUAGES]
    expected = {told for question in asked for told in question.expects}
    return [
        message.content
        for telling in recall_set.tellings
        if telling.id in expected
        for message in telling.request.intake.all_messages
    ]


def messages_of(sessions: tuple[ChatSession, ...], language: str) -> list[str]:
    return [
        message.content
        for session in sessions
        if session.language == language
        for message in session.messages
    ]


def test_the_default_is_675_messages_in_four_equal_parts() -> None:
    chat = generate_chat()

    counts = [len(messages_of(chat, language)) for language in CHAT_LANGUAGES]
    assert sum(counts) == CHAT_MESSAGES == 675
    assert max(counts) - min(counts) <= 1


def test_the_same_seed_gives_the_same_chat_and_another_one_another() -> None:
    assert generate_chat(seed=3) == generate_chat(seed=3)
    assert generate_chat(seed=3) != generate_chat(seed=4)


def test_a_longer_chat_begins_as_a_shorter_one_does() -> None:
    short, long = generate_chat(60), generate_chat(600)

    for language in CHAT_LANGUAGES:
        said = messages_of(short, language)
        assert messages_of(long, language)[: len(said)] == said


@pytest.mark.parametrize("language", CHAT_LANGUAGES)
def test_there_are_at_least_300_sentences_in_each_language(language: str) -> None:
    said = messages_of(generate_chat(MANY), language)

    assert len(set(said)) >= 300
    assert not [text for text in said if "{" in text or "}" in text]


@pytest.mark.parametrize("language", CHAT_LANGUAGES)
def test_a_chat_has_an_assistant_questions_repeats_and_short_words(language: str) -> None:
    chat = [session for session in generate_chat() if session.language == language]
    messages = [message for session in chat for message in session.messages]
    said = Counter(message.content for message in messages)

    assert {message.role for message in messages} == {"user", "assistant"}
    assert all(message.name for message in messages if message.role == "user")
    assert sum(text.endswith(("?", "？")) for text in said) >= 20
    assert sum(count > 1 for count in said.values()) >= 5
    assert sum(len(text) <= 12 for text in said) >= 3


def test_all_is_said_before_the_questions_of_a_set_are_asked() -> None:
    said_at = [session.said_at for session in generate_chat(MANY)]

    assert said_at == sorted(said_at)
    assert said_at[-1] < NOW


def test_no_message_has_half_of_the_words_of_an_answer() -> None:
    chat = {message.content for session in generate_chat(MANY) for message in session.messages}
    stems = {text: stems_of(text) for text in chat}
    wanted = [each for each in load_recall_sets() if each.noise == "chat"]
    answers = [fact for recall_set in wanted for fact in facts_that_answer(recall_set)]

    assert len(answers) >= 40
    for fact in answers:
        words = stems_of(fact)
        too_close = {text for text, said in stems.items() if 2 * len(said & words) >= len(words)}
        assert too_close == set(), fact


@pytest.mark.parametrize(
    ("count", "languages", "problem"),
    [
        (-1, ("en",), "chat has 0 to 100000 messages, not -1"),
        (100_001, ("en",), "chat has 0 to 100000 messages"),
        (10, ("en", "fi"), "there is no chat in 'fi': choose from en, de, ru, zh"),
        (10, (), "there is no chat in '': choose from en"),
    ],
)
def test_a_chat_that_cannot_be_made_is_refused(
    count: int, languages: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(RequestError, match=problem):
        generate_chat(count, languages=languages)


def test_no_messages_are_no_sessions() -> None:
    assert generate_chat(0) == ()
