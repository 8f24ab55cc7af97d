"""Settings: what may be set, and how it is read from file, environment and flags."""

from mcp_mem0.config.example import example_toml
from mcp_mem0.config.keys import flag, nearest, setting_keys, variable
from mcp_mem0.config.load import (
    CONFIG_VARIABLE,
    default_config_file,
    load_settings,
    settings_sources,
)
from mcp_mem0.config.model_access import ModelAccess, embedding_key_in, model_access
from mcp_mem0.config.settings import (
    DecidingSettings,
    EmbeddingSettings,
    HttpSettings,
    LogSettings,
    ModelSettings,
    RecallSettings,
    RedactionSettings,
    RememberSettings,
    Settings,
    StorageSettings,
)

__all__ = [
    "CONFIG_VARIABLE",
    "DecidingSettings",
    "EmbeddingSettings",
    "HttpSettings",
    "LogSettings",
    "ModelAccess",
    "ModelSettings",
    "RecallSettings",
    "RedactionSettings",
    "RememberSettings",
    "Settings",
    "StorageSettings",
    "default_config_file",
    "embedding_key_in",
    "example_toml",
    "flag",
    "load_settings",
    "model_access",
    "nearest",
    "setting_keys",
    "settings_sources",
    "variable",
]
