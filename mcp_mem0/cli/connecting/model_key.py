"""The model's key: asked for once and stored in a file that only its owner can read.

Programs started from a desktop do not see the shell's environment, so a key that is only there
would not reach them.
"""

from pathlib import Path
from typing import Final

import tomlkit
import typer
from tomlkit.items import Table

from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.clients.setup.text_file import read_text_file, write_text_file
from mcp_mem0.cli.parsing.flags import Flags
from mcp_mem0.config import Settings, locate_config
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.private_file import make_missing_folders, write_private_file

KEY_FILE: Final = "model.key"
_ASKED: Final = "asked-for-key"
_QUESTION: Final = (
    "With an Anthropic API key, Claude decides what is worth keeping; what you remember is then"
    " sent to Anthropic.\nKey (Enter for none: rules decide)"
)
_PREFIX: Final = "sk-ant-"


def prompt_key(settings: Settings, places: Places) -> str:
    """Ask for the key, once per machine, until it can be one; return an empty string for none."""
    model = settings.model
    is_settled = (
        model.provider != "auto"
        or model.dialect != "messages"
        or bool(model.api_key_file or model.base_url)
    )
    if is_settled or (places.state / _ASKED).exists():
        return ""
    question = _QUESTION
    while True:
        answer: str = typer.prompt(question, default="", hide_input=True, show_default=False)
        problem = _find_problem(answer.strip())
        if problem is None:
            return answer.strip()
        # The key itself is not shown again.
        question = f"{problem}: type it again (Enter for none: rules decide)"


def _find_problem(key: str) -> str | None:
    """Return what keeps a text from being a key of Anthropic's; None if it is one, or empty."""
    if key and not key.startswith(_PREFIX):
        return f"That is no key of Anthropic, which begins with {_PREFIX}"
    if any(char.isspace() or not char.isprintable() or not char.isascii() for char in key):
        return "A key has no spaces and no special characters"
    return None


def keep_key(key: str, flags: Flags, places: Places) -> Path | None:
    """Store the key in its own file, name that file in config.toml, and return it.

    Raises:
        RequestError: A file cannot be written.
    """
    file = _store_key(key, flags, places) if key else None
    # Only now: what failed is asked for again.
    _write_private(places.state / _ASKED, b"")
    return file


def _store_key(key: str, flags: Flags, places: Places) -> Path:
    config = locate_config(flags.config_file, places.environment)
    file = config.with_name(KEY_FILE).absolute()
    _write_private(file, f"{key}\n".encode())
    settings = read_text_file(config)
    write_text_file(settings, settings.encode(_set_key_file(settings.text, file)))
    return file


def _set_key_file(text: str, file: Path) -> str:
    document = tomlkit.parse(text)
    model = document.setdefault("model", tomlkit.table())
    if not isinstance(model, Table):
        raise RequestError("model in config.toml is not a table: fix it, then try again")
    model["api_key_file"] = str(file)
    return tomlkit.dumps(document)


def _write_private(file: Path, content: bytes) -> None:
    try:
        make_missing_folders(file.parent)
        write_private_file(file, content)
    except OSError as error:
        raise RequestError(f"cannot write {quote_path(file)}: {error.strerror}") from error
