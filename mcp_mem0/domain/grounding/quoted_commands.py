"""Reading a quote where it stands, because part of an order to forget looks like no order."""

from typing import Final

from mcp_mem0.domain.grounding.quotes import find_sentence, is_in_text, split_sentences
from mcp_mem0.domain.text.forget_commands import is_narrow_command, list_commands
from mcp_mem0.domain.text.normalise import split_plain_words
from mcp_mem0.domain.text.word_lists import NEGATIONS, SMALL_WORDS

SENTENCES_AROUND: Final = 3
"""How many sentences may say together what a quote of one of them is about."""
_NAMING_WORDS: Final = SMALL_WORDS - NEGATIONS - {"was", "were", "had", "did", "been", "until"}
"""Small words beside which a quote only names something; the others may say that it ended."""


def complete_quote(quote: str, text: str) -> str:
    """Return a quote, or the order to forget in a text that it is only a part of."""
    sentences = split_sentences(text)
    if not sentences:
        return quote
    sentence = sentences[find_sentence(quote, text)]
    commands = list_commands(sentence)
    return next((each for each in commands if is_in_text(quote, each)), quote)


def is_ordered_item(quote: str, text: str, fact: str) -> bool:
    """Return whether a quote only names a fact, after an order to forget: "… and my dog"."""
    sentences = split_sentences(text)
    said = {word for word in split_plain_words(quote) if word not in _NAMING_WORDS}
    if not sentences or not said <= {*split_plain_words(fact)}:
        return False
    before = sentences[: find_sentence(quote, text) + 1][-SENTENCES_AROUND:]
    return any(list_commands(each) for each in before)


def widen_quote(quote: str, text: str) -> str:
    """Return a complete quote; if it is an order to forget one thing, with the sentences after it.

    "Forget what I said about the 13th. It is the 14th": the next sentence may say it anew.
    """
    complete = complete_quote(quote, text)
    if not is_narrow_command(complete):
        return complete
    start = find_sentence(quote, text)
    return "\n".join((complete, *split_sentences(text)[start : start + SENTENCES_AROUND]))
