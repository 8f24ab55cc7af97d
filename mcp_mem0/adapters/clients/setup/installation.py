"""Sets a client up, and undoes that: first plans the edits, then applies them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client
from mcp_mem0.adapters.clients.setup.client_files import (
    LEDGER,
    build_project,
    explain_missing_hooks,
    locate_config_file,
    locate_rules,
    require_rules_file,
)
from mcp_mem0.adapters.clients.setup.drafts import Drafts, Edit
from mcp_mem0.adapters.clients.setup.hook_config import (
    add_hooks,
    build_hook_words,
    has_hooks,
    remove_hooks,
)
from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.setup.ledger import Ledger
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.clients.setup.rules import add_rules, has_other_rules, remove_rules
from mcp_mem0.adapters.clients.setup.servers import (
    add_server,
    extract_options,
    has_our_server,
    list_extra_keys,
    read_our_servers,
    remove_server,
)
from mcp_mem0.adapters.clients.setup.text_file import read_text_file
from mcp_mem0.domain.errors import RequestError, quote_path, quote_value

KEYS_SHOWN_MAX = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallRequest:
    """What a person wants of a client.

    Attributes:
        client: The client.
        server: The name under which it lists us.
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


def plan_edits(request: InstallRequest, places: Places) -> list[Edit]:
    """Return what would be written to set a client up; nothing is written yet.

    Raises:
        RequestError: The client has no such file, or one cannot be read or edited.
    """
    drafts = Drafts(build_project(request.project))
    client = request.client
    config = locate_config_file(client, places, request.project)
    drafts.change(
        config,
        lambda text: add_server(text, client, request.server, request.command),
        replaces=lambda text: _describe_replaced_keys(text, request),
    )
    if request.rules:
        rules = require_rules_file(client, places, request.project)
        drafts.change(
            rules,
            lambda text: add_rules(text or client.rules_head),
            replaces=lambda text: _describe_replaced_rules(text, rules),
        )
    if request.hooks is not None:
        if client.hooks is None:
            raise RequestError(f"{client.title} {explain_missing_hooks(client)}: leave out --hooks")
        command, hooks = request.hooks, client.hooks
        others = _list_other_hooks(client, places, request.server)
        drafts.change(hooks.where(places), lambda text: add_hooks(text, hooks, command, others))
    return [edit for edit in drafts.edits.values() if edit.is_change]


def apply_edits(edits: list[Edit], places: Places) -> Iterator[tuple[Edit, Path | None]]:
    """Write what was planned; yields each edit with the backup of what was there.

    Raises:
        RequestError: A file cannot be written; it stays as it was.
    """
    ledger = Ledger(places.state / LEDGER)
    for edit in edits:
        yield edit, ledger.write(edit.file, edit.text)


def note_entry(request: InstallRequest, places: Places) -> None:
    """Note which entry a client has from us now, also where it had it before.

    Raises:
        RequestError: It cannot be noted.
    """
    config = locate_config_file(request.client, places, request.project)
    entry = request.client.build_entry(request.command)
    Ledger(places.state / LEDGER).note_server(config, request.server, entry)


def uninstall_server(
    client: Client, places: Places, *, server: str, project: Path | None
) -> Iterator[Edit]:
    """Take a server of ours out of a client, with what only that needs; yields what changed.

    A file that nobody else has changed since is restored byte for byte; else only our entries
    are removed.

    Raises:
        RequestError: A file cannot be read, edited or written; it stays as it was.
    """
    ledger = Ledger(places.state / LEDGER)
    for edit in plan_removal(client, places, server=server, project=project):
        if ledger.read_restorable_text(edit.file) == edit.text:
            ledger.restore(edit.file)
        else:
            ledger.write(edit.file, edit.text)
            if not _has_ours(edit.text, client):
                ledger.forget(edit.file.path)
        yield edit
    ledger.drop_server(locate_config_file(client, places, project), server)


def plan_removal(
    client: Client, places: Places, *, server: str, project: Path | None
) -> list[Edit]:
    """Return what would be written to take a server of ours out of a client.

    Rules stay while another server of ours is listed by a client that reads the same file, and
    hooks while the client lists another with the same options.

    Raises:
        RequestError: A file cannot be read or edited.
    """
    drafts = Drafts(build_project(project))
    ledger = Ledger(places.state / LEDGER)
    config = locate_config_file(client, places, project)
    backup = ledger.read_backup_text(config)
    drafts.change(config, lambda text: remove_server(text, client, server, backup))
    rules = locate_rules(client, places, project)
    if rules and not _is_read_by_others(rules, client, places, server=server, project=project):
        drafts.change(rules, remove_rules)
    if client.hooks and project is None:
        others = _list_other_hooks(client, places, server)
        drafts.change(client.hooks.where(places), lambda text: remove_hooks(text, others))
    return [
        _restore_original(edit, drafts, ledger, client)
        for edit in drafts.edits.values()
        if edit.is_change
    ]


def _restore_original(edit: Edit, drafts: Drafts, ledger: Ledger, client: Client) -> Edit:
    """Return an edit that puts back what was there before us, where that has nothing of ours."""
    original = ledger.read_restorable_text(edit.file)
    if (
        original is None
        or _has_ours(edit.text, client)
        or drafts.is_changed(edit.file.path, original)
    ):
        return edit
    return Edit(edit.file, original)


def _has_ours(text: str, client: Client) -> bool:
    """Whether a file still lists a server of ours, or a hook."""
    try:
        return has_our_server(text, client) or has_hooks(text)
    except NotJsonError:
        # Neither rules nor TOML list hooks.
        return False


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
        raise RequestError(f"{quote_path(path)} cannot be read: {error}") from error


def _list_other_hooks(client: Client, places: Places, server: str) -> list[list[str]]:
    """Return what the hooks run of all servers of ours in a client but one.

    Raises:
        RequestError: Its file cannot be read.
    """
    commands = read_our_servers(client, client.where(places))
    return [
        build_hook_words(client, extract_options(command))
        for name, command in commands.items()
        if name != server
    ]


def _is_read_by_others(
    rules: Path, client: Client, places: Places, *, server: str, project: Path | None
) -> bool:
    """Whether a client that reads a file of rules lists a server of ours besides this one.

    Raises:
        RequestError: The file of a client cannot be read.
    """
    return any(
        read_our_servers(
            other, locate_config_file(other, places, project), build_project(project)
        ).keys()
        - ({server} if other is client else set())
        for other in CLIENTS
        if locate_rules(other, places, project) == rules
    )


def _describe_replaced_keys(text: str, request: InstallRequest) -> list[str]:
    keys = list_extra_keys(text, request.client, request.server, request.command)
    if not keys:
        return []
    more = f" and {len(keys) - KEYS_SHOWN_MAX} more" if len(keys) > KEYS_SHOWN_MAX else ""
    names = ", ".join(map(quote_value, keys[:KEYS_SHOWN_MAX])) + more
    name = quote_value(request.server)
    return [f"What stood under the name {name} is replaced whole; dropped: {names}"]


def _describe_replaced_rules(text: str, rules: Path) -> list[str]:
    if not has_other_rules(text):
        return []
    return [f"Other words that stood between our marks in {rules.name} are replaced whole"]
