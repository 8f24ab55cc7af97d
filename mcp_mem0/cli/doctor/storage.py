"""Checks of the store: its folder, lock, indexes and pending episodes."""

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import anyio

from mcp_mem0.app.running import App
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation

if TYPE_CHECKING:
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import FolderState
    from mcp_mem0.ports import MoveState
    from mcp_mem0.services.settling.pending import PendingEpisode

FREE_BYTES_MIN: Final = 500_000_000
"""With less free space than this, compaction may fail."""

_MEGA: Final = 1_000_000


def check_store(run: Invocation) -> list[Finding]:
    """Check the store's folder and lock without opening the store."""
    state = _inspect_store_folder(run)
    if state is None:
        return [Finding(topic="store", state="good", said=f"{run.settings.store}, in a bucket")]
    if not state.is_there:
        return [
            Finding(
                topic="store",
                state="good",
                said=f"{state.folder} does not exist yet: the first remember creates it",
            )
        ]
    return [*_check_folder(state), _check_lock(state, is_used=run.settings.storage.lock)]


def check_contents(run: Invocation) -> list[Finding]:
    """Open the store, if there is one, and check its indexes and pending episodes."""
    state = _inspect_store_folder(run)
    if state is not None and not state.is_there:
        return []
    return [*run.run_with_app(_read_contents), _describe_graph(run)]


def _describe_graph(run: Invocation) -> Finding:
    said = (
        "on: relations are searched and followed"
        if run.settings.graph.enabled
        else "off: facts are searched without relations (graph.enabled is false)"
    )
    return Finding(topic="graph", state="good", said=said)


def _inspect_store_folder(run: Invocation) -> "FolderState | None":
    """Return the state of the store's folder; None for a store in a bucket."""
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import inspect_folder  # noqa: PLC0415 - a second

    return anyio.run(inspect_folder, run.settings.store)


def _check_folder(state: "FolderState") -> Iterator[Finding]:
    size = f"{state.bytes_used / _MEGA:,.1f} MB, {state.bytes_free / _MEGA:,.0f} MB free"
    is_tight = state.bytes_free < FREE_BYTES_MIN
    yield Finding(
        topic="store",
        state="warning" if is_tight else "good",
        said=f"{state.folder}, {size}",
        remedy="free space on its disk" if is_tight else "",
    )
    if not state.is_private:
        yield Finding(
            topic="store",
            state="warning",
            said="other users of this machine can read its folder",
            remedy=f"run chmod 700 {shlex.quote(str(state.folder))}",
        )
    if state.is_read_only:
        yield Finding(
            topic="store",
            state="warning",
            said="its folder is read-only: it can be recalled from, and nothing can be stored",
            remedy="make the folder writable for the user of this process",
        )
    for note in state.unwritable:
        yield Finding(
            topic="store",
            state="fault",
            said=f"{note} cannot be written: what is stored is kept, but damage may go unnoticed",
            remedy="make it a file that the user of this process can write, or remove it",
        )
    for file in state.blocked:
        yield Finding(
            topic="store",
            state="fault",
            said=f"{file} cannot be written: nothing can be stored",
            remedy="make it a file that the user of this process can read and write",
        )
    for repair in state.repairs:
        yield Finding(
            topic="store",
            state="warning",
            said=f"it was damaged and repaired: {repair}",
            remedy="check the disk; then run `mcp-mem0 check` to verify the rows",
        )


def _check_lock(state: "FolderState", *, is_used: bool) -> Finding:
    if state.holder is not None:
        return Finding(
            topic="lock",
            state="warning",
            said=f"held by {state.holder}",
            remedy="if this persists, end that process",
        )
    if not is_used:
        return Finding(
            topic="lock",
            state="warning",
            said="disabled: concurrent writers conflict and retry",
            remedy="remove storage.lock from the settings, unless the file system has no locks",
        )
    return Finding(topic="lock", state="good", said="free")


async def _read_contents(app: App) -> list[Finding]:
    services = await app.get_services()
    spaces = tuple(await services.records.list_spaces())
    faults = await services.records.find_index_faults()
    move = await services.records.read_move_state()
    pending = services.deciding.pending
    waiting = await pending.list_pending(spaces)
    stranded = pending.count_stranded(waiting)
    said = f"opened; spaces: {len(spaces)}, pending episodes: {len(waiting)}"
    return [
        Finding(topic="contents", state="good", said=said),
        *_describe_vectors(move),
        *_describe_stranded(stranded),
        *_describe_failures(waiting, has_model=not stranded),
        *(_build_index_finding(fault) for fault in faults),
        *([] if faults else [Finding(topic="index", state="good", said="all readable")]),
    ]


def _describe_vectors(state: "MoveState") -> Iterator[Finding]:
    yield Finding(topic="vectors", state="good", said=f"by {state.stored}, as configured")
    if state.ongoing is not None:
        yield Finding(
            topic="vectors",
            state="warning",
            said=f"the store is being moved to {state.ongoing}, or such a move was interrupted",
            remedy="run `mcp-mem0 reembed` with that model in [embedding] to go on, or"
            " `mcp-mem0 reembed --abandon` to drop what it made",
        )
    if state.has_remains or state.lacking:
        has_lack = f"{state.lacking:,} rows have no vector and are found by their words only"
        yield Finding(
            topic="vectors",
            state="warning",
            said=has_lack if state.lacking else "a move to this model left former vectors",
            remedy="run `mcp-mem0 reembed`, which does what is left",
        )


def _describe_stranded(number: int) -> Iterator[Finding]:
    if number:
        yield Finding(
            topic="pending",
            state="warning",
            said=f"no model is configured, and of the pending episodes {number:,} wait for one",
            remedy="configure a model, or run `mcp-mem0 pending --settle` to let the rules decide",
        )


def _describe_failures(
    waiting: "Sequence[PendingEpisode]", *, has_model: bool
) -> Iterator[Finding]:
    # Why a model failed that is not configured any more helps nobody.
    failed = [
        each.attempts[-1]
        for each in waiting
        if each.attempts and (has_model or each.episode.awaits != "model")
    ]
    if failed:
        last = max(failed, key=lambda attempt: attempt.recorded_at)
        yield Finding(
            topic="pending",
            state="warning" if last.is_answered else "fault",
            said=f"{len(failed):,} of the pending episodes could not be decided, the last one at"
            f" {last.recorded_at:%Y-%m-%d %H:%M} UTC: {last.why}",
            remedy="fix what that names, then run `mcp-mem0 pending --retry`",
        )


def _build_index_finding(fault: str) -> Finding:
    return Finding(topic="index", state="fault", said=fault, remedy="run `mcp-mem0 check --repair`")
