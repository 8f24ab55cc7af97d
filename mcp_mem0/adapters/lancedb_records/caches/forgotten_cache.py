"""What is forgotten of each space, kept in memory and brought up to date with the front.

Whatever lets words in asks for it, so it must cost nothing where nothing was forgotten.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import parse_records, parse_row
from mcp_mem0.adapters.lancedb_records.schema import list_columns
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint

SPACES_MAX: Final = 4_096
"""Of so many spaces it is kept; then that of the one asked for longest ago is dropped."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The open fingerprints of a space as of a transaction of the front."""

    origin: object
    seq: int
    rows: Mapping[str, Fingerprint]
    forgotten: Forgotten


class ForgottenCache:
    """Reads the fingerprints of a space once, and then only what is new."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def find(self, space: str, view: View) -> Forgotten:
        """Return what is forgotten of a space as a read sees it.

        Raises:
            StoreError: The store cannot be read.
        """
        if view.pinned is None:
            return Forgotten(tuple((await _read_rows(space, view)).values()))
        kept = self._kept.get(space)
        overlay = view.overlay
        if kept is None or kept.origin is not overlay.origin or kept.seq < overlay.folded:
            rows = await _read_rows(space, view)
            fresh = _Kept(overlay.origin, overlay.state.seq, rows, Forgotten(tuple(rows.values())))
        else:
            fresh = _update(kept, space, view)
        self._keep(space, fresh)
        return fresh.forgotten

    def _keep(self, space: str, fresh: _Kept) -> None:
        known = self._kept.get(space)
        # A read that began earlier may end later.
        if known is None or known.origin is not fresh.origin or known.seq <= fresh.seq:
            self._kept[space] = fresh
        self._kept.move_to_end(space)
        if len(self._kept) > SPACES_MAX:
            self._kept.popitem(last=False)


def _update(kept: _Kept, space: str, view: View) -> _Kept:
    seq = view.overlay.state.seq
    if kept.seq >= seq:
        return kept
    newer = [
        each.row
        for each in view.overlay.list_newer(kept.seq)
        if isinstance(each.row, Fingerprint) and each.row.space == space
    ]
    if not newer:
        return _Kept(kept.origin, seq, kept.rows, kept.forgotten)
    rows = dict(kept.rows)
    for row in newer:
        if row.is_open:
            rows[row.id] = row
        else:
            rows.pop(row.id, None)
    return _Kept(kept.origin, seq, rows, Forgotten(tuple(rows.values())))


async def _read_rows(space: str, view: View) -> dict[str, Fingerprint]:
    scope = build_filter_scope([Fingerprint], Filter(spaces=(space,)))
    found = await view.read_rows(scope, list_columns(Fingerprint, vectors=False))
    rows = (parse_row(Fingerprint, record) for record in parse_records(found))
    return {row.id: row for row in rows}
