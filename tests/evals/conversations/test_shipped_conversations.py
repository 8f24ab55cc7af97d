"""The conversations that ship can be read, agree with themselves, and are as rich as we say."""

import tomllib
from collections import Counter
from datetime import timedelta
from importlib import resources
from typing import Final, get_args

import pytest

from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.load import load_dataset
from mcp_mem0.evals.datasets.own_tables import OwnCategory

SHIPPED: Final = load_dataset()
QUESTIONS_MIN: Final = {
    "single-hop": 10,
    "multi-hop": 6,
    "temporal": 7,
    "update": 5,
    "open-domain": 2,
    "adversarial": 5,
}
ENDS_MIN: Final = {"change": 8, "correction": 3, "addition": 2}

each_conversation = pytest.mark.parametrize(
    "conversation", SHIPPED.conversations, ids=lambda conversation: conversation.name
)


def count_roles(conversation: LongConversation) -> Counter[str]:
    return Counter(turn.message.role for session in conversation.sessions for turn in session.turns)


def test_every_file_is_a_conversation_of_the_set() -> None:
    folder = resources.files("mcp_mem0.evals") / "conversations"
    files = {file.name for file in folder.iterdir() if file.name.endswith(".toml")}

    assert {f"{each.name}.toml" for each in SHIPPED.conversations} == files
    assert (SHIPPED.name, SHIPPED.source) == ("shipped", "mcp_mem0")


def test_the_set_has_five_languages_and_all_kinds_of_speakers() -> None:
    roles = [count_roles(each) for each in SHIPPED.conversations]

    assert {each.language for each in SHIPPED.conversations} == {"de", "en", "es", "ru", "zh"}
    # Two people, a person with an assistant, and both with the output of tools.
    assert {frozenset(each) for each in roles} == {
        frozenset({"user"}),
        frozenset({"user", "assistant"}),
        frozenset({"user", "assistant", "tool"}),
    }


@each_conversation
def test_a_conversation_goes_on_for_months(conversation: LongConversation) -> None:
    sessions = conversation.sessions

    assert sessions[-1].said_at - sessions[0].said_at > timedelta(days=200)
    assert len(sessions) >= 14
    assert sum(len(session.turns) for session in sessions) >= 220


@each_conversation
def test_nothing_is_said_twice_in_the_same_words(conversation: LongConversation) -> None:
    said = Counter(
        turn.message.content for session in conversation.sessions for turn in session.turns
    )

    assert [words for words, count in said.items() if count > 1] == []


@each_conversation
def test_there_are_questions_of_each_category(conversation: LongConversation) -> None:
    counts = Counter(question.category for question in conversation.questions)

    assert counts.keys() == QUESTIONS_MIN.keys() == set(get_args(OwnCategory))
    assert {each for each, least in QUESTIONS_MIN.items() if counts[each] < least} == set()


@each_conversation
def test_answers_change_as_the_conversation_goes_on(conversation: LongConversation) -> None:
    ended = [question for question in conversation.questions if question.asked_until]
    texts = Counter(question.text for question in conversation.questions)

    assert len(ended) >= 8
    assert max(texts.values()) > 1


@each_conversation
def test_facts_are_known_and_end_in_each_way(conversation: LongConversation) -> None:
    ends = Counter(fact.end.kind for fact in conversation.facts if fact.end is not None)

    assert len(conversation.facts) - ends.total() >= 15
    assert {kind for kind, least in ENDS_MIN.items() if ends[kind] < least} == set()


@each_conversation
def test_what_is_forgotten_is_asked_about_before_and_after(conversation: LongConversation) -> None:
    gone = {turn for act in conversation.forgets for turn in act.turns}
    questions = conversation.questions
    before = {each.text for each in questions if each.is_answerable and gone & {*each.evidence}}
    after = {each.text for each in questions if not each.is_answerable}

    assert len(before) >= 2
    assert before <= after


def test_every_file_has_a_title_of_its_own() -> None:
    folder = resources.files("mcp_mem0.evals") / "conversations"
    titles = Counter(
        tomllib.loads(file.read_text(encoding="utf-8"))["title"]
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )

    assert set(titles.values()) == {1}
