"""Building the texts that are searched: the one that is indexed and the one that is embedded.

Full text begins with the day, in the words a person would type ("7 May 2023"), because
questions name days and a stored date would not match them; and it has what was said just
before, because an answer rarely repeats the words of its question. It has one kind of hyphen and
of apostrophe and nothing invisible, and once more what is written in several ways (`spellings.py`),
so that a word is found however it was typed; a question is spelled alike. The embedded text is what
was said and by whom: a day or a context would blur its meaning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from mcp_mem0.domain.dates import MONTHS, StatedMoment
from mcp_mem0.domain.model.rows import ROLES, Message
from mcp_mem0.domain.text.chunking import split_passages
from mcp_mem0.domain.text.normalise import normalise_name, split_words, unify_marks
from mcp_mem0.domain.text.word_lists import ROLE_WORDS
from mcp_mem0.domain.text.words.contractions import strip_contractions
from mcp_mem0.domain.text.words.spellings import list_spellings, spell_numbers_once

PASSAGE_CHARS_MAX = 1_000
"""Longest passage of one excerpt: about what a model embeds without losing detail."""

CONTEXT_CHARS_MAX = 1_000
"""How much of the preceding passage is indexed with a passage, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptTexts:
    """One passage of a message: what is read, what is indexed and what is embedded.

    `position` is the message's place in its episode, from 0; passages of one message share it.
    """

    position: int
    text: str
    index_text: str
    embed_text: str


def spell_day(moment: datetime) -> str:
    """Write the day of a moment where it was said as a person would type it: "7 May 2023"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def spell_date(stated: StatedMoment) -> str:
    """Write a date as a person would type it, as exactly as it was said: "May 2023"."""
    match stated.precision:
        case "year":
            return str(stated.at.year)
        case "month":
            return f"{MONTHS[stated.at.month - 1]} {stated.at.year}"
        case "day" | "time":
            return spell_day(stated.at)


def split_message(text: str) -> list[str]:
    """Cut a message into the passages that become its excerpts; most messages are one."""
    return split_passages(text, size_max=PASSAGE_CHARS_MAX, size=len)


def build_excerpt_texts(
    messages: Sequence[Message], said_at: datetime, previous: str | None = None
) -> Iterator[ExcerptTexts]:
    """Split messages into passages, in order, each with the texts that it is found by.

    Args:
        messages: The messages of one episode; one with a time of its own was said then.
        said_at: When the others were said.
        previous: The passage that was said before them in their session.
    """
    for position, message in enumerate(messages):
        moment = message.at or said_at
        for passage in split_message(message.content):
            yield ExcerptTexts(
                position=position,
                text=passage,
                index_text=build_excerpt_index_text(message, previous, moment, passage),
                embed_text=build_excerpt_embed_text(message, moment, passage),
            )
            previous = passage


def label_speaker(message: Message) -> str:
    """Return the label of a speaker: a role or a name; a name that reads like a role is quoted."""
    if message.name is None:
        return message.role
    spoken = split_words(message.name)
    return f'"{message.name}"' if len(spoken) == 1 and spoken[0] in ROLE_WORDS else message.name


def build_excerpt_index_text(
    message: Message, previous: str | None, said_at: datetime, passage: str
) -> str:
    """Return the indexed text of a passage: day, spellings, preceding words, speaker and words."""
    context = [spell_context(previous)] if previous else []
    spoken = f"{label_speaker(message)}: {unify_marks(passage)}"
    return "\n".join([spell_day(said_at), *_spell_again(passage), *context, spoken])


def build_excerpt_embed_text(message: Message, said_at: datetime, passage: str) -> str:
    """Return the embedded text of a passage: speaker and words.

    A passage without a letter or digit is embedded with its day, because a model may find nothing
    else in it to read.
    """
    day = "" if any(char.isalnum() for char in passage) else f"{spell_day(said_at)}\n"
    return f"{day}{message.name}: {passage}" if message.name else f"{day}{passage}"


def recover_embed_text(index_text: str, passage: str, said_at: datetime) -> str:
    """Return the embedded text of a stored passage, as `build_excerpt_embed_text` made it.

    Args:
        index_text: Its indexed text, which names the speaker.
        passage: Its words.
        said_at: When they were said.
    """
    speaker = extract_speaker(index_text, passage)
    quoted = speaker.removeprefix('"').removesuffix('"')
    name = None if speaker in ROLES else quoted or None
    return build_excerpt_embed_text(Message(role="user", content="", name=name), said_at, passage)


def extract_speaker(index_text: str, passage: str) -> str:
    """Return the speaker of a passage, as `build_excerpt_index_text` wrote it before the words."""
    plain = unify_marks(passage)
    # Older versions indexed a passage as it was typed.
    before = index_text.removesuffix(plain if index_text.endswith(plain) else passage)
    return before.rpartition("\n")[2].removesuffix(": ")


def build_fact_index_text(text: str, when: StatedMoment, entities: Sequence[str] = ()) -> str:
    """Return the indexed text of a fact: day, statement, names that it lacks, and spellings.

    Args:
        text: The statement.
        when: When it began to hold, or else when it was said.
        entities: The names it mentions.
    """
    key = normalise_name(text)
    unspelled = [name for name in entities if normalise_name(name) not in key]
    spelled = _spell_again("\n".join([text, *unspelled]))
    return unify_marks("\n".join([spell_date(when), text, *unspelled, *spelled]))


def build_fact_embed_text(text: str) -> str:
    """Return the embedded text of a fact: the statement alone, so that repeats are nearest."""
    return text


def build_relation_index_text(text: str, when: StatedMoment) -> str:
    """Return the indexed text of a relation, given as a sentence."""
    return "\n".join([spell_date(when), unify_marks(text), *_spell_again(text)])


def build_relation_embed_text(text: str) -> str:
    """Return the embedded text of a relation: the sentence alone."""
    return text


# A recall spells its question several times.
@lru_cache(maxsize=64)
def spell_lookup(text: str) -> str:
    """Return the words by which rows are looked up for a question: as indexed, and as typed.

    What an older version indexed has no further spellings, and is found by the question's.
    """
    plain = unify_marks(text)
    typed = [] if plain == text else [text]
    return " ".join([strip_contractions(plain), *typed, *list_spellings(text)])


@lru_cache(maxsize=64)
def spell_question(text: str) -> str:
    """Return the words of a question that count when rows are compared, each number as one."""
    return " ".join([strip_contractions(spell_numbers_once(text)), *list_spellings(text)])


def _spell_again(text: str) -> list[str]:
    """Return the line of further spellings, if there are any."""
    spellings = list_spellings(text)
    return [" ".join(spellings)] if spellings else []


def spell_context(previous: str) -> str:
    """Return a passage as it is indexed with the one after it, on one line."""
    # The closest words matter most, so the beginning of a long text is cut off.
    return " ".join(unify_marks(previous[-CONTEXT_CHARS_MAX:]).split())
