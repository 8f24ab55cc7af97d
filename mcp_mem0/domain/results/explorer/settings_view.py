"""The settings that hold, as they are shown: each with its value, its source and its purpose."""

from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLine:
    """One setting.

    Attributes:
        value: Its value; None of a secret that is set.
        source: Where it comes from: the file, a variable, a flag, or "default".
        why: What it is for.
        is_secret: Whether its value is not shown.
    """

    key: str
    value: JsonValue
    source: str
    why: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """All settings, and the file that they may be in."""

    file: str
    exists: bool
    lines: tuple[SettingLine, ...]
