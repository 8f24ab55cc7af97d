"""A conversation in LoCoMo's format that was written for these tests."""

from collections.abc import Sequence

from pydantic import JsonValue, TypeAdapter

BOAT = "I painted my boat red in the harbour"
PHOTO = "a red boat in front of a lighthouse"


def turn(dia_id: str, speaker: str, text: str, caption: str | None = None) -> JsonValue:
    said: dict[str, JsonValue] = {"dia_id": dia_id, "speaker": speaker, "text": text}
    return said if caption is None else said | {"blip_caption": caption, "query": "boat photo"}


def question(text: str, category: int, *evidence: str) -> JsonValue:
    return {"question": text, "category": category, "answer": "?", "evidence": list(evidence)}


def record(*questions: JsonValue, sample_id: str = "conv-1") -> dict[str, JsonValue]:
    return {
        "sample_id": sample_id,
        "conversation": {
            "speaker_a": "Ida",
            "speaker_b": "Tom",
            "session_1_date_time": "1:56 pm on 8 May, 2023",
            "session_1": [
                turn("D1:1", "Ida", "Hello Tom, what did you do at the weekend?"),
                turn("D1:2", "Tom", BOAT, PHOTO),
            ],
            "session_2_date_time": "9:05 am on 1 December, 2023",
            "session_2": [
                turn("D2:1", "Ida", "My sister Vera opened a bakery"),
                turn("D2:2", "Tom", "What does she bake?"),
            ],
            "session_3_date_time": "9:05 am on 2 December, 2023",
        },
        "qa": list(questions),
    }


def written(records: Sequence[JsonValue]) -> str:
    return TypeAdapter[list[JsonValue]](list[JsonValue]).dump_json(list(records)).decode()
