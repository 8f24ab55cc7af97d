"""What a question asks beside its days: nothing, if it asks for whatever was done then."""

from datetime import date

import pytest

from mcp_mem0.domain.text.times.asked_time import read_asked_time
from mcp_mem0.domain.text.times.leaving_out import leave_out_time

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What did Olaf do last Monday?", "What Olaf ?"),
        ("What happened in May?", "What in ?"),
        ("What did Olaf eat the day before yesterday?", "What Olaf eat ?"),
        ("Was hat Olaf gestern gemacht?", "Was hat Olaf ?"),
        ("Что делал Олаф вчера?", "Что Олаф ?"),
        ("昨天他做了什么？", "他 ？"),
        ("What did Olaf do about the leak?", "What did Olaf do about the leak?"),
    ],
)
def test_words_of_days_and_deeds_are_left_out_where_days_are_named(
    question: str, left: str
) -> None:
    assert leave_out_time(question, read_asked_time(question, TODAY)) == left
