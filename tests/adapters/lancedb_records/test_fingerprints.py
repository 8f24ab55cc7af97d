"""Fingerprints are read as they were written, those of before values were kept as well."""

import json
from dataclasses import replace

from mcp_mem0.adapters.lancedb_records.mapping import Record, build_record, parse_row
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.fingerprints import Fingerprint
from tests.support.forgotten_texts import fingerprint


def write(row: Fingerprint) -> Record:
    """Return the record of a fingerprint as a search for its kind finds it."""
    return {name: value for name, value in build_record(row).items() if name != "kind"}


def test_a_fingerprint_is_read_as_it_was_written() -> None:
    kept = replace(fingerprint("The user lives in Oslo."), heard_in=("0123456789abcdef",))

    assert parse_row(Fingerprint, write(kept)) == kept


def test_one_without_values_and_sessions_is_read_and_recognises_what_it_did() -> None:
    record = write(fingerprint("The user lives in Oslo."))
    payload = json.loads(str(record["payload"]))
    payload.pop("heard_in", None)
    for kept in payload["prints"]:
        del kept["values"]

    row = parse_row(Fingerprint, record | {"payload": json.dumps(payload)})

    assert (row.heard_in, [each.values for each in row.prints]) == ((), [()])
    assert Forgotten([row]).find_in_text("My home is Oslo.")
