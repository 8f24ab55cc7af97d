"""`mcp-mem0 import`: bring in what another program remembers."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mcp_mem0.adapters.transfer_files.line_source import is_own_file
from mcp_mem0.app.running import FINISH_TIMEOUT_S
from mcp_mem0.cli.invocation import DryRun, Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.imports import (
    ImportsModel,
    build_import_list_model,
    build_import_model,
    build_import_undo_model,
    render_import,
    render_import_list,
    render_import_undo,
)
from mcp_mem0.cli.output.progress import count_progress, show_stages
from mcp_mem0.cli.output.restored_spaces import build_restored_model, render_restored
from mcp_mem0.config import find_model_access
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.requests.model import ForgetRequest, UndoChange
from mcp_mem0.domain.requests.parsing.checks import check_names
from mcp_mem0.domain.spaces import check_space
from mcp_mem0.domain.text.normalise import check_name
from mcp_mem0.domain.transfer.import_names import check_import_id
from mcp_mem0.domain.transfer.import_report import (
    ImportPlan,
    ImportReport,
    ImportSummary,
    ImportUndoReport,
)
from mcp_mem0.domain.transfer.import_request import ImportTerms
from mcp_mem0.domain.transfer.values import ImportExportReport, ImportExportRequest

if TYPE_CHECKING:
    from mcp_mem0.app.moving.importing import ImportServices
    from mcp_mem0.app.running import App

OWN_KIND: Final = "mcp-mem0"
"""What a caller calls the exports of this program."""

_STAGES: Final = {
    "checking": "Checking",
    "embedding": "Embedding",
    "writing": "Writing",
}


def import_(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Exports of ours, and what others left: files, folders, zips."
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="KIND",
            help="What they are, if that cannot be seen: mcp-mem0, server-memory, mem0, openmemory,"
            " memory-service, chatgpt, claude, instructions, notes (basic-memory, Obsidian)"
            " or plain.",
        ),
    ] = None,
    into: Annotated[
        str | None, typer.Option(metavar="SPACE", help="The space to store it in.")
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The session of what belongs to no conversation; default: the import's id.",
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="A tag for all of it; may be repeated."),
    ] = None,
    list_imports: Annotated[
        bool, typer.Option("--list", help="List the imports that there were.")
    ] = False,
    undo: Annotated[
        str | None, typer.Option(metavar="IMPORT", help="Undo a whole import, by its id.")
    ] = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Bring in an export of this program, or what another remembers; files are never changed.

    All of it is checked before anything is stored. What was imported before is recognised, so an
    interrupted import goes on when it is run again.
    """
    run = get_invocation(context)
    if sum((bool(paths), list_imports, undo is not None)) != 1:
        raise RequestError("give exactly one of: paths to import, --list, and --undo IMPORT")
    if list_imports:
        found = _list_imports(run)
        print_answer(render_import_list(found), build_import_list_model(found), as_json=json)
    elif undo is not None:
        undone = _undo_import(run, check_import_id(undo), dry_run=dry_run)
        print_answer(render_import_undo(undone), build_import_undo_model(undone), as_json=json)
    elif _are_own(paths or (), kind):
        if session is not None or tag:
            raise RequestError(
                "an export keeps its own sessions and tags: leave out --session and --tag"
            )
        restored = _restore_exports(run, paths or (), into, dry_run=dry_run)
        print_answer(render_restored(restored), build_restored_model(restored), as_json=json)
    else:
        terms = _build_terms(run, into=into, session=session, tags=tag or ())
        reports = _import_paths(run, paths or (), kind, terms, dry_run=dry_run)
        print_answer(
            "\n\n".join(map(render_import, reports)),
            ImportsModel(imports=tuple(map(build_import_model, reports))),
            as_json=json,
            can_be_pasted=True,
        )


def _are_own(paths: Sequence[Path], kind: str | None) -> bool:
    """Return whether the files are exports of this program.

    Raises:
        RequestError: Only some of them are.
    """
    if kind is not None:
        return kind == OWN_KIND
    own = [path for path in paths if is_own_file(path)]
    if own and len(own) < len(paths):
        raise RequestError(
            f"{quote_path(own[0])} is an export of mcp-mem0, and not all of the others are: import"
            " it by itself"
        )
    return bool(own)


