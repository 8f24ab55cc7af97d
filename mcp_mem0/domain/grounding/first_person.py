"""Detecting that a speaker talks about themselves, in many languages.

The word lists hold "I", "my", "we", and verb forms that only go with them. A missing word costs
no more than a correction that is added beside the fact that it corrects.
"""

import re
from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.grounding.quotes import find_sentence, split_sentences
from mcp_mem0.domain.text.normalise import split_plain_words, word_set

_WORDS: Final = word_set(
    # Without those that are also somebody's name, such as Mia, Ben and Mei.
    "I me my mine myself we us our ours ourselves",
    "ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem",
    "ik mij mijn wij ons onze jag mig min mitt vi oss vår vårt våra jeg vores",
    "yo me mi mí mis conmigo nosotros nosotras nuestro nuestra soy estoy tengo vivo trabajo",
    "voy hemos somos tenemos eu meu minha meus minhas nosso nossa nós sou estou tenho moro",
    "je j moi mon mes nous notre io mio miei mie noi nostro nostra ho sono abbiamo",
    "siamo lavoro abito mea mele nostru noastra sunt mă îmi",
    "я меня мне мной мой моя моё моего моей моему моим мою мои мы нас нам наш наша наши",
    "ми мій моє мої мені мене наше аз мен моето моите ние съм сме ја мој моја",
    "mnie mną mój moja moje mojego mojej moją nasz nasza jestem mieszkam pracuję",
    "mě mne můj náš jsem jsme bydlím môj smo",
    "bana beni benim bizim biz bize engem nekem enyém nekünk vagyok vagyunk",
    "minun minua minulla meidän olen olemme εγώ μου εμένα μας εμείς είμαι έχω ζω μένω",
    "أنا لي عندي معي نحن لدي كنت אני שלי לי אותי אנחנו שלנו לנו مرا هستم میں میرا میری",
    "मैं मैंने मेरा मेरी मेरे मुझे मुझको हम हमारा हमारी हमारे আমি আমার আমাকে আমরা",
    "moich moim moimi nôtre nos nuestros nuestras minhas meus comigo nossas nossos",
    "أختي أخي أمي أبي والدي والدتي زوجي زوجتي ابني ابنتي بيتي عملي اسمي لنا عندنا إني إنني مني",
    "मुझसे मुझमें अपना अपनी अपने हमें हमको मेरेको",
    "나 저 내 제 나를 저를 나도 저도 나한테 저한테 나에게 저에게 나의 저의 저희 내게 제게",
    "tôi saya aku kami kita yangu",
)
_SIGNS: Final = (
    "我",
    "咱",
    "私",
    "僕",
    "俺",
    "わたし",
    "あたし",
    "自分の",
    "うちの",
    "弊社",
    "저는",
    "제가",
    "나는",
    "내가",
    "저의",
    "우리",
    "ผม",
    "ฉัน",
    "ดิฉัน",
)
# First-person endings in Polish, Turkish, Hungarian, Arabic and Hebrew, which omit the pronoun.
_ENDING: Final = re.compile(
    r"\w{2,}(?:łem|łam|lismy|łysmy|yorum|yoruz|dim|dım|tım|[tsk]tim|[tzkd]t[ae]m|tunk|نا|תי|נו)"
)
# Scripts of languages that hardly ever name the speaker.
_UNNAMED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_OWNER: Final = word_set(
    "my our mein meine meinen meinem meiner meines unser unsere unseren unserem mon ma mes notre",
    "mi mis nuestro nuestra meu minha meus minhas nosso nossa mio mia miei mie mijn ons onze min",
    "mitt mina vår vårt våra mój moja moje nasz nasza мой моя моё мои наш наша наши",
)
"""Words of an owner: "my friend Kim's dog" is not about the speaker."""

_NEAR_WORDS: Final = 2
"""How many words before a quote may hold the "I" that it omits: "I just (moved to Oslo)"."""


def has_speaker_word(quote: str, content: str) -> bool:
    """Return whether a quote has a first-person word, in itself or right before it."""
    spoken, said = split_plain_words(quote), split_plain_words(content)
    before = _find_preceding_words(spoken, said)
    return any(is_first_person(word) for word in (*before, *spoken)) or any(
        sign in quote for sign in _SIGNS
    )


def is_about_speaker(text: str) -> bool:
    """Return whether a text has a first-person word other than those of an owner."""
    return any(
        is_first_person(word) for word in split_plain_words(text) if word not in _OWNER
    ) or any(sign in text for sign in _SIGNS)


def begins_with_owner(text: str) -> bool:
    """Return whether the first word of a text says that something is the speaker's."""
    return next(iter(split_plain_words(text)), "") in _OWNER


def has_owner_only(quote: str) -> bool:
    """Return whether the only first-person words of a quote say whose somebody or something is."""
    spoken = split_plain_words(quote)
    return not _OWNER.isdisjoint(spoken) and not any(
        is_first_person(word) for word in spoken if word not in _OWNER
    )


def is_said_by_oneself(quote: str, content: str) -> bool:
    """Return whether the sentence around a quote has a first-person word."""
    sentences = split_sentences(content)
    sentence = sentences[find_sentence(quote, content)] if sentences else ""
    return has_speaker_word(quote, content) or has_speaker_word(sentence, sentence)


def may_omit_speaker(quote: str) -> bool:
    """Return whether a quote is in a script whose languages seldom name the speaker."""
    return _UNNAMED.search(quote) is not None


def is_first_person(word: str) -> bool:
    """Return whether a folded word is one of the first person."""
    return word in _WORDS or _ENDING.fullmatch(word) is not None


def _find_preceding_words(spoken: Sequence[str], said: Sequence[str]) -> Sequence[str]:
    """Return the last words before a quote in what was said."""
    length = len(spoken)
    starts = (n for n in range(len(said) - length + 1) if tuple(said[n : n + length]) == spoken)
    start = next(starts, 0) if length else 0
    return said[max(0, start - _NEAR_WORDS) : start]
