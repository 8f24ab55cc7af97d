"""One run of the command line: its settings, and helpers that commands share."""

import logging
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.app.clock import build_clock
from mcp_mem0.app.terms import build_terms
from mcp_mem0.cli.output.terminal import LogFormatter, write, write_error, write_json
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.flags import Flags
from mcp_mem0.config import (
    Settings,
    SettingsOrigin,
    find_model_access,
    find_relative_paths,
    find_settings_origin,
    load_settings,
)
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.requests.model import ForgetRequest, OverviewRequest, RememberRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.server.mcp.memory import Terms

if TYPE_CHECKING:
    from mcp_mem0.app.reads import Read
    from mcp_mem0.app.running import App

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")

AUTHOR: Final = "command line"

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Full = Annotated[
    bool, typer.Option("--full", help="Also show how it was decided, exact times and all ids.")
]
AsIs = Annotated[
    bool, typer.Option("--as-is", help="Redact nothing: what looks like a secret is not one.")
]
ReplacesAs = Annotated[
    str | None,
    typer.Option(
        "--replaces-as",
        metavar="KIND",
        help="What the facts in --replaces were: change (so until now), correction (never so)"
        " or addition (part of this).",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
WholeSession = Annotated[
    str | None, typer.Option("--session", metavar="NAME", help="All that came from this session.")
]
WholeAuthor = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="AUTHOR",
        help="All by this author (a subject matches with any client).",
    ),
]


