"""Planned edits of files: each shows its difference before anything is written."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.setup.text_file import Project, TextFile, read_text_file
from mcp_mem0.adapters.clients.setup.toml_text import NotTomlError
from mcp_mem0.domain.errors import RequestError, quote_path


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it is, and the text that it would have.

    Attributes:
        file: The file.
        text: Its new text.
        replacements: What is replaced under our name or between our marks, a sentence each.
    """

    file: TextFile
    text: str
    replacements: tuple[str, ...] = ()

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
class Drafts:
    """The edits planned so far; several entries may go into one file."""

    project: Project | None
    edits: dict[Path, Edit] = field(default_factory=dict[Path, Edit])
    changes: dict[Path, list[Callable[[str], str]]] = field(
        default_factory=dict[Path, list[Callable[[str], str]]]
    )

    def change(
        self,
        path: Path,
        change: Callable[[str], str],
        *,
        replaces: Callable[[str], list[str]] = lambda _: [],
    ) -> None:
        """Change the text of a file.

        Args:
            path: The file.
            change: What makes its new text of the old one.
            replaces: What says, in sentences, what of the old one goes.

        Raises:
            RequestError: It cannot be read, or its text is not what it should be.
        """
        edit = self.edits.get(path) or Edit(file := read_text_file(path, self.project), file.text)
        try:
            text = change(edit.text)
            replacements = replaces(edit.text)
        except (NotJsonError, NotTomlError) as error:
            raise RequestError(
                f"{quote_path(path)} cannot be edited: {error}; correct it, then try again"
            ) from error
        self.edits[path] = Edit(edit.file, text, (*edit.replacements, *replacements))
        self.changes.setdefault(path, []).append(change)

    def is_changed(self, path: Path, text: str) -> bool:
        """Whether what was done to a file would change another text of it."""
        result = text
        for change in self.changes[path]:
            result = change(result)
        return result != text