def _restore_exports(
    run: Invocation, paths: Sequence[Path], into: str | None, *, dry_run: bool
) -> list[tuple[str, ImportExportReport]]:
    space = None if into is None else check_space(into)

    async def restore(app: "App") -> list[tuple[str, ImportExportReport]]:
        if len(paths) > 1 and not dry_run:
            # A fault of the last one must be told before the first is stored.
            await restore_each(app, dry_run=True)
        return await restore_each(app, dry_run=dry_run)

    async def restore_each(app: "App", *, dry_run: bool) -> list[tuple[str, ImportExportReport]]:
        reports: list[tuple[str, ImportExportReport]] = []
        for path in paths:
            request = ImportExportRequest(file=path, into=space, dry_run=dry_run)
            try:
                reports.append((str(path), await app.import_export(request, tell)))
            except RequestError as error:
                raise RequestError(f"{quote_path(path)}: {error}") from error
        return reports

    with show_stages(_STAGES) as tell:
        return (run.try_with_app if dry_run else run.run_with_app)(restore)


def _build_terms(
    run: Invocation,
    *,
    into: str | None,
    session: str | None,
    tags: Sequence[str],
) -> ImportTerms:
    caller, limits = run.terms.caller, run.terms.limits
    # Without a model each decision is made before its record counts as stored; a model's comes
    # later, or an import would take as long as all its answers.
    has_model = find_model_access(run.settings.model, os.environ) is not None
    return ImportTerms(
        caller=caller,
        limits=limits,
        space=caller.space if into is None else check_space(into),
        session=None if session is None else check_name(session, name="session"),
        # One is the tag of the import itself.
        tags=check_names(tags, name="tags", count_max=limits.tags_max - 1),
        wait_s=0.0 if has_model else FINISH_TIMEOUT_S,
    )


def _import_paths(
    run: Invocation,
    paths: Sequence[Path],
    kind: str | None,
    terms: ImportTerms,
    *,
    dry_run: bool,
) -> list[ImportReport]:
    """Check all paths, then import one after the other."""
    # Imported here: only this command reads other programs' files.
    from mcp_mem0.adapters.foreign.catalogue import open_source  # noqa: PLC0415

    sources = [open_source(path, kind) for path in paths]

    async def run_import(app: "App") -> list[ImportReport]:
        importing = (await _build_services(app)).importing
        plans: list[ImportPlan] = []
        for source in sources:
            with count_progress(f"Reading {source.collection.path.name}", None) as tell:
                plans.append(await importing.survey(source, terms, tell))
        reports: list[ImportReport] = []
        for source, plan in zip(sources, plans, strict=True):
            title = f"Importing {source.collection.path.name}"
            with count_progress(title, plan.records) as tell:
                reports.append(await importing.run(source, plan, terms, dry_run=dry_run, tell=tell))
        return reports

    return (run.try_with_app if dry_run else run.run_with_app)(run_import)


def _list_imports(run: Invocation) -> list[ImportSummary]:
    async def run_list(app: "App") -> list[ImportSummary]:
        services = await _build_services(app)
        return await services.listing.list_imports(await _choose_spaces(run, app))

    return run.run_with_stored(run_list)


def _undo_import(run: Invocation, import_id: str, *, dry_run: bool) -> list[ImportUndoReport]:
    caller = run.terms.caller
    request = ForgetRequest(
        what=UndoChange(change=import_id),
        space=caller.space,
        session=caller.session,
        author=caller.author,
        dry_run=dry_run,
    )

    async def run_undo(app: "App") -> list[ImportUndoReport]:
        services = await _build_services(app)
        spaces = await _choose_spaces(run, app)
        with count_progress(f"Undoing {import_id}", None) as tell:
            return await services.undo.undo_import(import_id, spaces, request, tell=tell)

    return run.run_with_stored(run_undo)


async def _build_services(app: "App") -> "ImportServices":
    from mcp_mem0.app.moving.importing import build_import_services  # noqa: PLC0415 - needs the store

    return build_import_services(await app.get_services())


async def _choose_spaces(run: Invocation, app: "App") -> list[str]:
    """Return the space that the command line names, or else all of them."""
    if run.named_space is not None:
        return [run.named_space]
    return await (await app.get_services()).records.list_spaces()
