"""A chat in BEAM's format that was written for these tests."""

import json
from pathlib import Path

from pydantic import JsonValue

FIRST_BATCH: list[JsonValue] = [
    {
        "role": "user",
        "id": 0,
        "time_anchor": "March-15-2024",
        "index": "1,1",
        "content": "I keep bees. ->-> 1,1",
    },
    {"role": "assistant", "id": 1, "content": "How many hives?"},
]
SECOND_BATCH: list[JsonValue] = [
    {"role": "user", "id": 2, "time_anchor": None, "content": "Three hives now."},
    {"role": "assistant", "id": 3, "content": "Lovely. ->-> 9,9"},
]
THIRD_BATCH: list[JsonValue] = [
    {"role": "user", "id": 4, "time_anchor": "April-02-2024", "content": "Now there are four."},
    {"role": "assistant", "id": 2, "content": "Four hives."},
]
QUESTIONS: dict[str, JsonValue] = {
    "abstention": [
        {
            "question": "What is my bees' breed?",
            "ideal_response": "Nothing says so.",
            "rubric": ["Nothing says so"],
        }
    ],
    "knowledge_update": [
        {
            "question": "How many hives do I have?",
            "answer": "Four",
            "source_chat_ids": {"original_info": [2], "updated_info": [4, 4, 77]},
            "rubric": ["LLM response should state: four"],
        }
    ],
    "summarization": [
        {
            "question": "Sum up my bees.",
            "ideal_summary": "They grew to four hives.",
            "source_chat_ids": [0, 1, 4],
            "rubric": "says four",
        }
    ],
}


def batch(number: int, messages: list[JsonValue]) -> dict[str, JsonValue]:
    """Return a batch as the repository has it: turns of two messages each."""
    pairs: list[JsonValue] = [messages[at : at + 2] for at in range(0, len(messages), 2)]
    return {"batch_number": number, "turns": pairs}


CHAT: list[JsonValue] = [
    batch(1, FIRST_BATCH),
    batch(2, SECOND_BATCH),
    batch(3, THIRD_BATCH),
]


def row() -> dict[str, JsonValue]:
    """Return a chat as a row of the published table, with its questions as a Python literal."""
    return {
        "conversation_id": "7",
        "conversation_seed": {"category": "Hobby"},
        "chat": [FIRST_BATCH, SECOND_BATCH, THIRD_BATCH],
        "probing_questions": repr(QUESTIONS),
    }


def write_chat(folder: Path, name: str = "chat.json") -> None:
    """Write a chat into a folder as the repository has it."""
    (folder / "probing_questions").mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(CHAT), encoding="utf-8")
    questions = folder / "probing_questions" / "probing_questions.json"
    questions.write_text(json.dumps(QUESTIONS), encoding="utf-8")
