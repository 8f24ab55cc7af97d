"""How to reach the language model: whether to ask one, its URL, and its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mcp_mem0.config.sections.models import ModelSettings
from mcp_mem0.domain.errors import SettingsError, quote_path
from mcp_mem0.domain.urls import check_base_url
from mcp_mem0.private_file import read_secret

KEY_VARIABLE: Final = "ANTHROPIC_API_KEY"
URL_VARIABLE: Final = "ANTHROPIC_BASE_URL"


PASSED_OVER: Final = (URL_VARIABLE, "ANTHROPIC_CUSTOM_HEADERS")
"""Variables for all programs, which say where a key is sent and with which headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccess:
    """How to reach the model.

    Attributes:
        api_key: The key, if there is one.
        base_url: The address; None is Anthropic itself.
        is_key_private: The key is from the file that our own settings name.
        passed_over: Variables that are set in the environment and are ignored for that key.
    """

    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    is_key_private: bool = field(default=False, compare=False)
    passed_over: tuple[str, ...] = field(default=(), compare=False)


def find_model_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    """Return how to reach the model, or None if none is to be used.

    Raises:
        SettingsError: The URL or the key file cannot be used, or a model is required and there is
            neither key nor URL.
    """
    if settings.provider == "none":
        return None
    if settings.base_url:
        _check_address("model.base_url", settings.base_url)
    if settings.api_key_file:
        # The key is meant for us alone, so only our own settings say where it is sent.
        return ModelAccess(
            api_key=_read_key(settings.api_key_file, "model's key", "model.api_key_file"),
            base_url=settings.base_url or None,
            is_key_private=True,
            passed_over=tuple(name for name in PASSED_OVER if environment.get(name)),
        )
    # Our own settings take precedence over what the environment says to all programs.
    base_url = settings.base_url or environment.get(URL_VARIABLE) or None
    if base_url is not None:
        _check_address(URL_VARIABLE, base_url)
    api_key = environment.get(KEY_VARIABLE) or None
    if api_key is not None or base_url is not None:
        return ModelAccess(api_key=api_key, base_url=base_url)
    if settings.provider == "auto":
        return None
    raise SettingsError(
        f"model.provider is 'anthropic', and there is no key: set {KEY_VARIABLE}, or write the key"
        " to a file and name it in model.api_key_file, or set model.base_url for a local server"
    )


def _check_address(named_by: str, address: str) -> None:
    check_base_url(named_by, address, remedy="write it like http://127.0.0.1:11434, without /v1")


def read_embedding_key(file: str) -> str | None:
    """Return the key of an embedding endpoint; None if no file is named.

    Raises:
        SettingsError: The file is missing, open to others, or holds something other than a key.
    """
    return _read_key(file, "embedding endpoint's key", "embedding.api_key_file") if file else None


def _read_key(file: str, what: str, setting: str) -> str:
    try:
        return read_secret(Path(file), kind="key")
    except OSError as error:
        raise SettingsError(
            f"the {what} in {quote_path(file)} cannot be read ({error.strerror}): correct {setting}"
        ) from error
