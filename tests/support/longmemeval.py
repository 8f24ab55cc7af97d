"""A record in LongMemEval's format that was written for these tests."""

from pydantic import JsonValue


def said(role: str, content: str, *, has_answer: bool = False) -> JsonValue:
    return {"role": role, "content": content, "has_answer": has_answer}


def history(question_id: str = "q1") -> dict[str, JsonValue]:
    """Return a record whose later session comes first, as in the file of evidence only."""
    return {
        "question_id": question_id,
        "question_type": "knowledge-update",
        "question": "How many boats do I have?",
        "answer": 2,
        "question_date": "2023/06/01 (Thu) 10:00",
        "haystack_session_ids": ["answer_2", "answer_1"],
        "haystack_dates": ["2023/05/30 (Tue) 23:40", "2023/05/20 (Sat) 02:21"],
        "haystack_sessions": [
            [
                said("user", "I bought a second boat.", has_answer=True),
                said("assistant", "Congratulations!"),
            ],
            [
                said("user", "I bought a boat.", has_answer=True),
                said("assistant", " "),
                said("assistant", "How long is it?"),
            ],
        ],
        "answer_session_ids": ["answer_1", "answer_2"],
    }
