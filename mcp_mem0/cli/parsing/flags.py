"""The global flags, which every command takes, before or after its name.

Each setting is a flag (`--recall-limit 5`), and `--config` names the settings file. They are
removed before a command parses its own options, so that each command declares only those
(docs/decisions/0010-global-flags.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.config import NOTHING_NAMED, format_flag, list_setting_keys
from mcp_mem0.domain.errors import SettingsError, quote_path

CONFIG = "--config"
EVERYWHERE = (
    "Every command takes --config FILE, --store FOLDER, --space NAME, and any other setting of"
    " 'config --example' as a flag, such as --recall-limit 5."
)


@dataclass(frozen=True, slots=True)
class Flags:
    """The settings given on the command line."""

    config_file: Path | None = None
    values: dict[str, str] = field(default_factory=dict[str, str])

    def list_words(self) -> list[str]:
        """Return the words that have another command look at the same memory."""
        given = [] if self.config_file is None else [(CONFIG, str(self.config_file))]
        given += [
            (format_flag(key), self.values[key]) for key in ("store", "space") if key in self.values
        ]
        return [word for pair in given for word in pair]


def take_flags(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """Split a command line into its global flags and the remaining words, in order.

    Words after "--" are not parsed, so that any text can be remembered.

    Raises:
        SettingsError: The last word is a flag without its value, or a file has an empty name.
    """
    known = {format_flag(key): key for key in list_setting_keys()}
    config_file: Path | None = None
    values: dict[str, str] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name == CONFIG:
            config_file = _build_path(value if equals else _require_next(words, name))
        elif name in known:
            values[known[name]] = value if equals else _require_next(words, name)
        else:
            rest.append(word)
    return Flags(config_file, values), rest


def _build_path(named: str) -> Path:
    # A path would turn an empty text into the working directory.
    if not named.strip():
        raise SettingsError(f"{CONFIG} is {quote_path(named)}: {NOTHING_NAMED}")
    return Path(named)


def _require_next(words: Iterator[str], name: str) -> str:
    value = next(words, None)
    if value is None:
        raise SettingsError(f"{name} needs a value: write {name} VALUE")
    return value
