"""Settings: their definitions, and loading them from file, environment and flags.

Building parts from them is `app`.
"""

from mcp_mem0.config.example import render_example_toml
from mcp_mem0.config.keys import find_nearest_name, format_flag, format_variable, list_setting_keys
from mcp_mem0.config.load import (
    CONFIG_VARIABLE,
    find_settings_sources,
    load_settings,
    locate_default_config,
)
from mcp_mem0.config.model_access import (
    ACCESS_VARIABLES,
    SETUP_REMEDY,
    ModelAccess,
    find_model_access,
    read_embedding_key,
)
from mcp_mem0.config.origin import SettingsOrigin, find_settings_origin
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

__all__ = [
    "ACCESS_VARIABLES",
    "CONFIG_VARIABLE",
    "SETUP_REMEDY",
    "DecidingSettings",
    "EmbeddingSettings",
    "GraphSettings",
    "HttpSettings",
    "LogSettings",
    "ModelAccess",
    "ModelSettings",
    "RecallSettings",
    "RedactionSettings",
    "RememberSettings",
    "Settings",
    "SettingsOrigin",
    "StorageSettings",
    "find_model_access",
    "find_nearest_name",
    "find_settings_origin",
    "find_settings_sources",
    "format_flag",
    "format_variable",
    "list_setting_keys",
    "load_settings",
    "locate_default_config",
    "read_embedding_key",
    "render_example_toml",
]
