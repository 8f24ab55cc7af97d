"""Reading arguments as models send them: by the type that a field declares, not by its name.

A model sends 5.0 or "5" for 5, "true" for true, one string for a list, JSON text for what it is
the text of, and "", [""] or "null" for nothing. What has one meaning is read so, what may have two
is refused, and the rest is left as it is for the strict types, which refuse it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin

from pydantic import BaseModel

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.requests.conversations import is_speaker_pair, read_text_parts
from mcp_mem0.domain.text.normalise import is_word_for_nothing
from mcp_mem0.server.mcp.arguments.packed import unpack_list, unpack_text, unquote_text


class TextMeaning(Enum):
    """What a text or a number is, where its type alone does not tell how it may be read."""

    WORDS = "what somebody says or asks: a number is none"
    ENTITY = "the name of a person or a thing, who may be called Null"
    LABEL = "a name that may have a comma in it"
    CODE = "an id or a space's name: several may be sent as one text"
    COUNT = "a number of which 0 means nothing"


Words: TypeAlias = Annotated[str, TextMeaning.WORDS]
EntityName: TypeAlias = Annotated[str, TextMeaning.ENTITY]
Label: TypeAlias = Annotated[str, TextMeaning.LABEL]
Code: TypeAlias = Annotated[str, TextMeaning.CODE]
Count: TypeAlias = Annotated[int, TextMeaning.COUNT]

_WHOLE: Final = re.compile(r"[+-]?\d{1,15}(?:\.0*)?")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d*)?|\.\d+)")
_EXACT_MAX: Final = 2**53
_SEPARATORS: Final = re.compile(r"[\s,;\[\]\"'`]+")
"""No code has one of these, so a list that another language wrote is read, too."""
_NAMES: Final = ("name", ",;\n", '["food", "travel"]')
_MAY_BE_SEVERAL: Final = {
    TextMeaning.WORDS: ("statement", "\n", '["Ana rows.", "Ben skis."]'),
    TextMeaning.ENTITY: _NAMES,
    TextMeaning.LABEL: _NAMES,
}
_TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "1"), True),
    **dict.fromkeys(("false", "no", "0"), False),
}


class _Nothing(Enum):
    NOTHING = "not given"


_NOTHING: Final = _Nothing.NOTHING


@dataclass(frozen=True, slots=True)
class _FieldShape:
    """How values of a declared type are read: a list has an `item`, a closed set its `words`."""

    kind: type[Any]
    """That of a message is `object`."""
    meaning: TextMeaning | None = None
    item: "_FieldShape | None" = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _FieldReading:
    """What is known of one value: what it is called, and whether it may be left out."""

    name: str
    is_optional: bool
    has_words_for_nothing: bool

    def is_nothing(self, text: str, meaning: TextMeaning | None = None) -> bool:
        """Return whether a text stands for no value."""
        if not text.strip():
            return True
        if not self.has_words_for_nothing or not is_word_for_nothing(text):
            return False
        # Null, as a name is written, may be somebody; None is what Python writes.
        word = text.strip()
        return meaning is not TextMeaning.ENTITY or not word.istitle() or word == "None"


def coerce_arguments(
    model: type[BaseModel], arguments: Mapping[str, object], *, has_words_for_nothing: bool
) -> dict[str, object]:
    """Return the arguments that were given, each as its field declares it if it can be read so.

    Args:
        model: Declares the fields.
        arguments: By name; those that the model does not have stay as they are.
        has_words_for_nothing: "null" and the like count as not given: no person typed them.

    Raises:
        RequestError: A text may be one value or several.
    """
    shapes = _find_shapes(model)
    given: dict[str, object] = {}
    for name, value in arguments.items():
        field = model.model_fields.get(name)
        if field is None:
            given[name] = value
            continue
        reading = _FieldReading(name, not field.is_required(), has_words_for_nothing)
        read = _read(value, shapes[name], reading)
        if read is not _NOTHING:
            given[name] = read
    return given


@cache
def _find_shapes(model: type[BaseModel]) -> dict[str, _FieldShape]:
    return {
        name: _find_shape(field.annotation, field.metadata)
        for name, field in model.model_fields.items()
    }


def _find_shape(annotation: Any, metadata: Sequence[object] = ()) -> _FieldShape:  # noqa: ANN401 - a type
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _find_shape(arguments[0], (*arguments[1:], *metadata))
    if origin in {Union, UnionType}:
        (first, *_) = (each for each in arguments if each is not NoneType)
        return _find_shape(first, metadata)
    meaning = next((mark for mark in metadata if isinstance(mark, TextMeaning)), None)
    if origin is list:
        return _FieldShape(list, meaning, item=_find_shape(arguments[0]))
    if origin is Literal:
        return _FieldShape(str, words=arguments)
    return _FieldShape(origin or annotation, meaning)


def _read(value: object, shape: _FieldShape, reading: _FieldReading) -> object:
    """Return a value as its shape wants it, nothing, or the value itself."""
    if value is None:
        return _NOTHING
    if shape.item is not None:
        return _read_list(value, shape.item, reading)
    kind = shape.kind
    if kind is dict or issubclass(kind, BaseModel):
        return _read_object(value, kind, reading)
    plain = _unwrap(value)
    if isinstance(plain, str) and shape.meaning is not TextMeaning.WORDS:
        plain = unquote_text(plain)
    is_text = isinstance(plain, str)
    is_nothing = reading.is_nothing(plain, shape.meaning) if is_text else plain is None
    # A required name may be that of somebody called so; anything else that is required is missing.
    may_be_missing = reading.has_words_for_nothing and shape.meaning is not TextMeaning.ENTITY
    if is_nothing and (reading.is_optional or may_be_missing):
        return _NOTHING
    return _read_plain(plain, shape)


def _unwrap(value: object) -> object:
    """Return the one value of a list where one is meant; None for an empty list."""
    if not isinstance(value, list):
        return value
    items = cast("list[object]", value)
    if len(items) == 1 and not isinstance(items[0], dict | list):
        return items[0]
    return items or None


def _read_plain(value: object, shape: _FieldShape) -> object:
    """Return a text, a number, a truth or a word of a closed set."""
    if shape.words:
        return _read_word(value, shape.words)
    if shape.kind is str:
        return _read_text(value, shape.meaning)
    if shape.kind is bool:
        return _read_truth(value)
    if shape.kind is int:
        number = _read_whole_number(value)
        is_nothing = shape.meaning is TextMeaning.COUNT and number == 0 and number is not False
        return _NOTHING if is_nothing else number
    is_number = isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    return float(value) if isinstance(value, str) and is_number else value


def _read_text(value: object, meaning: TextMeaning | None) -> object:
    if isinstance(value, str):
        return value
    if meaning is TextMeaning.WORDS:
        return read_text_parts(value) or value
    number = _read_whole_number(value)
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else value


def _read_truth(value: object) -> object:
    number = _read_whole_number(value)
    word = str(number).strip().casefold() if isinstance(number, str | int) else ""
    return _TRUTHS.get(word, value)


def _read_whole_number(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_MAX:
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(float(value))
    return value


def _read_word(value: object, words: tuple[str, ...]) -> object:
    if not isinstance(value, str):
        return value
    folded = value.strip().casefold()
    return next((word for word in words if word.casefold() == folded), value)


def _read_object(value: object, kind: type[Any], reading: _FieldReading) -> object:
    plain = unpack_text(value) if isinstance(value, str) else value
    if not isinstance(plain, dict):
        return value
    fields = cast("dict[str, object]", plain)
    if issubclass(kind, BaseModel):
        return coerce_arguments(kind, fields, has_words_for_nothing=reading.has_words_for_nothing)
    return fields


def _read_list(value: object, item: _FieldShape, reading: _FieldReading) -> object:
    plain = unpack_text(value) if isinstance(value, str) else value
    if isinstance(plain, dict):
        plain = unpack_list(cast("dict[str, object]", plain), reading.name)
    if isinstance(plain, str):
        if reading.is_nothing(plain, item.meaning):
            return _NOTHING
        _check_single(plain, item.meaning, reading.name)
    if isinstance(plain, str | int | float) and item.kind is str:
        plain = [plain]
    is_single = item.kind is not str or item.meaning is TextMeaning.CODE
    if isinstance(plain, dict) and is_single:
        plain = [cast("dict[str, object]", plain)]
    if not isinstance(plain, list):
        return value
    return _read_items(cast("list[object]", plain), item, reading)


def _read_items(items: Sequence[object], item: _FieldShape, reading: _FieldReading) -> list[object]:
    """Return the items that say something; of texts also those of a list inside the list."""
    one = replace(reading, is_optional=True)
    read: list[object] = []
    for each in items:
        inner = _unpack_item(each, item)
        parts = cast("list[object]", inner) if isinstance(inner, list) else [inner]
        read.extend(_read_item(part, item, one) for part in parts)
    return [each for each in read if each is not _NOTHING]


def _unpack_item(value: object, item: _FieldShape) -> object:
    """Return what an item is the JSON of, or the codes in it; a list stands for its items."""
    inner = unpack_text(value) if isinstance(value, str) else value
    if item.kind is object and is_speaker_pair(inner):
        return [inner]
    if item.meaning is TextMeaning.CODE:
        if isinstance(inner, str):
            return [code for code in _SEPARATORS.split(inner) if code]
        if isinstance(inner, dict):
            # What has the id was sent whole.
            whole = cast("dict[str, object]", inner)
            return whole.get("id", whole)
    is_text = item.kind is str and isinstance(value, str) and not isinstance(inner, list)
    return value if is_text else cast("object", inner)


def _read_item(value: object, item: _FieldShape, reading: _FieldReading) -> object:
    if item.kind is not object:
        return _read(value, item, reading)
    is_nothing = value is None or (isinstance(value, str) and reading.is_nothing(value))
    return _NOTHING if is_nothing else value


def _check_single(text: str, meaning: TextMeaning | None, name: str) -> None:
    """Check that a text in place of a list is one name or statement.

    Raises:
        RequestError: It may be several.
    """
    if meaning not in _MAY_BE_SEVERAL:
        return
    kind, marks, example = _MAY_BE_SEVERAL[meaning]
    plain = text.strip()
    if plain.startswith(("[", "{")) or any(mark in plain for mark in marks):
        raise RequestError(
            f"{name} is {quote_value(text)}, which may be one {kind} or several: send a list of"
            f" {kind}s, such as {example}"
        )
