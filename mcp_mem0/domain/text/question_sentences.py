"""Recognising messages that only ask, with or without a question mark.

A sentence asks if it ends with a question mark, or opens with a question word or a verb as
questions of its language do. It does more than ask, and so is no question here, if

- a clause before the question says something ("I'm vegan, what can I cook?");
- it asks for a confirmation ("You live in Oslo, right?");
- it tells something by asking whether it is known ("Did you know that I quit?");
- it asks for something to be done ("Can you write a speech for Ana's wedding?").
"""

import re
from functools import lru_cache
from itertools import chain
from typing import Final

from mcp_mem0.domain.text.fillers import is_filler
from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.languages.question_signs import (
    has_question_sign,
    may_have_question_sign,
)
from mcp_mem0.domain.text.languages.question_words import (
    ASKING_STARTS,
    CONJUNCTIONS,
    INTRODUCTIONS,
    PREPOSITIONS,
    SPACED_GRAMMARS,
    QuestionGrammar,
)
from mcp_mem0.domain.text.languages.told_words import (
    CONDITIONS,
    REQUESTS,
    SAYING_SUBJECTS,
    STATES,
    TAGS,
    TELLING,
    TELLING_SIGNS,
)
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words

QUESTION_CHARS_MAX: Final = 600
"""A longer message does more than ask."""

QUESTIONS_KEPT: Final = 2_048
"""How many texts are remembered with the answer: recall asks about each row that it finds."""

VERB_WITHIN: Final = 3
"""How many words after a question word a verb may stand: "which port is"."""

_SENTENCE: Final = re.compile(
    r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\b\w\.)"
    r"(?:(?<=[.!?…。！？؟।])\s+|(?<=[。！？])|\n+)"
)
_MARKED: Final = re.compile(r"[?？؟⁇⁈\u037e][\s!?！？…)\]\"'»”’」』]*$")
_GREEK_MARK: Final = re.compile("[\u0370-\u03ff];$")
_EXCLAIMED: Final = re.compile("[!！][\\s\"'»”’)]*$")
_CLAUSE: Final = re.compile(r"[,;:，、；：،—–]+\s*|\s-\s")
_END: Final = re.compile("[\\s.!?…。！？؟।)\\]\"'»”’」』]+$")
_ASKING_FORM: Final = re.compile(
    # French inversion, and the Spanish question words, which only an accent shows.
    r"^\W*(?:[^\W\d_]+ ){0,3}[^\W\d_]+-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)\b"
    r"|^\W*(?:est-ce|qu['’]est-ce)\b|^\s*¿"
    r"|^\W*(?:(?:a|de|en|con|por|para|desde|hasta) )?(?:qué|cuál(?:es)?|quién(?:es)?|cuándo|dónde"
    r"|cómo"
    r"|cuánt[oa]s?|adónde)\b",
    re.IGNORECASE,
)
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_LATER_WORD: Final = re.compile(r"(?<=[\s'’])[^\W\d_]\w*")


@lru_cache(maxsize=QUESTIONS_KEPT)
def is_question(text: str) -> bool:
    """Return whether a text consists of questions only, beside greetings and thanks.

    Where that is not certain the answer is no.
    """
    if len(text) > QUESTION_CHARS_MAX:
        return False
    asks = False
    for sentence in _SENTENCE.split(text):
        if _is_asking(sentence):
            asks = True
        elif not is_filler(sentence):
            return False
    return asks


def _is_asking(sentence: str) -> bool:
    """Whether one sentence asks and does nothing else."""
    is_marked = bool(_MARKED.search(sentence) or _GREEK_MARK.search(sentence))
    if not is_marked and (_EXCLAIMED.search(sentence) or not _may_ask(sentence)):
        return False
    plain = _END.sub("", sentence).strip()
    clauses = [clause for clause in _CLAUSE.split(plain) if clause]
    if len(clauses) > 1 and _is_tag(clauses[-1]):
        return False
    clauses = [clause for clause in clauses if not is_filler(clause)]
    if not clauses or _is_telling(plain) or any(map(_is_statement, clauses[:-1])):
        return False
    is_split = len(clauses) > 1 and _has_comma_grammar(clauses[0])
    return is_marked or (_has_question_form(clauses[0]) and not is_split)


def _may_ask(sentence: str) -> bool:
    """Whether a sentence without a mark is worth reading: a quick look at its first word."""
    first = _FIRST_WORD.search(sentence)
    if first is None:
        return False
    known = first[0].lower() if first[0].isascii() else _fold_word(first[0])
    return known in _FIRST_ONES or may_have_question_sign(sentence)


