"""What a statement is about is read from its words, in fifteen languages."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.retrieval.brief.matters import (
    Matter,
    classify_matter,
    classify_message,
    find_user_names,
)
from tests.support.row_builders import fact

INSTRUCTIONS = [
    "Answer in German",
    "Never push to the release branch",
    "Call me Robin",
    "The user wants short answers",
    "The user asked to be addressed formally",
    "Branch names must be in English",
    "Antworte immer auf Englisch",
    "Der Nutzer möchte geduzt werden",
    "Réponds toujours en français",
    "El usuario prefiere respuestas cortas",
    "Rispondi in italiano",
    "Nunca use emojis",
    "Gebruik altijd spaties",
    "Odpowiadaj po polsku",
    "Отвечай коротко",
    "请用英文回答",
    "日本語で答えてください",
    "한국어로 대답해 주세요",
    "أجب بالعربية",
    "हिंदी में जवाब दें",
    "Türkçe cevap ver",
]
IDENTITIES = [
    "My name is Robin",
    "User lives in Bergen",
    "I am a carpenter",
    "The user speaks Danish and Greek",
    "My wife is Petra",
    "Petra is my manager",
    "Ines is the user's wife",
    "名前は田中です",
    "Adım Deniz",
    "Ich wohne in Graz",
    "Der Nutzer arbeitet als Lehrer",
    "J'habite à Lyon",
    "Vivo en Sevilla",
    "L'utente lavora come medico",
    "Moro em Lisboa",
    "Ik woon in Utrecht",
    "Mieszkam w Krakowie",
    "Пользователь работает врачом",
    "我住在上海",
    "大阪に住んでいます",
    "저는 부산에 살고 있어요",
    "أسكن في القاهرة",
    "मैं दिल्ली में रहता हूँ",
    "İzmir'de yaşıyorum",
]
OWN_SAFETY = [
    "The user takes warfarin",
    "I'm vegan",
    "Is allergic to cats",
    "Ich vertrage keine Laktose",
    "Je suis enceinte",
    "No puedo comer gluten",
    "Nie jem mięsa",
    "用户对青霉素过敏",
    "사용자는 채식주의자이다",
]
SAFETY_OF_OTHERS = [
    "Tom has coeliac disease",
    "My daughter is allergic to wasps",
    "我妈妈对花生过敏",
    "Onkel Rolf ist Diabetiker",
]
PREFERENCES = [
    "The user prefers tabs over spaces",
    "I hate mornings",
    "We use pytest, not unittest",
    "Prefers dark mode",
    "Der Nutzer mag Jazz",
    "用户喜欢喝茶",
    "Kullanıcı kahveyi tercih ediyor",
]
PLANS = [
    "The user plans to move to Lisbon",
    "I am working on a parser for invoices",
    "The user is learning Czech",
    "Ich arbeite an einer neuen Fassung",
]
OTHERS = [
    "The staging database is on port 6433",
    "Jonas works at Acme",
    "Jonas is a friend of Petra",
    "Jonas repaired my bike",
    "Petra visited Rome in May",
    "The build takes 5 min",
    "Jonas wohnt in Graz",
    "Ana vive en Sevilla y trabaja mucho",
]


@pytest.mark.parametrize(
    ("matter", "statement"),
    [
        *((Matter.INSTRUCTION, text) for text in INSTRUCTIONS),
        *((Matter.IDENTITY, text) for text in IDENTITIES),
        *((Matter.OWN_SAFETY, text) for text in OWN_SAFETY),
        *((Matter.SAFETY, text) for text in SAFETY_OF_OTHERS),
        *((Matter.PREFERENCE, text) for text in PREFERENCES),
        *((Matter.PLAN, text) for text in PLANS),
        *((Matter.OWN, text) for text in ("The user bought a kayak", "I met Petra on Monday")),
        *((Matter.OTHER, text) for text in OTHERS),
    ],
)
def test_a_statement_is_classified_by_its_words(matter: Matter, statement: str) -> None:
    assert classify_matter(statement) == matter


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("The user's name is Robin Vale", "Robin Vale"),
        ("Call me Robin", "Robin"),
        ("Der Nutzer heißt Anton", "Anton"),
        ("Je m'appelle Luc", "Luc"),
        ("Меня зовут Ирина", "Ирина"),
        ("我叫陈伟", "陈伟"),
        ("मेरा नाम अनिल है", "अनिल"),
    ],
)
def test_a_fact_that_says_so_names_the_user(statement: str, name: str) -> None:
    names = find_user_names([replace(fact(1, text=statement), entities=(name,))])

    assert classify_matter(f"{name} bought a kayak", names) == Matter.OWN


@pytest.mark.parametrize(
    "statement",
    ["My cat is called Minka", "Petra's nickname is Minka", "Call Minka on Monday", "I met Minka"],
)
def test_a_fact_about_another_name_does_not_name_the_user(statement: str) -> None:
    assert find_user_names([replace(fact(1, text=statement), entities=("Minka",))]) == frozenset()


def test_only_an_order_that_is_to_last_stands_beyond_its_conversation() -> None:
    assert classify_message("From now on, answer in short sentences") == Matter.INSTRUCTION
    assert classify_message("Great! Always answer in short sentences") == Matter.INSTRUCTION
    assert classify_message("Explain this function") > Matter.SAFETY
    assert classify_message("I never liked that film") > Matter.SAFETY


def test_a_message_is_about_the_first_matter_of_its_clauses() -> None:
    message = "The soup was good, but I like stew. By the way, I'm allergic to celery."

    assert classify_message(message) == Matter.OWN_SAFETY
