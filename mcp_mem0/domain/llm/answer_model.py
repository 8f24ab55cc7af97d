"""The base of all answers: a slip of a model costs the field or the part that it is in, no more."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Final, Self, cast, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    JsonValue,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from mcp_mem0.domain.llm.json_search import read_json_text

PARTS_MAX: Final = 200
"""Most parts of one list that are read; no valid answer has a quarter of that."""

NAMES_MAX: Final = 100
"""Most fields of an object whose names are matched loosely."""

_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_PARTS: Final = frozenset({"", "[]", "none", "nothing", "null", "n/a", "-"})
_REASON: Final = "reason"


class WireModel(BaseModel):
    """A part of an endpoint's own format; it may add fields, and write null for one left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, value: Any) -> Any:  # noqa: ANN401 - not parsed yet
        if isinstance(value, dict):
            return {name: each for name, each in value.items() if each is not None}  # pyright: ignore[reportUnknownVariableType]
        return value


class AnswerModel(BaseModel):
    """What a model answers.

    It may add fields, write null for one that it leaves out, spell a name in another way, and give
    no reason. An optional field that cannot be read is left out, and so is a part of a list, as
    long as another one can be read; `slips` names both.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    aliases: ClassVar[Mapping[str, str]] = {}
    """Other names under which models write a field."""

    marks: ClassVar[frozenset[str]] = frozenset()
    """The fields by which a part is known where it stands alone; if empty, those required."""

    _slips: tuple[str, ...] = PrivateAttr(default=())

    @property
    def slips(self) -> tuple[str, ...]:
        """What was left out because it could not be read."""
        return self._slips

    @classmethod
    def convert_shape(cls, value: JsonValue) -> JsonValue:
        """Return a value of another shape, such as a bare text, in the shape of this answer."""
        return value

    @classmethod
    def is_named_by(cls, value: Mapping[str, JsonValue]) -> bool:
        """Return whether an object has the fields that tell it from any other object."""
        required = {name for name, each in cls.model_fields.items() if each.is_required()}
        names = {cls._find_name(name) for name in [*value][:NAMES_MAX]}
        return names >= (cls.marks or required - {_REASON})

    @classmethod
    def is_listed(cls, items: list[Any]) -> bool:
        """Return whether a list has an object with these fields in it."""
        objects = (cast("dict[str, Any]", each) for each in items if isinstance(each, dict))
        return any(cls.is_named_by(each) for each in objects)

    @model_validator(mode="wrap")
    @classmethod
    def _read_leniently(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401 - not parsed yet
        if isinstance(value, BaseModel):
            return handler(value)
        fields = cls._collect_fields(cls.convert_shape(value))
        if fields is None:
            return handler(value)
        slips = [
            slip
            for name, part_type in find_part_types(cls).items()
            if name in fields
            for slip in _read_parts(fields, name, part_type)
        ]
        try:
            answer = handler(fields)
        except ValidationError as error:
            left_out = cls._find_optional_faults(error)
            answer = handler({name: each for name, each in fields.items() if name not in left_out})
            slips += [f"its {name} cannot be read" for name in left_out]
        answer._slips = tuple(slips)  # noqa: SLF001 - its own, of an instance just made
        return answer

    @classmethod
    def _collect_fields(cls, value: JsonValue) -> dict[str, Any] | None:
        """Return the fields of an object by their own names, or None if it is none."""
        if not isinstance(value, dict):
            return None
        fields: dict[str, Any] = {
            name: each for name, each in value.items() if name in cls.model_fields
        }
        for name in [*value][:NAMES_MAX]:
            own = cls._find_name(name)
            if own in cls.model_fields and fields.get(own) is None:
                fields[own] = value[name]
        for name in find_part_types(cls):
            if name in fields and fields[name] is None:
                fields[name] = []
        fields = {name: each for name, each in fields.items() if each is not None}
        return {_REASON: "", **fields} if _REASON in cls.model_fields else fields

    @classmethod
    def _find_name(cls, name: str) -> str:
        if name in cls.model_fields:
            return name
        plain = _NOT_LETTERS.sub("_", _HUMP.sub("_", name[:60]).lower()).strip("_")
        return cls.aliases.get(plain, plain)

    @classmethod
    def _find_optional_faults(cls, error: ValidationError) -> dict[str, None]:
        """Return the fields that are wrong, if none of them is required; else raise the error."""
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        names = {str(fault["loc"][0]): None for fault in faults if fault["loc"]}
        if not names or any(
            name not in cls.model_fields or cls.model_fields[name].is_required() for name in names
        ):
            raise error
        return names


@cache
def find_part_types(answer_type: type[BaseModel]) -> Mapping[str, type[AnswerModel]]:
    """Return the fields of an answer that are lists of parts, and the types of those."""
    found: dict[str, type[AnswerModel]] = {}
    for name, each in answer_type.model_fields.items():
        part_type = next(iter(get_args(each.annotation)), None)
        if isinstance(part_type, type) and issubclass(part_type, AnswerModel):
            found[name] = part_type
    return found


@cache
def find_list_field(answer_type: type[BaseModel]) -> tuple[str, type[AnswerModel]] | None:
    """Return the required list of an answer and the type of its parts, if it has one such list."""
    lists = [
        (name, part_type)
        for name, part_type in find_part_types(answer_type).items()
        if answer_type.model_fields[name].is_required()
    ]
    return lists[0] if len(lists) == 1 else None


def _read_parts(fields: dict[str, Any], name: str, part_type: type[AnswerModel]) -> list[str]:
    """Read the parts of a list in place, and return a sentence about those that cannot be."""
    items = _list_items(fields[name], part_type)
    if items and all(isinstance(each, part_type) for each in items):
        return []
    read: list[AnswerModel] = []
    for item in items[:PARTS_MAX]:
        try:
            read.append(part_type.model_validate(item))
        except ValidationError:
            continue
    # If none can be read, the first one tells what is wrong.
    fields[name] = read if read or not items else items[:1]
    slips: list[str] = []
    unread = len(items[:PARTS_MAX]) - len(read)
    if read and unread:
        slips.append(f"{unread:,} of its {name} cannot be read")
    if len(items) > PARTS_MAX:
        slips.append(f"{len(items):,} were named; {PARTS_MAX:,} are used")
    return slips


def _list_items(value: object, part_type: type[AnswerModel]) -> list[Any]:
    """Return the items of a list, an object or its members, or what a text holds."""
    match value:
        case list() | tuple():
            items = cast("list[Any]", value)
            return [_unwrap_item(each, part_type) for each in _flatten_list(items, part_type)]
        case str() if value.strip().casefold() in _NO_PARTS:
            return []
        case str():
            inner = read_json_text(value)
            return [value] if inner is None else _list_items(inner, part_type)
        case dict():
            return _list_members(cast("dict[str, Any]", value), part_type)
        case _:
            return [value]


def _flatten_list(items: list[Any], part_type: type[AnswerModel]) -> list[Any]:
    """Return the inner list of a list that has nothing else."""
    match items:
        case [[*inner]] if part_type.is_listed(inner):
            return inner
        case _:
            return items


def _list_members(members: dict[str, Any], part_type: type[AnswerModel]) -> list[Any]:
    """Return an object that is a part, those that it numbers, or its names with their values."""
    if part_type.is_named_by(members):
        return [members]
    if members and all(isinstance(each, dict) for each in members.values()):
        return [*members.values()]
    return [[*pair] for pair in members.items()]


def _unwrap_item(item: JsonValue, part_type: type[AnswerModel]) -> JsonValue:
    """Return what is in an object of one member, such as {"operation": {…}}."""
    if isinstance(item, dict) and len(item) == 1:
        [(name, inner)] = item.items()
        if isinstance(inner, dict) and name not in part_type.model_fields:
            return inner
    return item
