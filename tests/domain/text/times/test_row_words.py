import pytest

from mcp_mem0.domain.text.times.row_words import has_time_words


@pytest.mark.parametrize(
    "text",
    [
        "We met last week",
        "I moved in May",
        "She was born in 1998",
        "We will meet at 10:30",
        "Two years ago I learned to swim",
        "yesterday was great",
        "The meeting is on Friday",
        "Wir waren letztes Jahr dort",
        "vor zwei Wochen",
        "hace dos meses",
        "la semana pasada",
        "в прошлом году",
        "во вторник",
        "昨天我去了",
        "三月我们搬家",
        "2024年",
        "先週会った",
        "지난주에 갔다",
        "पिछले साल",
        "geçen hafta",
        "in spring we plant",
        "الأسبوع الماضي",
        "I ran 5 km 3 days ago",
    ],
)
def test_a_text_that_says_when_has_a_word_of_time(text: str) -> None:
    assert has_time_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "I may go",
        "We march on",
        "Ana likes tea",
        "I have a cat",
        "The port is 5432",
        "now I know",
        "It costs 2,000 dollars",
        "The spring of the watch",
        "every week is fun",
        "My sun is warm",
        "I will fall",
        "Ich mag Tee",
        "Je suis été",
        "Son père",
        "La segunda casa",
        "我喜欢茶",
        "お茶が好きです",
        "차를 좋아해요",
        "Версия 3.2",
    ],
)
def test_a_word_with_another_meaning_is_no_word_of_time(text: str) -> None:
    assert not has_time_words(text)
