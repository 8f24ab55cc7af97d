"""Recognising a fact about something that is still open: a plan, a search, a wish or a question.

What resolves it is often said in other words ("A piano arrived" and "is thinking of buying one"),
so such facts get room in a prompt that their likeness alone would not give them.
"""

import re
from typing import Final

from mcp_mem0.domain.text.normalise import split_words

_PHRASES: Final = re.compile(
    # English
    r"\b(?:plan(?:s|ned|ning)?|hop(?:es?|ing)|wants?|wish(?:es)?|intends?|wonders?|dreams? of"
    r"|would like|looking for|look(?:s)? forward|search(?:es|ing)? for|thinking (?:of|about)"
    r"|consider(?:s|ing)?|waiting (?:for|to)|waits for|going to|about to|trying to|decid(?:es?|ing)"
    r"|needs? to|saving (?:up )?for|applied|applying|undecided|unsure|expects?|will|is due"
    # German, Dutch
    r"|plant|möchte|will|sucht|hofft|überlegt|wartet|wünscht|vorhat|zoekt|wil|hoopt|overweegt|wacht"
    # French, Spanish, Italian, Portuguese
    r"|prévoit|veut|cherche|espère|envisage|attend|souhaite|planea|quiere|busca|espera|piensa|desea"
    r"|vuole|cerca|spera|pensa di|aspetta|desidera|planeja|quer|procura|deseja|aguarda"
    # Swedish, Danish, Polish, Turkish
    r"|planerar|letar|hoppas|vill|planlægger|leder efter|håber|planuje|chce|szuka|czeka"
    r"|istiyor|arıyor"
    # Russian
    r"|планирует|хочет|ищет|надеется|думает|ждёт|ждет|собирается)\b"
    # Scripts without spaces between words, Arabic and Hindi
    r"|打算|计划|計劃|想要|希望|正在找|寻找|考虑|予定|つもり|たい|探して|希望|検討|계획|싶|찾고|يريد|يخطط|يبحث"
    r"|ينوي|चाहत|योजना|ढूंढ",
    re.IGNORECASE,
)

_DOUBT: Final = re.compile(
    r"\b(?:might|maybe|perhaps|possibly|thinking (?:of|about)|thinks about|consider(?:s|ing)?"
    r"|wonder(?:ing)? (?:if|whether)|would like to|dream(?:s|ing)? of|not sure|undecided"
    r"|vielleicht|eventuell|überleg\w*|könnte|möglicherweise|misschien|overweeg\w*"
    r"|peut être|j envisage|pourrais|quizás?|tal vez|a lo mejor|podría|forse|potrei|talvez"
    r"|kanske|måske|kanskje|może|być może|zastanawiam|možná|возможно|может быть|думаю о"
    r"|belki|ehkä|talán)\b"
    r"|可能会|也许|或许|考虑|かもしれ|検討して|아마|할까|ربما|قد أ|शायद"
)


def is_open_matter(text: str) -> bool:
    """Return whether a fact says that something is planned, sought, wished for or undecided."""
    return _PHRASES.search(" ".join(split_words(text))) is not None


def is_doubtful(text: str) -> bool:
    """Return whether words only consider something: they change nothing yet."""
    return _DOUBT.search(" ".join(split_words(text))) is not None
