"""Detecting that a user agreed to what the assistant said just before.

Only a plain yes counts, and only to the last thing that was said. A denial, a doubt or a question
does not count, and a mere "ok" counts only as the answer to a question.
"""

import re
from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.grounding.quotes import is_in_text, split_sentences
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import split_plain_words, word_set

AGREED_SENTENCES: Final = 2
"""A yes agrees to this many sentences at the end of a message."""

CONFIRM_WORDS_MAX: Final = 6
"""Longest question that may merely ask to confirm the sentence before it, in words."""

OPENING_WORDS: Final = 3
"""How many words at the start of an answer are searched for a yes or no."""

_YES: Final = word_set(
    "yes yeah yep yup yea aye indeed exactly correct right true precisely absolutely definitely",
    "agreed confirmed affirmative certainly course",
    "ja jawohl jep genau richtig stimmt korrekt freilich oui ouais exact exactement effectivement",
    "claro exacto correcto cierto sim isso certo verdade esatto giusto",
    "japp precis stämmer klopt inderdaad zeker nemlig rigtig riktig",
    "owszem dokładnie zgadza jasně přesně správně áno presne správne",
    "да ага верно точно правильно конечно вірно авжеж тачно",
    "evet doğru aynen kesinlikle igen pontosan helyes kyllä joo oikein juuri jah õige corect exact",
    "adevărat ναι σωστά ακριβώς βεβαίως نعم أجل صحيح بالضبط تماما ایوا כן נכון בדיוק בטח",
    "بله آره درسته हाँ हां जी सही बिल्कुल vâng đúng phải betul benar iya ndiyo oo opo",
)
_YES_SIGNS: Final = re.compile(
    r"(?:[Ss][íì]|是|是的|对|对的|對|對的|没错|沒錯|正确|正確|はい|そうです|そうですね|その通り"
    r"|その通りです|ええ|うん"
    r"|네|예|맞아|맞아요|맞습니다|그래|그래요|ใช่|ใช่ครับ|ใช่ค่ะ|ถูกต้อง)(?!\w)"
)
_CONSENT: Final = word_set(
    "ok okay okey sure please alright fine gladly gerne klar bitte gern accord volontiers",
    "vale bueno bien dale acuerdo bene certamente graag goed prima gärna varsågod dobrze",
    "dobře dobre хорошо ладно давай добре так tamam olur jó rendben selvä hyvä bine εντάξει حسنا",
    "طيب בסדר اوکی ठीक oke được baik sí si da tak jo ano vero juist ya dạ",
)
"""Words that consent to a question, or mean something else in another language ("tak", "ano").
After a mere statement they only acknowledge it."""

_NO: Final = word_set(
    "no nope nah not never but however except wrong false incorrect untrue actually wait hmm nor",
    "isn't doesn't don't didn't wasn't aren't can't won't haven't hasn't",
    "maybe perhaps possibly whatever kidding joking doubt unsure vielleicht quizás talvez forse",
    "peut-être misschien kanske måske może возможно",
    "nein nicht nie aber falsch doch moment quatsch non jamais mais faux pas nunca pero falso",
    "não nao mas però ma falso errato nee niet maar fout onjuist nej inte",
    "ikke men fel forkert feil",
    "nie ale błąd nieprawda źle ne není ale špatně нет не но неверно",
    "неправильно ні але hayır değil",
    "ama yanlış nem hamis ei mutta väärin dar greșit όχι δεν αλλά λάθος لا ليس لكن خطأ לא אבל",
    "טעות نه ولی اما غلط नहीं लेकिन गलत không nhưng sai tidak bukan tapi salah hapana",
)
_NO_SIGNS: Final = (
    "不", "没有", "但", "错了", "錯", "いいえ", "違", "でも", "ない", "아니", "하지만",
    "틀", "ไม่", "แต่", "ผิด",
)  # fmt: skip
_CONFIRMS: Final = word_set("verdad verdade vero vrai wahr pravda правда prawda gerçek")
_CONFIRM_SIGNS: Final = (
    "合って",
    "正し",
    "そうです",
    "对吗",
    "對嗎",
    "是吗",
    "是嗎",
    "맞",
    "ใช่ไหม",
    "ถูกต้อง",
)
_QUESTION: Final = re.compile(r"[?？؟;](?=\s*$)")
_ASKS: Final = re.compile(r"[?？؟]")


def is_agreed(messages: Sequence[Message], position: int, quote: str) -> bool:
    """Return whether a user agreed, in the next message, to what is quoted from one."""
    if position + 1 >= len(messages) or messages[position + 1].role != "user":
        return False
    content = messages[position].content
    last = split_sentences(content)[-AGREED_SENTENCES:]
    if not is_in_text(quote, "\n".join(last)):
        return False
    asked = _QUESTION.search(content) is not None
    if asked and not is_in_text(quote, last[-1]) and not _asks_to_confirm(last[-1]):
        return False
    return is_agreement(messages[position + 1].content, to_question=asked)


def _asks_to_confirm(question: str) -> bool:
    """Return whether a question only asks to confirm what was said before it."""
    spoken = split_plain_words(question)
    confirming = _YES | _CONFIRMS
    if len(spoken) == 1:
        confirming |= _CONSENT
    return len(spoken) <= CONFIRM_WORDS_MAX and (
        not confirming.isdisjoint(spoken) or any(sign in question for sign in _CONFIRM_SIGNS)
    )


def is_agreement(answer: str, *, to_question: bool = False) -> bool:
    """Return whether an answer is a yes, without a no, a "but" or a question."""
    if _ASKS.search(answer) or is_denial(answer):
        return False
    opening = split_plain_words(answer)[:OPENING_WORDS]
    agreeing = _YES | _CONSENT if to_question else _YES
    return bool(opening) and (
        not agreeing.isdisjoint(opening) or _YES_SIGNS.match(answer.strip()) is not None
    )


def is_denial(answer: str) -> bool:
    """Return whether an answer has a word that denies or qualifies."""
    return not _NO.isdisjoint(split_plain_words(answer)) or any(
        sign in answer for sign in _NO_SIGNS
    )


def has_answer_opening(answer: str) -> bool:
    """Return whether a message opens with a yes or no, so that the message before explains it."""
    opening, start = split_plain_words(answer)[:1], answer.strip()
    return (
        not (_YES | _NO).isdisjoint(opening)
        or start.startswith(_NO_SIGNS)
        or _YES_SIGNS.match(start) is not None
    )
