"""A language is named only where it is clear: names, numbers and code have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.languages.function_words import LETTERS_BY_LANGUAGE, WORDS_BY_LANGUAGE
from mcp_mem0.domain.text.languages.language_guess import (
    LANGUAGE_NAMES,
    guess_language,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where does my grandmother live", "en"),
        ("Was isst meine Schwester nicht?", "de"),
        ("In welche Stadt will Anna umziehen?", "de"),
        ("Où habite la sœur de Paul ?", "fr"),
        ("¿En qué puerto está la base de datos?", "es"),
        ("Chi ha le chiavi di casa nostra?", "it"),
        ("A que horas nos reunimos com os clientes?", "pt"),
        ("In welke stad woont het broertje van mijn vriend?", "nl"),
        ("Kto zajmuje się naszą stroną?", "pl"),
        ("Anahtarımızın yedeği kimde?", "tr"),
        ("Var bor min syster och vad heter hon?", "sv"),
        ("Кто отвечает за отчёты?", "ru"),
        ("Хто відповідає за звіти?", "uk"),
        ("Πού μένει η αδερφή μου;", "el"),
        ("我姐姐住在哪里？", "zh"),
        ("谁负责升级 Kubernetes？", "zh"),
        ("妹はどこに住んでいますか", "ja"),
        ("내 여동생은 어디에 살아요?", "ko"),
        ("저는 PostgreSQL을 써요", "ko"),
        ("أين تعيش أختي؟", "ar"),
        ("खिड़की का रंग क्या है", "hi"),
        ("אחותי גרה עם אמא שלי", "he"),
        ("خواهرم کجا زندگی می‌کند و چه می‌خورد", "fa"),
        ("น้องสาวของฉันอยู่ที่ไหน", "th"),
        ("Who is 陈伟?", "en"),
        ("Who moved to Göteborg with Åsa?", "en"),
        ("When is Petra's daughter's birthday?", "en"),
    ],
)
def test_a_sentence_shows_its_language(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Petra",
        "Anna Müller",
        "陈伟",
        "陈伟 6433",
        "田中",
        "김민수",
        "Иван Петров",
        "राहुल",
        "محمد",
        "Oslo",
        "port 6433",
        "2026-01-02",
        "42",
        "vitamin D",
        "reconcile_ledger",
        "git commit -m fix",
        "docker compose up",
        "npm run build",
        "def parse(line): return to_date(line)",
        "SELECT * FROM users WHERE id IN (1, 2)",
        "https://example.org/the/and/of",
        "C++",
        "Ana?",
        "👍",
        "",
    ],
)
def test_names_numbers_code_and_single_words_have_no_language(text: str) -> None:
    assert guess_language(text) is None


def test_each_language_that_is_guessed_has_a_name() -> None:
    assert WORDS_BY_LANGUAGE.keys() <= LANGUAGE_NAMES.keys()
    assert LETTERS_BY_LANGUAGE.keys() <= WORDS_BY_LANGUAGE.keys()


@given(st.text(max_size=600))
def test_any_text_has_a_language_with_a_name_or_none(text: str) -> None:
    language = guess_language(text)

    assert language is None or language in LANGUAGE_NAMES
