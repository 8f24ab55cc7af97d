"""Which clients a command is about: those that are named, or all that are meant by `all`."""

import shlex
import sys
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel

from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client, find_client
from mcp_mem0.adapters.clients.setup.client_files import is_found
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.clients.setup.servers import read_our_servers
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.cli.output.wrapping import fit_terminal
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import Mem0Error, RequestError

ALL: Final = "all"

ClientState: TypeAlias = Literal["set up", "found here", "not found here"]


class ClientModel(BaseModel):
    """A client that can be set up."""

    client: str
    title: str
    state: ClientState


class ClientsModel(BaseModel):
    """All clients that can be set up."""

    clients: tuple[ClientModel, ...]


def choose_clients(names: Sequence[str], select_all: Callable[[], list[Client]]) -> list[Client]:
    """Return the clients of the command line, each once.

    Args:
        names: Their names, or `all`.
        select_all: Returns what `all` means.

    Raises:
        RequestError: One is unknown.
    """
    chosen: dict[str, Client] = {}
    for name in names:
        clients = select_all() if name.strip().lower() == ALL else [find_client(name)]
        chosen |= {client.name: client for client in clients}
    return list(chosen.values())


def names_one(names: Sequence[str]) -> bool:
    """Whether a command line names a single client, by its own name."""
    return len(names) == 1 and names[0].strip().lower() != ALL


def end_with_refusals(refused: Sequence[str]) -> None:
    """Say what was refused, and end the command with a fault if anything was."""
    for sentence in refused:
        write_error(fit_terminal(f"mcp-mem0: {sentence}", sys.stderr) + "\n")
    if refused:
        sys.exit(Exit.FAULT)


def list_found_clients(places: Places) -> list[Client]:
    """Return the clients that seem to be installed here.

    Raises:
        RequestError: There is none.
    """
    found = [client for client in CLIENTS if is_found(client, places)]
    if not found:
        names = ", ".join(client.name for client in CLIENTS)
        raise RequestError(f"no client was found here: name those to set up, of {names}")
    return found


def build_clients_model(places: Places) -> ClientsModel:
    """Return all clients, with what is found of them here."""
    return ClientsModel(
        clients=tuple(
            ClientModel(client=client.name, title=client.title, state=_find_state(client, places))
            for client in CLIENTS
        )
    )


def render_clients(found: ClientsModel, command: str) -> str:
    """Return all clients as a table, with the command that takes their names."""
    rows = [(each.client, each.title, each.state) for each in found.clients]
    table = render_table(("client", "name", "state"), rows)
    return f"{table}\n\n{command} CLIENT... takes the names of clients, or all."


def build_install_line(command: Sequence[str], places: Places) -> str:
    """Return the command that sets up the clients found here; without any, for one to be named.

    Args:
        command: What a person types to run this program.
        places: Where the clients keep their files.
    """
    found = [client.name for client in CLIENTS if is_found(client, places)]
    return shlex.join([*command, "install", *(found or ["CLIENT"])])


def describe_choice(places: Places) -> str:
    """Return what the command that `build_install_line` returns is about, in a few words."""
    if any(is_found(client, places) for client in CLIENTS):
        return "for the clients found here"
    return f"with your client as CLIENT: {', '.join(client.name for client in CLIENTS)}"


def _find_state(client: Client, places: Places) -> ClientState:
    try:
        is_set_up = bool(read_our_servers(client, client.where(places)))
    except Mem0Error:
        # Who names that client is told what is wrong with its file.
        is_set_up = False
    if is_set_up:
        return "set up"
    return "found here" if is_found(client, places) else "not found here"
