"""Setting a client up, and undoing it: first what would change, then the change."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.adapters.clients.catalogue import Client
from mcp_mem0.adapters.clients.hook_config import has_hooks, with_hooks, without_hooks
from mcp_mem0.adapters.clients.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.ledger import Ledger
from mcp_mem0.adapters.clients.places import Places
from mcp_mem0.adapters.clients.rules import with_rules, without_rules
from mcp_mem0.adapters.clients.servers import lists_us, with_server, without_server
from mcp_mem0.adapters.clients.text_file import TextFile, read_text_file
from mcp_mem0.adapters.clients.toml_text import NotTomlError
from mcp_mem0.domain.errors import RequestError

LEDGER = "installed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person wants of a client.

    Attributes:
        client: Which one.
        server: Under which name it lists us.
        command: What it starts; the program with its absolute path.
        project: The folder of a project; None for all that the person does.
        rules: Whether to tell the assistant, in its file of rules, to use its memory.
        hooks: What its lifecycle hooks run; None for no hooks.
    """

    client: Client
    server: str
    command: list[str]
    project: Path | None = None
    rules: bool = False
    hooks: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it is, and the text that it would have."""

    file: TextFile
    text: str

    @property
    def is_change(self) -> bool:
        """Whether anything would change."""
        return self.text != self.file.text

    @property
    def difference(self) -> str:
        """The lines that would change, as diff writes them."""
        name = str(self.file.path)
        lines = difflib.unified_diff(
            self.file.text.splitlines(),
            self.text.splitlines(),
            f"{name} (before)",
            f"{name} (after)",
            lineterm="",
            n=2,
        )
        return "\n".join(lines)


@dataclass
class _Drafts:
    """Files under way: several parts may stand in one."""

    edits: dict[Path, Edit] = field(default_factory=dict[Path, Edit])
    changes: dict[Path, list[Callable[[str], str]]] = field(
        default_factory=dict[Path, list[Callable[[str], str]]]
    )

    def change(self, path: Path, change: Callable[[str], str]) -> None:
        """Change the text of a file.

        Raises:
            RequestError: It cannot be read, or its text is not what it should be.
        """
        edit = self.edits.get(path)
        file = edit.file if edit else read_text_file(path)
        try:
            text = change(edit.text if edit else file.text)
        except (NotJsonError, NotTomlError) as error:
            raise RequestError(
                f"{path} cannot be edited: {error}; mend it, then try again"
            ) from error
        self.edits[path] = Edit(file, text)
        self.changes.setdefault(path, []).append(change)

    def is_changed(self, path: Path, text: str) -> bool:
        """Whether what was done to a file would change another text of it."""
        changed = text
        for change in self.changes[path]:
            changed = change(changed)
        return changed != text


def planned(wanted: Wanted, places: Places) -> list[Edit]:
    """Return what would be written to set a client up; nothing is written yet.

    Raises:
        RequestError: The client has no such file, or one cannot be read or edited.
    """
    drafts = _Drafts()
    client = wanted.client
    config = config_file(client, places, wanted.project)
    drafts.change(config, lambda text: with_server(text, client, wanted.server, wanted.command))
    if wanted.rules:
        rules = _rules_file(client, places, wanted.project)
        drafts.change(rules, lambda text: with_rules(text or client.rules_head))
    if wanted.hooks is not None:
        if client.hooks is None:
            raise RequestError(
                f"{client.title} has no hooks that hand over a conversation: leave out --hooks"
            )
        command, hooks = wanted.hooks, client.hooks
        drafts.change(hooks.where(places), lambda text: with_hooks(text, hooks, command))
    return [edit for edit in drafts.edits.values() if edit.is_change]


def carried_out(edits: list[Edit], places: Places) -> Iterator[tuple[Edit, Path | None]]:
    """Write what was planned; yields each edit with the backup of what was there.

    Raises:
        RequestError: A file cannot be written; it stays as it was.
    """
    ledger = Ledger(places.state / LEDGER)
    for edit in edits:
        yield edit, ledger.write(edit.file, edit.text)


def removed(client: Client, places: Places, *, server: str, project: Path | None) -> Iterator[Edit]:
    """Take everything of ours out of a client's files; yields each file that changed.

    A file that nobody else wrote to since is put back to the letter; else only ours is taken out.

    Raises:
        RequestError: A file cannot be read, edited or written; it stays as it was.
    """
    ledger = Ledger(places.state / LEDGER)
    for edit in unplanned(client, places, server=server, project=project):
        if ledger.before(edit.file) == edit.text:
            ledger.restore(edit.file)
        else:
            ledger.write(edit.file, edit.text)
            if not lists_us(edit.text, client):
                ledger.forget(edit.file.path)
        yield edit


def unplanned(client: Client, places: Places, *, server: str, project: Path | None) -> list[Edit]:
    """Return what would be written to take everything of ours out of a client's files.

    Raises:
        RequestError: A file cannot be read or edited.
    """
    drafts = _Drafts()
    ledger = Ledger(places.state / LEDGER)
    config = config_file(client, places, project)
    kept = ledger.kept(config)
    drafts.change(config, lambda text: without_server(text, client, server, kept))
    if client.rules or (project and client.rules_in_project):
        drafts.change(_rules_file(client, places, project), without_rules)
    if client.hooks and project is None:
        drafts.change(client.hooks.where(places), without_hooks)
    return [
        _to_the_letter(edit, drafts, ledger, client)
        for edit in drafts.edits.values()
        if edit.is_change
    ]


def _to_the_letter(edit: Edit, drafts: _Drafts, ledger: Ledger, client: Client) -> Edit:
    """Return an edit that puts back what was there before us, where that has nothing of ours."""
    before = ledger.before(edit.file)
    if before is None or lists_us(edit.text, client) or drafts.is_changed(edit.file.path, before):
        return edit
    return Edit(edit.file, before)


def config_file(client: Client, places: Places, project: Path | None) -> Path:
    """Return the file in which a client keeps its servers.

    Raises:
        RequestError: It keeps none for a project.
    """
    if project is None:
        return client.where(places)
    if client.in_project is None:
        raise RequestError(f"{client.title} keeps no servers for a project: leave out --project")
    return project / client.in_project


def config_files(client: Client, places: Places) -> list[Path]:
    """Return a person's file of a client's servers, and those of projects that we set up.

    Raises:
        RequestError: What we changed cannot be read.
    """
    changed = Ledger(places.state / LEDGER).files()
    in_projects = (file for file in changed if client.in_project and file.match(client.in_project))
    return list(dict.fromkeys([client.where(places), *in_projects]))


def is_hooked(client: Client, places: Places) -> bool:
    """Whether a client has lifecycle hooks of ours.

    Raises:
        RequestError: Its file cannot be read.
    """
    if client.hooks is None:
        return False
    path = client.hooks.where(places)
    try:
        return has_hooks(read_text_file(path).text)
    except NotJsonError as error:
        raise RequestError(f"{path} cannot be read: {error}") from error


def _rules_file(client: Client, places: Places, project: Path | None) -> Path:
    if project is not None and client.rules_in_project is not None:
        return project / client.rules_in_project
    if project is None and client.rules is not None:
        return client.rules(places)
    if client.rules_in_project is not None:
        raise RequestError(
            f"{client.title} keeps rules for a project only: add --project FOLDER, or leave out"
            " --rules"
        )
    raise RequestError(
        f"{client.title} keeps no rules in a file: leave out --rules; what the server says of"
        " itself tells its assistant when to use the memory"
    )