@lru_cache(maxsize=QUESTIONS_KEPT)
def _fold_word(word: str) -> str:
    return "".join(split_plain_words(word))


def _is_telling(plain: str) -> bool:
    """Whether a question tells something, or asks for more than an answer."""
    if SPACELESS.search(plain):
        return compile_late(TELLING_SIGNS).search(plain) is not None
    words = split_plain_words(plain)
    joined = f" {' '.join(words)} "
    return compile_late(TELLING).search(joined) is not None or (
        compile_late(REQUESTS).search(joined) is not None and _skip_introduction(words) == words
    )


def _is_statement(clause: str) -> bool:
    """Whether a clause before a question says something by itself."""
    if _has_question_form(clause):
        return False
    words = split_plain_words(clause)
    if not words or words[0] in CONDITIONS:
        return False
    if SPACELESS.search(clause):
        return compile_late(STATES).search(clause) is not None
    return not SAYING_SUBJECTS.isdisjoint(words)


def _is_tag(clause: str) -> bool:
    return split_plain_words(clause) in TAGS


def _has_question_form(clause: str) -> bool:
    """Whether a clause asks by its words alone."""
    if _ASKING_FORM.search(clause) or has_question_sign(clause.lower()):
        return True
    words = split_plain_words(clause)
    if words[:1] and words[0] in CONJUNCTIONS:
        words = words[1:]
    asked = _skip_introduction(words)
    if asked != words:
        return True
    capitals = _find_capitals(clause)
    starts = (words, words[1:]) if words and words[0] in PREPOSITIONS else (words,)
    return any(
        _opens_question(start, grammar, capitals)
        for start in starts
        for grammar in _FIRST_WORDS.get(next(iter(start), ""), ())
    )


def _find_capitals(clause: str) -> frozenset[str]:
    """Return the words with a capital, which may be a subject: "What Ana said"."""
    return frozenset(
        _fold_word(word)
        for word in _LATER_WORD.findall(clause)
        if word[0].isupper() and not word[1:].isupper()
    )


def _skip_introduction(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without "tell me" and the like, if a question word follows it."""
    for length in range(min(_INTRODUCTION_WORDS, len(words) - 1), 0, -1):
        if words[:length] in _INTRODUCTIONS and words[length] in _ASKING_WORDS:
            return words[length:]
    return words


def _opens_question(
    words: tuple[str, ...], grammar: QuestionGrammar, capitals: frozenset[str]
) -> bool:
    first, rest = words[0], words[1:]
    if first in grammar.openers:
        return bool(rest)
    if first in grammar.question_words:
        for word in rest[:VERB_WITHIN]:
            if word in grammar.subjects or (word in capitals and not grammar.has_capital_nouns):
                return False
            if not grammar.verbs or word in grammar.verbs:
                return True
        return False
    subjects = grammar.subjects | capitals if grammar.has_named_subjects else grammar.subjects
    return first in grammar.inverted and not subjects.isdisjoint(rest[:1])


def _has_comma_grammar(clause: str) -> bool:
    """Whether a clause that a comma ends may be subordinate: "Wo er wohnt, weiß ich"."""
    words = split_plain_words(clause)
    return any(grammar.has_commas for grammar in _FIRST_WORDS.get(words[0], ())) if words else False


def _collect_first_words() -> dict[str, tuple[QuestionGrammar, ...]]:
    found: dict[str, tuple[QuestionGrammar, ...]] = {}
    for grammar in SPACED_GRAMMARS:
        for word in chain(grammar.openers, grammar.question_words, grammar.inverted):
            found[word] = (*found.get(word, ()), grammar)
    return found


_FIRST_WORDS: Final = _collect_first_words()
_ASKING_WORDS: Final = frozenset(
    word for grammar in SPACED_GRAMMARS for word in grammar.openers | grammar.question_words
)
_INTRODUCTIONS: Final = frozenset(split_plain_words(phrase) for phrase in INTRODUCTIONS)
_INTRODUCTION_WORDS: Final = max(len(words) for words in _INTRODUCTIONS)
_FIRST_ONES: Final = frozenset(
    {
        *_FIRST_WORDS,
        *PREPOSITIONS,
        *CONJUNCTIONS,
        *(words[0] for words in _INTRODUCTIONS),
        *ASKING_STARTS,
    }
)
