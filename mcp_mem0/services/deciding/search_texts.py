"""The texts by which known facts are searched for new messages."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.grounding.agreement import has_answer_opening
from mcp_mem0.domain.grounding.quotes import split_sentences
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import split_words

REPLY_WORDS_MAX: Final = 12
"""An answer of at most so many words is searched together with what it answers."""

_QUESTION_MARKS: Final = ("?", "？", "؟")


def build_search_texts(messages: Sequence[Message], before: Message | None) -> list[str]:
    """Return the text to search by for each message.

    "No, still at it" says nothing alone, so a short answer comes after the last sentence of the
    message that it answers. Other messages are searched alone: words of another matter beside them
    would find that.

    Args:
        messages: The new messages, in order.
        before: What was said in the session before them, if anything.
    """
    texts: list[str] = []
    for message in messages:
        text = message.attributed_content
        if before is not None and is_short(message) and _is_answer(message, before):
            asked = split_sentences(before.content)[-1:]
            text = "\n".join([*asked, text])
        texts.append(text)
        before = message
    return texts


def _is_answer(message: Message, before: Message) -> bool:
    return before.content.rstrip().endswith(_QUESTION_MARKS) or has_answer_opening(message.content)


def is_short(message: Message) -> bool:
    """Return whether a message may be searched together with the one before it."""
    return len(split_words(message.content[:1_000])) <= REPLY_WORDS_MAX
