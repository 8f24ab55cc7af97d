"""The first reading of an import: all of a file is read and checked before anything is stored."""

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.secrets import redact
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord
from mcp_mem0.domain.transfer.import_names import build_import_tag, derive_import_id
from mcp_mem0.domain.transfer.import_report import SAMPLES_MAX, SKIPPED_LISTED_MAX, ImportPlan
from mcp_mem0.domain.transfer.import_request import ImportTerms, build_import_request
from mcp_mem0.domain.transfer.record_fitting import fit_record
from mcp_mem0.ports.foreign_source import ForeignSource

_SAMPLE_CHARS: Final = 100
_TOLD_EVERY: Final = 500
_UNNAMED: Final = "import"


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record that fits, and the request that stores it."""

    record: ForeignRecord
    request: RememberRequest


def plan_records(
    source: ForeignSource, terms: ImportTerms, import_id: str
) -> Generator[PlannedRecord | SkippedRecord]:
    """Read a source once more, and return what is stored of it, and what is not, in order.

    Raises:
        RequestError: The file is damaged.
    """
    tag = build_import_tag(import_id)
    with closing(source.read()) as items:
        for item in items:
            yield from _plan_item(item, terms, import_id, tag)


def _plan_item(
    item: ForeignItem, terms: ImportTerms, import_id: str, tag: str
) -> Iterator[PlannedRecord | SkippedRecord]:
    if isinstance(item, SkippedRecord):
        yield item
        return
    fitted = fit_record(item, terms.limits)
    if not fitted:
        yield SkippedRecord(place=item.place, reason="it says nothing")
    for record in fitted:
        try:
            request = build_import_request(record, terms, import_id=import_id, import_tag=tag)
        except RequestError as error:
            yield SkippedRecord(place=record.place, reason=str(error))
        else:
            yield PlannedRecord(record, request)


def survey_source(
    source: ForeignSource, terms: ImportTerms, tell: Callable[[int], None] = lambda _: None
) -> ImportPlan:
    """Read all of a source and return what would come over; this blocks.

    Args:
        source: What is read.
        terms: How it would be stored.
        tell: Told how many records have been read so far.

    Raises:
        RequestError: The file is damaged, or has nothing of its kind; nothing was stored.
    """
    digest = hashlib.sha256(f"{source.kind}\0{terms.space}".encode())
    counts: Counter[str] = Counter()
    skipped: list[SkippedRecord] = []
    samples: list[str] = []
    records = skipped_count = 0
    for item in plan_records(source, terms, _UNNAMED):
        if isinstance(item, SkippedRecord):
            skipped_count += 1
            if len(skipped) < SKIPPED_LISTED_MAX:
                skipped.append(item)
            continue
        records += 1
        digest.update(item.record.identity.encode("utf-8", "surrogatepass") + b"\0")
        _count(item.request, counts)
        if len(samples) < SAMPLES_MAX:
            samples.append(_sample(item.request))
        if records % _TOLD_EVERY == 0:
            tell(records)
    if not records and not skipped_count:
        raise RequestError(
            f"{quote_path(source.name)} has nothing that could be imported as {source.kind}: if it"
            " is something else, say so with --from"
        )
    return ImportPlan(
        kind=source.kind,
        source=source.name,
        import_id=derive_import_id(source.kind, digest.hexdigest()),
        counts=counts,
        records=records,
        skipped=tuple(skipped),
        skipped_count=skipped_count,
        samples=tuple(samples),
    )


def _count(request: RememberRequest, counts: Counter[str]) -> None:
    intake = request.intake
    if intake.relation is not None:
        counts["relations"] += 1
    elif intake.content is not None:
        counts["statements"] += 1
    else:
        counts["messages"] += len(intake.messages)


def _sample(request: RememberRequest) -> str:
    words = " / ".join(message.attributed_content for message in request.intake.all_messages)
    return shorten(redact(words).text, _SAMPLE_CHARS)
