"""Edits the file of settings in a person's editor; only a text that is valid takes its place."""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.config import check_config_text, render_own_toml
from mcp_mem0.domain.errors import RequestError, SettingsError, quote_path, quote_value
from mcp_mem0.private_file import make_missing_folders, write_private_file

_VARIABLES: Final = ("VISUAL", "EDITOR")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsEdit:
    """One edit of the file of settings.

    The editor gets a draft beside the file. So the file always is what it was, or what was checked.

    Attributes:
        file: The file; it need not exist.
        editor: The command of the editor, without the file.
        ask_again: Asks whether to go on editing after an error, given its text; None asks nobody.
    """

    file: Path
    editor: tuple[str, ...]
    ask_again: Callable[[str], bool] | None = None

    @property
    def draft(self) -> Path:
        """The file that is edited."""
        return self.file.with_name(f"{self.file.stem}.draft{self.file.suffix or '.toml'}")

    def run(self) -> bool:
        """Edit until the text is valid; return whether the file is another one now.

        Raises:
            SettingsError: The text is not valid, and nobody wants to go on; the draft is kept.
            RequestError: The editor cannot be started, or failed; or a file cannot be written.
        """
        try:
            return self._run()
        except OSError as error:
            raise RequestError(
                f"the settings in {quote_path(self.file)} cannot be edited"
                f" ({error.strerror or error}): check the permissions of its folder"
            ) from error

    def _run(self) -> bool:
        before = _read(self.file)
        begun = render_own_toml().encode() if before is None else before
        make_missing_folders(self.file.parent)
        if not self.draft.exists():
            write_private_file(self.draft, begun)
        text = self._edit_until_valid()
        if text == begun:
            # What was never changed is not made, either.
            self.draft.unlink()
            return False
        if _read(self.file) != before:
            raise RequestError(
                f"{quote_path(self.file)} was changed by somebody else meanwhile: your text is in"
                f" {quote_path(self.draft)}"
            )
        write_private_file(self.file, text)
        self.draft.unlink()
        return True

    def _edit_until_valid(self) -> bytes:
        while True:
            self._open_editor()
            content = self.draft.read_bytes()
            try:
                check_config_text(_decode(content, self.file), file=self.file)
            except SettingsError as error:
                if self.ask_again is not None and self.ask_again(str(error)):
                    continue
                raise SettingsError(
                    f"{error}; the settings are as they were, and your text is in"
                    f" {quote_path(self.draft)}: run `mcp-mem0 config --edit` to go on with it"
                ) from error
            return content

    def _open_editor(self) -> None:
        command = [*self.editor, str(self.draft)]
        try:
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            raise RequestError(
                f"the editor {quote_value(self.editor[0])} cannot be started"
                f" ({error.strerror or error}): set VISUAL or EDITOR to one that is installed"
            ) from error
        if code:
            raise RequestError(
                f"the editor {quote_value(self.editor[0])} ended with code {code}: the settings are"
                f" as they were, and your text is in {quote_path(self.draft)}"
            )


def find_editor(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the command of a person's editor.

    Raises:
        RequestError: None is named.
    """
    for name in _VARIABLES:
        text = environment.get(name, "").strip()
        if not text:
            continue
        try:
            words = tuple(shlex.split(text, posix=os.name != "nt"))
        except ValueError as error:
            raise RequestError(f"the variable {name} is {quote_value(text)}: {error}") from error
        if words:
            return words
    raise RequestError(
        "no editor is known: set VISUAL or EDITOR, such as EDITOR=nano, then run this again"
    )


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _decode(content: bytes, file: Path) -> str:
    try:
        # Some editors put a byte order mark first.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 text: save it as UTF-8") from error
