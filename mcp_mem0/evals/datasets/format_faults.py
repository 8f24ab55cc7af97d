"""Saying in one sentence where a record is not as its format says."""

from collections.abc import Sequence

from pydantic import ValidationError


def describe_fault(error: ValidationError) -> str:
    """Return where the first fault is and what it is: "session 2, said 3: Field required".

    Places in a list are counted from 1.
    """
    first = error.errors(include_url=False)[0]
    return f"{_name_place(first['loc'])}: {first['msg']}"


def _name_place(place: Sequence[int | str]) -> str:
    named = ""
    for part in place:
        named += f" {part + 1}" if isinstance(part, int) else f", {part}"
    return named.removeprefix(", ").strip() or "as a whole"
