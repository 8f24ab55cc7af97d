"""Settings: their definitions, and loading them from file, environment and flags.

Building parts from them is `app`.
"""

from mcp_mem0.config.effective import (
    NOT_SHOWN,
    EffectiveSetting,
    explain_settings,
    list_effective_settings,
)
from mcp_mem0.config.example import render_example_toml, render_own_toml
from mcp_mem0.config.keys import (
    find_nearest_name,
    format_flag,
    format_variable,
    is_path_setting,
    list_setting_keys,
)
from mcp_mem0.config.load import (
    RelativePath,
    check_config_text,
    find_relative_paths,
    find_setting_origins,
    find_settings_sources,
    load_settings,
)
from mcp_mem0.config.model_access import (
    ACCESS_VARIABLES,
    SETUP_REMEDY,
    ModelAccess,
    find_model_access,
    read_embedding_key,
)
from mcp_mem0.config.origin import SettingsOrigin, find_settings_origin
from mcp_mem0.config.paths import NOTHING_NAMED, PathRules, find_path_rules, resolve_path
from mcp_mem0.config.remedies import find_remedy
from mcp_mem0.config.sections.backup import BackupSettings
from mcp_mem0.config.sections.memory import (
    GraphSettings,
    RecallSettings,
    RedactionSettings,
    RememberSettings,
)
from mcp_mem0.config.sections.models import DecidingSettings, EmbeddingSettings, ModelSettings
from mcp_mem0.config.sections.serving import HttpSettings, LogSettings
from mcp_mem0.config.sections.storage import StorageSettings
from mcp_mem0.config.settings import Settings
from mcp_mem0.config.sources import (
    CONFIG_VARIABLE,
    Origin,
    SettingSource,
    locate_config,
    locate_default_config,
    locate_file,
)

__all__ = [
    "ACCESS_VARIABLES",
    "CONFIG_VARIABLE",
    "NOTHING_NAMED",
    "NOT_SHOWN",
    "SETUP_REMEDY",
    "BackupSettings",
    "DecidingSettings",
    "EffectiveSetting",
    "EmbeddingSettings",
    "GraphSettings",
    "HttpSettings",
    "LogSettings",
    "ModelAccess",
    "ModelSettings",
    "Origin",
    "PathRules",
    "RecallSettings",
    "RedactionSettings",
    "RelativePath",
    "RememberSettings",
    "SettingSource",
    "Settings",
    "SettingsOrigin",
    "StorageSettings",
    "check_config_text",
    "explain_settings",
    "find_model_access",
    "find_nearest_name",
    "find_path_rules",
    "find_relative_paths",
    "find_remedy",
    "find_setting_origins",
    "find_settings_origin",
    "find_settings_sources",
    "format_flag",
    "format_variable",
    "is_path_setting",
    "list_effective_settings",
    "list_setting_keys",
    "load_settings",
    "locate_config",
    "locate_default_config",
    "locate_file",
    "read_embedding_key",
    "render_example_toml",
    "render_own_toml",
    "resolve_path",
]
