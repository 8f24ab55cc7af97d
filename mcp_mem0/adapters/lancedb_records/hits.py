"""Builds hits from what a search read."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.mapping import Record, parse_readable, parse_records
from mcp_mem0.domain.model.rows import Readable
from mcp_mem0.ports import Hit, ReadableT, Scores


def attach_rows(
    found: Sequence[Scores], rows: Mapping[str, ReadableT]
) -> list[list[Hit[ReadableT]]]:
    """Return the hits with their rows; rows that were closed meanwhile are dropped."""
    return [
        [Hit(rows[row_id], score) for row_id, score in scores.items() if row_id in rows]
        for scores in found
    ]


def build_best_hits(
    found: pa.Table, scores: Sequence[float], limit: int, zone: tzinfo
) -> list[Hit[Readable]]:
    """Return the rows with the best scores; only they are parsed."""
    ids = found.column("id").to_pylist()
    best = sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))[:limit]
    taken = iter([scores[place] for place in best])
    records = parse_records(found.take(pa.array(best, pa.int64())), zone)
    return build_hits(records, lambda _: next(taken))


def build_hits(records: list[Record], take_score: Callable[[Record], float]) -> list[Hit[Readable]]:
    """Return the rows of records, best first; `take_score` returns a record's score."""
    hits: list[Hit[Readable]] = []
    for record in records:
        score = take_score(record)
        hits.append(Hit(parse_readable(record), score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.row.id))
