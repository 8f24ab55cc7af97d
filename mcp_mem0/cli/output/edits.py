"""Telling what becomes of a client's files: to a person as it happens, to a program in the end."""

from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel

from mcp_mem0.adapters.clients.setup.installation import Edit
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.domain.text.escapes import escape_unprintable_lines


class FileModel(BaseModel):
    """A file that changes, and where what was there before is kept."""

    file: str
    difference: str
    replaced: tuple[str, ...] = ()
    backup: str | None = None


def build_file_model(edit: Edit, backup: Path | None = None) -> FileModel:
    """Return an edit as structure."""
    return FileModel(
        file=str(edit.file.path),
        difference=edit.difference,
        replaced=edit.replacements,
        backup=None if backup is None else str(backup),
    )


def choose_printer(*, as_json: bool) -> Callable[..., None]:
    """Return what says lines to a person, or says nothing if a program reads it all in the end."""
    return _print_nothing if as_json else _print_lines


def _print_lines(*lines: str) -> None:
    # A diff shows what a project's files hold.
    write(escape_unprintable_lines("\n".join(lines)) + "\n")


def _print_nothing(*_lines: str) -> None:
    pass
