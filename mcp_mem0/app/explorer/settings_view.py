"""The settings of a running app as they are shown to whoever runs it."""

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel, JsonValue

from mcp_mem0.config import Settings, SettingsOrigin, locate_default_config
from mcp_mem0.domain.results.settings_view import SettingLine, SettingsView

DEFAULT: Final = "default"


def build_settings_view(settings: Settings, origin: SettingsOrigin | None) -> SettingsView:
    """Return every setting with its value, its source and its purpose; secrets are not shown.

    Args:
        settings: The effective settings.
        origin: Where they come from, if that is known.
    """
    known = origin or SettingsOrigin(file=locate_default_config())
    lines = (_add_source(line, known) for line in _list_lines(settings, prefix=""))
    return SettingsView(file=str(known.file), exists=known.file.exists(), lines=tuple(lines))


def _add_source(line: SettingLine, origin: SettingsOrigin) -> SettingLine:
    return SettingLine(
        key=line.key,
        value=line.value,
        source=origin.sources.get(line.key, DEFAULT),
        why=line.why,
        is_secret=line.is_secret,
    )


def _list_lines(settings: BaseModel, *, prefix: str) -> Iterator[SettingLine]:
    plain: dict[str, JsonValue] = settings.model_dump(mode="json")
    for name, field in type(settings).model_fields.items():
        value: object = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from _list_lines(value, prefix=f"{prefix}{name}.")
            continue
        # What may be a secret is not even represented.
        is_secret = not field.repr and bool(value)
        yield SettingLine(
            key=prefix + name,
            value=None if is_secret else plain[name],
            source=DEFAULT,
            why=field.description or "",
            is_secret=is_secret,
        )
