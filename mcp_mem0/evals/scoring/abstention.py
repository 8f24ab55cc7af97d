"""Whether an answer says that it is not known, instead of answering.

Its first sentence must say so as a whole, in one of the ways of `abstentions.toml`, and what
follows may only explain it: words that begin a guess make it an answer. So "It was not mentioned at
dinner" and "Not known, but probably Rome" are answers. LoCoMo's own script looks for "no
information available" and "not mentioned" anywhere in a text; here they count if they are all of
it. Every language is tried, whatever was asked in: models answer in another one at times.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.evals.datasets.dataset import DatasetQuestion

CHARS_MAX: Final = 600
"""Longest text that can be an abstention, in characters: a longer one says something."""

_TOPIC: Final = "[^,;:，；：]*"
_SENTENCE_END: Final = re.compile(r"[.!?;](?:\s+|$)| - |[。！？；\n]")
_AROUND: Final = " \t\n*_\"'`«»“”„‘’()[]"


class _AbstentionPhrases(BaseModel):
    """How one language says it; the file explains the names in braces."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    asked: str
    apologies: tuple[str, ...]
    guesses: tuple[str, ...]
    phrases: tuple[str, ...]

    def fill(self, pattern: str) -> str:
        """Return a pattern without names in braces."""
        named = pattern.replace("{asked}", self.asked).replace("{source}", self.source)
        return named.replace("{topic}", _TOPIC)


_FILE: Final = TypeAdapter(dict[str, _AbstentionPhrases])


def is_abstention(answer: str) -> bool:
    """Return whether an answer says no more than that it is not known."""
    text = unify_marks(answer).lower().strip(_AROUND)
    if len(text) > CHARS_MAX:
        return False
    phrases, apologies, guesses = _load_patterns()
    apology = apologies.match(text)
    said = text[apology.end() :] if apology else text
    first = _SENTENCE_END.split(said, maxsplit=1)[0].strip(_AROUND)
    return phrases.fullmatch(first) is not None and guesses.search(said) is None


def settle_without_judge(question: DatasetQuestion, answer: str) -> bool | None:
    """Return whether an answer is right where that needs no judge; None where it needs one.

    A question without an answer is answered right by an abstention alone. Of one with an answer, an
    abstention and an empty text are wrong, unless a right answer is an abstention itself.
    """
    if not question.is_answerable:
        return is_abstention(answer)
    if not answer.strip():
        return False
    right_answers = (question.answer, *question.also_right)
    if is_abstention(answer) and not any(map(is_abstention, right_answers)):
        return False
    return None


@cache
def _load_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what matches an abstention, what may stand before it, and what begins a guess."""
    file = resources.files("mcp_mem0.evals") / "scoring" / "abstentions.toml"
    languages = _FILE.validate_python(tomllib.loads(file.read_text(encoding="utf-8"))).values()
    return (
        _compile_any(each.fill(phrase) for each in languages for phrase in each.phrases),
        _compile_any(each.fill(apology) for each in languages for apology in each.apologies),
        _compile_any(guess for each in languages for guess in each.guesses),
    )


def _compile_any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
