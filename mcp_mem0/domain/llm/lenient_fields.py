"""The fields of an answer as models write them: numbers as texts, labels in brackets, lists of one.

Each type reads what is plainly meant, and refuses the rest. The schema and the notation of a field
do not change: a model is still asked for the strict form.
"""

import math
import re
from typing import Annotated, Final, TypeAlias, cast

from pydantic import BeforeValidator

LABELS_MAX: Final = 200
"""Most labels in one field; no prompt shows as many."""

_LABEL: Final = re.compile(
    r"\s*(?:(?:label|fact|message|msg|no|nr)\b\.?\s*|[MmFf#])?\[?\s*M?(\d{1,9})\s*\]?[.):,]?\s*",
    re.IGNORECASE,
)
_LABEL_AND_TEXT: Final = re.compile(r"\s*(?:\[M?(\d{1,9})\]|M(\d{1,9})\b|(\d{1,4}):\s)")
_NO_LABEL: Final = frozenset({"", "-", "none", "null", "n/a", "na", "nil", "new"})
_ACTION_WORD: Final = re.compile(r"[^\W\d_]+(?:[_-]?OP\b)?", re.IGNORECASE)
ACTIONS: Final = ("ADD", "UPDATE", "DELETE", "NOOP")
_ACTIONS: Final = {
    name: action
    for action, names in {
        "ADD": "ADD CREATE INSERT NEW STORE SAVE REMEMBER",
        "UPDATE": "UPDATE REPLACE CHANGE MODIFY EDIT CORRECT REVISE EXTEND",
        "DELETE": "DELETE REMOVE END CLOSE RETIRE INVALIDATE",
        "NOOP": "NOOP NO NONE NOTHING NOP SKIP IGNORE KEEP UNCHANGED SAME DUPLICATE",
    }.items()
    for name in names.split()
}


def read_text(value: object) -> object:
    """Return a text; a number is its digits, a list of texts is those with "…" between them."""
    match value:
        case bool():
            raise ValueError("it is no text")
        case int():
            return str(value) if abs(value) < 10**30 else ""
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case list():
            items = cast("list[object]", value)
            texts = [str(each) for each in items if isinstance(each, str | int | float)]
            return " … ".join(text for text in texts if text.strip())
        case _:
            return value


def read_label(value: object) -> int:
    """Return a label or the number of a message; 0 where none is named.

    Raises:
        ValueError: It is neither.
    """
    match value:
        case bool():
            raise ValueError("it is no label")
        case int():
            return value
        case float() if math.isfinite(value) and value.is_integer():
            return int(value)
        case list() | tuple():
            items = cast("list[object]", value)
            return read_label(items[0]) if items else 0
        case str():
            return _parse_label(value)
        case _:
            raise ValueError("it is no label")


def read_labels(value: object) -> tuple[int, ...]:
    """Return some labels; what is none is left out.

    Raises:
        ValueError: None of them is a label.
    """
    items: list[object] = [*value] if isinstance(value, list | tuple) else [value]
    if isinstance(value, str):
        items = [*re.split(r"[,;\s]+", value.strip().strip("[]"))] if value.strip() else []
    labels: list[int] = []
    for item in items[:LABELS_MAX]:
        try:
            labels.append(read_label(item))
        except ValueError:
            continue
    if items and not labels:
        raise ValueError("they are no labels")
    return tuple(label for label in labels if label != 0)


def read_action(value: object) -> object:
    """Return the action that a word means: "none" and "skip" are NOOP, "remove" is DELETE."""
    match value:
        case str(text) | [str(text)]:
            word = _ACTION_WORD.search(text[:100])
            name = word[0].upper().replace("_", "").replace("-", "") if word else ""
            return _ACTIONS.get(name, text)
        case _:
            return value


def _parse_label(text: str) -> int:
    if text.strip().casefold() in _NO_LABEL:
        return 0
    found = _LABEL.fullmatch(text[:100]) or _LABEL_AND_TEXT.match(text)
    if found is None:
        raise ValueError("it is no label")
    return int(next(group for group in found.groups() if group is not None))


Text: TypeAlias = Annotated[str, BeforeValidator(read_text)]
Label: TypeAlias = Annotated[int, BeforeValidator(read_label)]
Labels: TypeAlias = Annotated[tuple[int, ...], BeforeValidator(read_labels)]
