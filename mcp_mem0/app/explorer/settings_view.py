"""The settings of a running app as they are shown to whoever runs it."""

from mcp_mem0.config import Settings, SettingsOrigin, locate_default_config
from mcp_mem0.config.effective import NOT_SHOWN, EffectiveSetting, explain_settings
from mcp_mem0.domain.results.explorer.settings_view import SettingLine, SettingsView


def build_settings_view(settings: Settings, origin: SettingsOrigin | None) -> SettingsView:
    """Return every setting with its value, its source and its purpose; secrets are not shown.

    Args:
        settings: The effective settings.
        origin: Where they come from, if that is known.
    """
    known = origin or SettingsOrigin(file=locate_default_config())
    lines = map(_build_line, explain_settings(settings, known.sources))
    return SettingsView(file=str(known.file), exists=known.file.exists(), lines=tuple(lines))


def _build_line(setting: EffectiveSetting) -> SettingLine:
    # What may be a secret is not even represented.
    is_secret = setting.value == NOT_SHOWN
    return SettingLine(
        key=setting.key,
        value=None if is_secret else setting.value,
        source=setting.where,
        why=setting.comment,
        is_secret=is_secret,
    )
