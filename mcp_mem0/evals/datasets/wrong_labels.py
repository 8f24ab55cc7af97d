"""Reading which questions of a data set are known to have a wrong label."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.datasets.dataset import LongConversation

_IDS: Final = TypeAdapter(list[str])
_COMMENT: Final = re.compile(r"\s#")
_NAMED_MAX: Final = 3


def read_wrong_labels(file: Path) -> tuple[str, ...]:
    """Return the ids in a file: one a line with comments after "#", or a JSON list.

    Raises:
        RequestError: There is no such file, it is no text, or it has no ids.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    except OSError as error:
        raise RequestError(f"{file}, the file of wrong labels, cannot be read: {error}") from error
    ids = _parse_list(file, text) if text.lstrip().startswith("[") else _parse_lines(text)
    if not ids:
        raise RequestError(f"{file} has no ids: write one 'conversation/question' a line")
    return tuple(dict.fromkeys(ids))


def find_wrong_labels(
    file: Path, conversations: Sequence[LongConversation], *, is_whole: bool
) -> frozenset[str]:
    """Return the ids "conversation/question" of the questions that a file names.

    An id without its conversation will do where only one question has it.

    Args:
        file: The file.
        conversations: Of the data set.
        is_whole: Whether these are all of it; if not, an unknown id may be of the rest.

    Raises:
        RequestError: As `read_wrong_labels`, or all is there and an id is of no question.
    """
    asked = [(each.name, question.id) for each in conversations for question in each.questions]
    counts = Counter(question for _, question in asked)
    whole = {f"{name}/{question}": f"{name}/{question}" for name, question in asked}
    short = {question: f"{name}/{question}" for name, question in asked if counts[question] == 1}
    known = short | whole
    given = read_wrong_labels(file)
    unknown = [id_ for id_ in given if id_ not in known]
    if unknown and is_whole:
        raise RequestError(f"{file} names {_describe_unknown(unknown, whole)}")
    return frozenset(known[id_] for id_ in given if id_ in known)


def _parse_list(file: Path, text: str) -> list[str]:
    try:
        return _IDS.validate_json(text)
    except ValidationError as error:
        raise RequestError(f"{file} is no JSON list of ids: write it like '[\"a/1\"]'") from error


def _parse_lines(text: str) -> list[str]:
    lines = (_COMMENT.split(line, maxsplit=1)[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _describe_unknown(unknown: Sequence[str], known: Iterable[str]) -> str:
    named = ", ".join(quote_value(id_) for id_ in unknown[:_NAMED_MAX])
    more = len(unknown) - _NAMED_MAX
    others = f" and {more} more" if more > 0 else ""
    nearest = get_close_matches(unknown[0], [*known], n=1, cutoff=0.0)
    hint = f"; nearest to the first is {nearest[0]!r}" if nearest else ""
    return (
        f"{named}{others}, of which there is no question, or more than one{hint}: correct the ids"
    )
