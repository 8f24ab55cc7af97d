"""What stands beside a set is a chat in its languages, the same each time."""

from dataclasses import replace

from mcp_mem0.evals.recall.noise import build_noise
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_files import parse_recall_set

SMALL = """
title = "Small"
noise = "chat"

[[tell]]
id = "t1"
content = "Das Kajak liegt im Keller."

[[ask]]
question = "Wo liegt das Kajak?"
kind = "single"
expects = ["t1"]
"""


def small(language: str = "") -> RecallSet:
    return parse_recall_set("small", SMALL + (f'language = "{language}"' if language else ""))


def count_messages(recall_set: RecallSet, messages: int) -> int:
    return sum(len(call.intake.messages) for call in build_noise(recall_set, messages))


def test_a_set_that_wants_noise_has_so_many_messages_of_it() -> None:
    assert count_messages(small(), 40) == 40
    assert count_messages(small(), 0) == 0
    assert count_messages(replace(small(), noise=None), 40) == 0


def test_noise_is_in_the_languages_of_the_questions_and_else_in_english() -> None:
    def list_words(recall_set: RecallSet) -> set[str]:
        calls = build_noise(recall_set, 60)
        texts = (message.content for call in calls for message in call.intake.messages)
        return {word for text in texts for word in text.lower().split()}

    assert "und" in list_words(small("de"))
    assert "the" not in list_words(small("de"))
    assert "the" in list_words(small("fr"))
    assert list_words(small()) == list_words(small("en"))


def test_the_same_set_stands_beside_the_same_noise() -> None:
    assert build_noise(small("de"), 30) == build_noise(small("de"), 30)


def test_each_evening_is_a_session_of_its_own() -> None:
    calls = build_noise(small(), 60)

    assert len({call.session for call in calls}) == len(calls) > 1
    assert all(call.said_at is not None for call in calls)
