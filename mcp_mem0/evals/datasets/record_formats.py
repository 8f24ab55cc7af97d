"""The formats whose files are JSON records, each recognised by the keys that a record has."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.datasets.beam import parse_beam_record
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.format_faults import describe_fault
from mcp_mem0.evals.datasets.json_records import JsonRecord, iterate_records
from mcp_mem0.evals.datasets.locomo import parse_locomo_record
from mcp_mem0.evals.datasets.longmemeval import parse_longmemeval_record
from mcp_mem0.evals.datasets.selection import NamedConversation

KEYS_SHOWN_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFormat:
    """A format.

    Attributes:
        name: What it is called.
        keys: What every record has, and no record of another format has all of.
        name_key: Which key says the name of the conversation.
        parse: Returns the conversation of a record, or raises a ValidationError or RequestError.
    """

    name: str
    keys: frozenset[str]
    name_key: str
    parse: Callable[[JsonRecord], LongConversation]


BEAM: Final = RecordFormat(
    name="BEAM",
    keys=frozenset({"chat", "probing_questions"}),
    name_key="conversation_id",
    parse=parse_beam_record,
)
RECORD_FORMATS: Final = (
    RecordFormat(
        name="LoCoMo",
        keys=frozenset({"conversation", "qa"}),
        name_key="sample_id",
        parse=parse_locomo_record,
    ),
    RecordFormat(
        name="LongMemEval",
        keys=frozenset({"haystack_sessions", "haystack_dates", "question"}),
        name_key="question_id",
        parse=parse_longmemeval_record,
    ),
    BEAM,
)


def identify_format(file: Path) -> RecordFormat:
    """Return the format of the first record of a file.

    Raises:
        RequestError: It is none of them, or the file has no records.
    """
    with closing(iterate_records(file)) as records:
        first = next(records, None)
    if first is None:
        raise RequestError(f"{file} has no records: name another file")
    found = next((each for each in RECORD_FORMATS if each.keys <= first.keys()), None)
    if found is None:
        raise RequestError(f"{file} is in no known format: {_describe_nearest(first)}")
    return found


def find_records(file: Path, record_format: RecordFormat) -> Iterator[NamedConversation]:
    """Yield the conversations of a file.

    Raises:
        RequestError: It is not JSON, or a record is not of the format.
    """
    for number, record in enumerate(iterate_records(file), start=1):
        yield NamedConversation(
            name=str(record.get(record_format.name_key, "")),
            read=partial(parse_record, record, record_format, f"{file}: record {number}"),
        )


def parse_record(record: JsonRecord, record_format: RecordFormat, where: str) -> LongConversation:
    """Return the conversation of a record.

    Raises:
        RequestError: It is not of the format, and the message names the place in it; or nothing is
            said in it.
    """
    try:
        conversation = record_format.parse(record)
    except ValidationError as error:
        problem = describe_fault(error)
        raise RequestError(f"{where} is not in {record_format.name}'s format: {problem}") from error
    except RequestError as error:
        raise RequestError(f"{where} is not in {record_format.name}'s format: {error}") from error
    if not any(session.turns for session in conversation.sessions):
        raise RequestError(f"{where} has a conversation in which nothing is said: take it out")
    return conversation


def _describe_nearest(record: JsonRecord) -> str:
    if "turns" in record or "abstention" in record:
        return "it is a part of a chat of BEAM; name the folder with chat.json and its questions"
    nearest = max(RECORD_FORMATS, key=lambda each: len(each.keys & record.keys()))
    shown = quote_value(", ".join([*record][:KEYS_SHOWN_MAX]))
    if not nearest.keys & record.keys():
        names = ", ".join(each.name for each in RECORD_FORMATS)
        return f"a record has the keys {shown}; known are {names}, and our own in TOML"
    missing = ", ".join(sorted(nearest.keys - record.keys()))
    return f"the nearest is {nearest.name}, of which a record also has {missing}"
