"""The text of a fact as a model wrote it: what may be stored, and in whose words."""

import re
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.grounding.first_person import has_speaker_word
from mcp_mem0.domain.grounding.support import FACT_CHARS_MAX
from mcp_mem0.domain.llm.prompt_leak import is_prompt_leak
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.domain.text.normalise import check_text, normalise_statement, split_plain_words

_LABEL: Final = re.compile(
    r"\s*\[\d{1,4}\]\s*(?:\d{4}(?:-\d\d){0,2}(?:\sto\s\d{4}(?:-\d\d){0,2})?\s+)?(?P<text>.*)",
    re.DOTALL,
)


def clean_fact_text(text: str, *, prompt: str, said: str) -> str | None:
    """Return a fact's text, or None if it cannot be stored or is the prompt's, not people's.

    A label that a prompt shows before a known fact is no part of it, and signs alone say nothing.
    """
    labelled = _LABEL.fullmatch(text)
    bare = text if labelled is None else _strip_marks(labelled["text"])
    try:
        clean = check_text(bare, name="text", chars_max=FACT_CHARS_MAX)
    except RequestError:
        return None
    if not _has_words(clean) and _has_words(said):
        return None
    return None if is_prompt_leak(clean, prompt, said) else clean


def attribute_own_words(text: str, message: Message) -> str:
    """Return a text in the first person as the words of whoever said them, else the text.

    A fact is read where nobody knows who "I" was; without a name, it is the user. A whole message
    that was kept word by word stays as its speaker stated it.
    """
    opening = " ".join(split_plain_words(text[:100])[:1])
    is_whole = normalise_statement(text) == normalise_statement(message.content)
    is_own = bool(opening) and has_speaker_word(opening, opening)
    if message.name is None or is_whole or not is_own:
        return text
    return f'{message.name} said: "{text}"'


def _strip_marks(text: str) -> str:
    stripped = text.strip()
    is_quoted = len(stripped) > 1 and stripped[0] in '"“' and stripped[-1] in '"”'
    return stripped[1:-1] if is_quoted else stripped


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)
