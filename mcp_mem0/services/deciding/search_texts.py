"""The texts by which known facts are searched for new messages."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.grounding.quotes import split_sentences
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import split_words

REPLY_WORDS_MAX: Final = 12
"""A message of at most so many words is searched together with what it answers."""


def build_search_texts(messages: Sequence[Message], before: Message | None) -> list[str]:
    """Return the text to search by for each message.

    "No, still at it" says nothing alone, so a short message comes after the last sentence of the
    message before it.

    Args:
        messages: The new messages, in order.
        before: What was said in the session before them, if anything.
    """
    texts: list[str] = []
    for message in messages:
        text = message.attributed_content
        if before is not None and is_short(message):
            asked = split_sentences(before.content)[-1:]
            text = "\n".join([*asked, text])
        texts.append(text)
        before = message
    return texts


def is_short(message: Message) -> bool:
    """Return whether a message is searched together with the one before it."""
    return len(split_words(message.content[:1_000])) <= REPLY_WORDS_MAX
