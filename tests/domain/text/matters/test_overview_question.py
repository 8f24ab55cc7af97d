"""Whoever asks what is known about them wants the brief, not what shares a word with "know"."""

import pytest

from mcp_mem0.domain.text.matters.overview_question import asks_for_overview


@pytest.mark.parametrize(
    "question",
    [
        "What do you know about me?",
        "tell me everything you know about me",
        "Can you tell me what you remember about me?",
        "What is known about the user?",
        "Was weißt du über mich?",
        "Que sais-tu sur moi ?",
        "¿Qué sabes de mí?",
        "Cosa sai di me?",
        "O que você sabe sobre mim?",
        "Wat weet je over mij?",
        "Co o mnie wiesz? Co wiesz o mnie?",
        "Что ты знаешь обо мне?",
        "Hakkımda ne biliyorsun?",
        "你知道我什么？",
        "私について何を知っていますか？",
        "나에 대해 무엇을 알고 있나요?",
        "ماذا تعرف عني؟",
        "मेरे बारे में क्या जानते हो?",
    ],
)
def test_a_question_for_all_about_the_user_is_recognised(question: str) -> None:
    assert asks_for_overview(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does Petra know about me?",
        "What do you know about my boat?",
        "What do you know about Petra?",
        "Do you remember what I said about me and Petra?",
        "Was weißt du über Jonas?",
        "Que sais-tu de mon chat ?",
        "你知道我的电话吗？",
        "私の猫について何を知っていますか？",
        "Who told you about me?",
        "Does the dentist know about me?",
    ],
)
def test_a_question_for_one_matter_is_none(question: str) -> None:
    assert not asks_for_overview(question)
