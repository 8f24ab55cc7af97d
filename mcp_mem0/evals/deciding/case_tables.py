"""The tables of the case files, as people write them in TOML."""

from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.closings import ChangeKind, EndKind
from mcp_mem0.evals.deciding.decision_cases import CloseKind

_KINDS: Final = frozenset({"change", "correction", "addition"})
Words = Annotated[list[str], Field(min_length=1)]


class TomlTable(BaseModel):
    """A table; a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class MessageToml(TomlTable):
    """A message with a time of its own, or of more than one line."""

    who: str
    says: str = Field(min_length=1)
    at: date | datetime | None = None


def _check_dates(text: str) -> str:
    try:
        for part in text.split(".."):
            parse_instant(part, name="a date")
    except RequestError as error:
        raise ValueError(str(error)) from error
    return text


_DAY: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
Day = Annotated[str, Field(pattern=rf"^{_DAY}$"), AfterValidator(_check_dates)]
Days = Annotated[
    str,
    Field(pattern=rf"^({_DAY}|\d{{4}}-\d{{2}}-\d{{2}}\.\.\d{{4}}-\d{{2}}-\d{{2}})$"),
    AfterValidator(_check_dates),
]


class KnownFactToml(TomlTable):
    """A known fact that needs more than its text."""

    text: str = Field(min_length=1)
    said_at: date | datetime | None = None
    since: Day | None = None
    until: Day | None = None
    relations: list[str] = []
    shown: bool = True


class FactWordsToml(TomlTable):
    """What a fact must look like."""

    who: str | list[str] = []
    says: list[str] = []
    denies: list[str] = []
    lacks: list[str] = []
    on: Days | None = None
    until: Days | None = None
    dates: list[Days] = []
    vague: bool = False
    relations: list[str] = []
    words: list[str] = []


class ExpectedFactToml(FactWordsToml):
    """What a new fact of a case must look like."""

    updates: list[str] = []
    language: str | None = None
    messages: list[int] = []


class OperationToml(TomlTable):
    """One operation of a right answer: exactly one of add, update, delete and noop.

    `message` counts from 1. Without a quote, the whole message is quoted.
    """

    add: str | None = None
    update: str | None = None
    delete: str | None = None
    noop: str | None = None
    text: str | None = None
    also: list[str] = []
    kind: ChangeKind | EndKind | None = None
    message: int = 1
    quote: str | None = None
    since: Day | None = None
    until: Day | None = None
    relations: list[str] = []


def _check_kinds(given: list[str] | dict[str, str]) -> list[str] | dict[str, str]:
    kinds = given.values() if isinstance(given, dict) else ()
    odd = [each for kind in kinds for each in kind.split("|") if each not in _KINDS]
    if odd:
        raise ValueError(f"{odd[0]!r} is none of {', '.join(sorted(_KINDS))}")
    return given


Closes = Annotated[list[str] | dict[str, str], AfterValidator(_check_kinds)]


class DecisionCaseToml(TomlTable):
    """One case of deciding."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    now: datetime
    language: str = "en"
    known: dict[str, str | KnownFactToml] = {}
    beside: int = Field(default=0, ge=0)
    earlier: list[str] = []
    summary: str = ""
    said: list[str | MessageToml] = []
    content: str | None = None
    replaces: list[str] = []
    replaces_as: ChangeKind | None = None
    facts: list[ExpectedFactToml] = []
    allowed: list[ExpectedFactToml] = []
    closes: Closes = []
    may_close: Closes = []
    may_grow: dict[str, Words] = {}
    repeats: list[str] = []
    never: list[str] = []
    answer: list[OperationToml]
    also_right: list[list[OperationToml]] = []


class DecisionFile(TomlTable):
    """A file of cases of deciding."""

    case: list[DecisionCaseToml] = Field(min_length=1)


class BesideFile(TomlTable):
    """The file of facts that stand beside those that a case is about."""

    fact: list[str] = Field(min_length=1)


class ArgumentsToml(TomlTable):
    """What the arguments of the calls of one tool must be."""

    says: dict[str, list[str]] = {}
    equals: dict[str, str | list[str] | bool] = {}
    lacks: list[str] = []
    may: list[str] = []
    language: str = "en"


class ToolCaseToml(TomlTable):
    """One case of choosing a tool."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    why: str = Field(min_length=1)
    said: list[str] = Field(min_length=1)
    calls: list[str] = Field(min_length=1)
    remember: ArgumentsToml | None = None
    recall: ArgumentsToml | None = None
    relate: ArgumentsToml | None = None
    forget: ArgumentsToml | None = None
    never: list[str] = []


class ToolFile(TomlTable):
    """A file of cases of choosing a tool."""

    case: list[ToolCaseToml] = Field(min_length=1)


def list_kinds(given: list[str] | dict[str, str]) -> dict[str, tuple[CloseKind, ...]]:
    """Return how each known fact is to be closed; one that only has a name is changed."""
    if isinstance(given, list):
        return dict.fromkeys(given, ("change",))
    return {name: tuple(_read_kinds(kinds)) for name, kinds in given.items()}


def _read_kinds(text: str) -> list[CloseKind]:
    found: list[CloseKind] = []
    for kind in text.split("|"):
        match kind:
            case "change" | "correction" | "addition":
                found.append(kind)
            case _:
                raise RequestError(f"{kind!r} is no way to close a fact")
    return found