@dataclass(frozen=True)
class Invocation:
    """What the command line said outside the command's own options.

    `may_ask` says whether a person at a terminal can answer questions, `is_attended` whether a
    person chose the working directory.
    """

    flags: Flags
    may_ask: bool = False
    is_attended: bool = True

    @cached_property
    def settings(self) -> Settings:
        """The effective settings.

        Raises:
            SettingsError: A setting is unknown or has a wrong value.
        """
        settings = self._load_settings(self.flags.values)
        self._report_relative_paths()
        # stdout is for answers and for the protocol.
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(LogFormatter("%(levelname)s %(name)s: %(message)s"))
        logging.basicConfig(level=settings.log.level.upper(), handlers=[handler])
        return settings

    @property
    def origin(self) -> SettingsOrigin:
        """Where the settings come from.

        Raises:
            SettingsError: A setting is unknown.
        """
        return find_settings_origin(
            config_file=self.flags.config_file, environment=os.environ, flags=self.flags.values
        )

    @cached_property
    def terms(self) -> Terms:
        """The defaults for a request; a command's options override them."""
        return build_terms(self.settings, author=AUTHOR)

    @property
    def named_space(self) -> str | None:
        """The space that the command line names; None if it names none."""
        return self.settings.space if "space" in self.flags.values else None

    def get_now(self) -> datetime:
        """Return the current time in the time zone of the settings."""
        return build_clock(self.settings.zone)()

    def remember(self, request: RememberRequest) -> Receipt:
        """Store a request; wait for a decision by rules even if the caller would not.

        The process makes that decision before it exits, so a receipt that says "pending" would be
        wrong by the time it is read.
        """
        # Imported here, as in each place below: a proxy opens no store.
        from mcp_mem0.app.running import FINISH_TIMEOUT_S  # noqa: PLC0415

        if find_model_access(self.settings.model, os.environ) is None:
            request = replace(request, wait_s=max(request.wait_s, FINISH_TIMEOUT_S))
        return self.run_with_app(lambda app: app.remember(request))

    def forget(self, request: ForgetRequest) -> Receipt:
        """Forget or undo in a store that exists, and drop the briefs that hooks keep of it.

        Raises:
            RequestError: There is no store.
        """
        return self.forget_by(lambda app: app.forget(request))

    def forget_by(self, act: Callable[["App"], Awaitable[Receipt]]) -> Receipt:
        """Run one action that forgets or undoes, as `forget` does.

        Raises:
            RequestError: There is no store.
        """
        # Imported here: only these commands need the state of hooks.
        from mcp_mem0.adapters.clients.hooks.hook_state import drop_briefs  # noqa: PLC0415
        from mcp_mem0.adapters.clients.setup.places import get_user_places  # noqa: PLC0415

        receipt = self.run_with_stored(act)
        if receipt.status == "done":
            drop_briefs(get_user_places().state, self.settings.store)
        return receipt

    def read(self, read: "Read[RequestT, AnswerT]", request: RequestT) -> AnswerT:
        """Look at a store that exists: through the running server, or else by opening it.

        Raises:
            RequestError: There is no store.
        """
        # Imported here: only these commands need a client of HTTP.
        from mcp_mem0.app.asking import ask_running_server  # noqa: PLC0415

        found = anyio.run(ask_running_server, self._find_shared_settings(), read, request)
        if found is None:
            return self.run_with_stored(lambda app: read.ask(app, request))
        return found

    def check_named_space(self) -> None:
        """Refuse the space that the command line names, if there is none.

        Raises:
            NotFoundError: There is no such space.
        """
        from mcp_mem0.app.reads import READ_OVERVIEW  # noqa: PLC0415

        if self.named_space is not None:
            self.read(
                READ_OVERVIEW, OverviewRequest(spaces=(self.named_space,), since=self.get_now())
            )

    def run_with_app(self, act: Callable[["App"], Awaitable[AnswerT]]) -> AnswerT:
        """Open the app, run one action, close it; a missing store is created."""
        return anyio.run(self._run_act, act)

    def try_with_app(self, act: Callable[["App"], Awaitable[AnswerT]]) -> AnswerT:
        """Run one action that stores nothing; a missing store is not created.

        Then it runs on an empty one that is removed at the end.
        """
        from mcp_mem0.app.running import build_app  # noqa: PLC0415

        async def run_trial() -> AnswerT:
            if await self._is_stored():
                return await self._run_act(act)
            with TemporaryDirectory(prefix="mcp-mem0-") as folder:
                settings = self.settings.model_copy(update={"store": str(Path(folder, "store"))})
                async with build_app(settings) as app:
                    return await act(app)

        return anyio.run(run_trial)

    def run_with_stored(self, act: Callable[["App"], Awaitable[AnswerT]]) -> AnswerT:
        """Run one action on a store that exists already.

        Raises:
            RequestError: There is no store; none is created, as the name may be mistyped.
        """

        async def run_checked() -> AnswerT:
            if not await self._is_stored():
                store = quote_path(self.settings.store)
                raise RequestError(
                    f"there is no store in {store}: name another with --store, or remember"
                    " something first"
                )
            return await self._run_act(act)

        return anyio.run(run_checked)

    async def _is_stored(self) -> bool:
        # Imported here: `serve` must not load LanceDB before its handshake.
        from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored  # noqa: PLC0415

        return await is_stored(self.settings.store, self.settings.storage.options)

    def _load_settings(self, flags: Mapping[str, str]) -> Settings:
        return load_settings(
            config_file=self.flags.config_file,
            environment=os.environ,
            flags=flags,
            is_attended=self.is_attended,
        )

    def _report_relative_paths(self) -> None:
        found = find_relative_paths(
            config_file=self.flags.config_file, environment=os.environ, flags=self.flags.values
        )
        for each in found:
            write_error(
                f"mcp-mem0: {each.source.where} is relative to the working directory:"
                f" {quote_path(each.path)}\n"
            )

    def _find_shared_settings(self) -> Settings:
        """Return the settings without a space, as each request names its own."""
        if self.named_space is None:
            return self.settings
        return self._load_settings(
            {key: value for key, value in self.flags.values.items() if key != "space"}
        )

    async def _run_act(self, act: Callable[["App"], Awaitable[AnswerT]]) -> AnswerT:
        from mcp_mem0.app.running import build_app  # noqa: PLC0415

        async with build_app(self.settings) as app:
            return await act(app)


def get_invocation(context: typer.Context) -> Invocation:
    """Return the invocation of the running command."""
    found = context.find_object(Invocation)
    if found is None:
        raise LookupError("commands run in an Invocation")
    return found


def print_answer(
    text: str, structure: BaseModel, *, as_json: bool, can_be_pasted: bool = False
) -> None:
    """Print an answer for a person, or for a program.

    Args:
        text: What a person reads.
        structure: What a program reads.
        as_json: Whether to print the structure instead of the text.
        can_be_pasted: Some lines are commands to paste, so no line is wrapped.
    """
    if as_json:
        print_json(structure)
    else:
        write((text if can_be_pasted else fit_terminal(text)) + "\n", for_person=True)


def print_json(structure: BaseModel) -> None:
    """Print an answer for a program: one JSON document without nulls."""
    write_json(structure.model_dump_json(by_alias=True, exclude_none=True, indent=2))
