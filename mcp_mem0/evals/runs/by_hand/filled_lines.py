"""Reading lines that somebody has filled in; whatever is wrong with one, the rest is read."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from mcp_mem0.domain.errors import RequestError, quote_path

LineT = TypeVar("LineT", bound="FilledLine")

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_RIGHT: Final = {"right", "true", "yes", "correct"}
_WRONG: Final = {"wrong", "false", "no", "incorrect"}


class FilledLine(BaseModel):
    """A line that may be filled in; what else it holds is not read."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str


class FilledAnswer(FilledLine):
    """The answer to a question."""

    answer: str | None = None


class FilledVerdict(FilledLine):
    """One or both verdicts on an answer."""

    lenient: bool | None = None
    strict: bool | None = None
    reason: str | None = None

    @field_validator("lenient", "strict", mode="before")
    @classmethod
    def _read_words(cls, value: object) -> object:
        """Return what a word says; "" is nothing."""
        word = value.strip().lower() if isinstance(value, str) else value
        if isinstance(word, str) and word in _RIGHT | _WRONG:
            return word in _RIGHT
        return None if word == "" else value


def read_filled_lines(file: Path, kind: type[LineT]) -> Iterator[tuple[int, LineT | str]]:
    """Yield each line by its number, counted from 1, or what is wrong with it.

    Raises:
        RequestError: The file cannot be read, or is UTF-16.
    """
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, start=1):
                if number == 1 and line.startswith(_UTF_16):
                    raise RequestError(f"{quote_path(file)} is UTF-16: save it as UTF-8")
                text = line.removeprefix(codecs.BOM_UTF8).strip()
                if text:
                    yield number, _parse(text, kind)
    except OSError as error:
        raise RequestError(f"{quote_path(file)} cannot be read ({error})") from error


def _parse(text: bytes, kind: type[LineT]) -> LineT | str:
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        if fault["type"] == "json_invalid":
            return f"{fault['msg']}; a line must be one whole JSON object"
        place = ".".join(map(str, fault["loc"]))
        return f"{place}: {fault['msg']}" if place else fault["msg"]
