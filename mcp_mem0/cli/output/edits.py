"""Reporting edits of clients' files: to a person at once, to a program as JSON at the end."""

from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel

from mcp_mem0.adapters.clients.setup.drafts import Edit
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.domain.text.escapes import escape_unprintable_lines


class FileModel(BaseModel):
    """A file that changes, and its backup."""

    file: str
    difference: str
    replaced: tuple[str, ...] = ()
    backup: str | None = None


def build_file_model(edit: Edit, backup: Path | None = None) -> FileModel:
    """Return an edit as structured data."""
    return FileModel(
        file=str(edit.file.path),
        difference=edit.difference,
        replaced=edit.replacements,
        backup=None if backup is None else str(backup),
    )


def choose_printer(*, as_json: bool) -> Callable[..., None]:
    """Return a function that prints lines; it prints nothing if the answer will be JSON."""
    return _print_nothing if as_json else _print_lines


def _print_lines(*lines: str) -> None:
    # A diff quotes a project's files, which are not trusted.
    write(escape_unprintable_lines("\n".join(lines)) + "\n", for_person=True)


def _print_nothing(*_lines: str) -> None:
    pass
