"""The files that a client reads: the user's own, and those of projects that were set up."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.setup.catalogue import FILES_IN_PROJECT, Client, ServerEntry
from mcp_mem0.adapters.clients.setup.hook_config import list_our_commands
from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.setup.ledger import Ledger
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.clients.setup.text_file import Project, read_text_file
from mcp_mem0.domain.errors import RequestError, quote_path

LEDGER: Final = "installed.json"


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A file of a client's servers.

    Attributes:
        path: The file.
        project: Its project; None for the user's own file.
        entries: The entries that we wrote into it, by name.
    """

    path: Path
    project: Project | None
    entries: dict[str, ServerEntry]


def locate_config_file(client: Client, places: Places, project: Path | None) -> Path:
    """Return the file in which a client keeps its servers.

    Raises:
        RequestError: The client keeps none for a project.
    """
    if project is None:
        return client.where(places)
    if client.in_project is None:
        raise RequestError(explain_missing_projects(client))
    return project / client.in_project


def list_config_files(client: Client, places: Places) -> list[ConfigFile]:
    """Return the user's own file of a client's servers, and those of projects that we set up.

    Raises:
        RequestError: The ledger cannot be read.
    """
    ledger = Ledger(places.state / LEDGER)
    own = client.where(places)
    files = [ConfigFile(own, None, ledger.read_servers(own))]
    for path in ledger.list_files():
        if client.in_project and path.match(client.in_project) and path != own:
            folder = path.parents[len(Path(client.in_project).parts) - 1]
            files.append(ConfigFile(path, build_project(folder), ledger.read_servers(path)))
    return files


def build_project(folder: Path | None) -> Project | None:
    """Return the project in a folder, with the files that clients read there."""
    return None if folder is None else Project(folder, FILES_IN_PROJECT)


def list_project_hooks(client: Client, project: Project) -> Iterator[tuple[Path, str]]:
    """Yield each command of ours that a project's own files register as a hook.

    Raises:
        RequestError: One of the files cannot be read.
    """
    names = client.hooks.in_project if client.hooks else ()
    hook_project = Project(project.folder, frozenset(names))
    for name in names:
        path = project.folder / name
        try:
            commands = list_our_commands(read_text_file(path, hook_project).text)
        except NotJsonError as error:
            raise RequestError(f"{quote_path(path)} cannot be read: {error}") from error
        yield from ((path, command) for command in commands)


def is_found(client: Client, places: Places) -> bool:
    """Whether a client seems to be installed: it has a program on the PATH, a file or a folder."""
    config = client.where(places)
    folder = config.parent if client.folder is None else client.folder(places)
    path = places.environment.get("PATH", "")
    return (
        config.exists()
        or folder.is_dir()
        or any(shutil.which(program, path=path) for program in client.programs)
    )


def explain_missing_projects(client: Client) -> str:
    """Return a sentence that says that a client has no servers of projects."""
    return f"{client.title} keeps no servers for projects: leave out --project"


def explain_missing_rules(client: Client, places: Places, project: Path | None) -> str | None:
    """Return why a client can have no rules, as words after its name; None if it can."""
    if locate_rules(client, places, project) is not None:
        return None
    if client.rules_in_project is not None:
        return "keeps rules for projects only: add --project FOLDER"
    return (
        "keeps no rules in a file: the server's own instructions tell the assistant when to use"
        " the memory"
    )


def explain_missing_hooks(client: Client) -> str | None:
    """Return why a client can have no hooks, as words after its name; None if it can."""
    return None if client.hooks else "has no hooks that hand over a conversation"


def require_rules_file(client: Client, places: Places, project: Path | None) -> Path:
    """Return the file in which a client keeps rules.

    Raises:
        RequestError: The client keeps none.
    """
    rules = locate_rules(client, places, project)
    if rules is None:
        why = explain_missing_rules(client, places, project)
        raise RequestError(f"{client.title} {why}; or leave out --rules")
    return rules


def locate_rules(client: Client, places: Places, project: Path | None) -> Path | None:
    """Return the file in which a client keeps rules, or None."""
    if project is None:
        return client.rules(places) if client.rules else None
    return project / client.rules_in_project if client.rules_in_project else None
