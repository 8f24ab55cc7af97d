"""The words that support a fact: whether they say something, and something of it."""

from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.grounding.agreement import has_answer_opening, is_denial
from mcp_mem0.domain.grounding.common_words import has_common_words
from mcp_mem0.domain.grounding.content_words import list_content_words
from mcp_mem0.domain.grounding.quotes import find_sentence, split_sentences
from mcp_mem0.domain.grounding.relevance import (
    REPLY_WORDS_MAX,
    is_speaker_named,
)
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import SPACELESS, normalise_statement, split_plain_words

EXPLAINING_MESSAGES: Final = 2
"""How many messages before a quoted one may hold what its words are about."""

EXPLAINING_CHARS_MAX: Final = 500
"""How much of each is read, its end; and how much of the quoted one, on both sides of the quote."""

OWN_WORDS_MIN: Final = 2
"""So many content words, or all of a sentence, support a fact about their speaker even in other
words: "I don't eat meat" says that somebody is a vegetarian."""

OWN_SIGNS_MIN: Final = 4
"""The same in a script without spaces, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSupport:
    """Quoted words, their message, and what was said before it."""

    position: int
    quote: str
    message: Message
    earlier: tuple[Message, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the words carry content, are a plain answer, or are all that was said."""
        whole = normalise_statement(self.message.content) == normalise_statement(self.quote)
        return bool(whole or list_content_words(self.quote) or self._is_answer)

    def is_about(self, text: str) -> bool:
        """Return whether the words, with what explains them, say something of a fact."""
        said, context = set(list_content_words(text)), self._context
        if not said or not said.isdisjoint(list_content_words(context)):
            return True
        return has_common_words(context, text) or (
            self._is_own_statement and is_speaker_named(self.message, text)
        )

    @property
    def _is_answer(self) -> bool:
        """Whether the words are a yes or a no to what was said before."""
        is_short = len(split_plain_words(self.message.content)) <= REPLY_WORDS_MAX
        is_plain = has_answer_opening(self.quote) or is_denial(self.quote)
        return is_short and is_plain and bool(self.earlier)

    @property
    def _is_own_statement(self) -> bool:
        quoted = list_content_words(self.quote)
        signs = len(SPACELESS.findall(self.quote))
        if len(quoted) >= OWN_WORDS_MIN or signs >= OWN_SIGNS_MIN:
            return True
        return bool(quoted) and set(list_content_words(self._sentence)) <= set(quoted)

    @property
    def _sentence(self) -> str:
        sentences = split_sentences(self.message.content)
        return sentences[find_sentence(self.quote, self.message.content)] if sentences else ""

    @property
    def _context(self) -> str:
        content = self.message.content
        place = content.find(self.quote)
        if place < 0:
            # It differs in case or punctuation; its sentence does not.
            place = max(0, content.find(self._sentence))
        start = max(0, place - EXPLAINING_CHARS_MAX)
        around = content[start : place + len(self.quote) + EXPLAINING_CHARS_MAX]
        before = [message.content[-EXPLAINING_CHARS_MAX:] for message in self.earlier]
        return "\n".join([self.quote, around, *before])
