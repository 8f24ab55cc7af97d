"""Whether a language model is asked, where it is, and with which key."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mcp_mem0.config.settings import ModelSettings
from mcp_mem0.domain.addresses import check_base_url
from mcp_mem0.domain.errors import SettingsError

KEY_VARIABLE: Final = "ANTHROPIC_API_KEY"
URL_VARIABLE: Final = "ANTHROPIC_BASE_URL"
KEY_CHARS_MAX: Final = 4_000


PASSED_OVER: Final = (URL_VARIABLE, "ANTHROPIC_CUSTOM_HEADERS")
"""What the environment says to all programs about where a key goes, and with what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccess:
    """How to reach the model.

    Attributes:
        api_key: The key, if there is one.
        base_url: The address; None is Anthropic itself.
        is_key_private: The key is from the file that our own settings name.
        passed_over: Variables of the environment that are set, and do not hold for that key.
    """

    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    is_key_private: bool = field(default=False, compare=False)
    passed_over: tuple[str, ...] = field(default=(), compare=False)


def model_access(settings: ModelSettings, environment: Mapping[str, str]) -> ModelAccess | None:
    """Return how to reach the model, or None if none is to be asked.

    Raises:
        SettingsError: The address or the file of the key cannot be used, or a model is wanted and
            there is neither key nor address.
    """
    if settings.provider == "none":
        return None
    if settings.base_url:
        _check_address("model.base_url", settings.base_url)
    if settings.api_key_file:
        # Meant for us alone, so only our own settings say where it goes.
        return ModelAccess(
            api_key=_key_in(Path(settings.api_key_file)),
            base_url=settings.base_url or None,
            is_key_private=True,
            passed_over=tuple(name for name in PASSED_OVER if environment.get(name)),
        )
    # What is said in our own settings is meant for us, so it wins over what all programs see.
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


def _key_in(file: Path) -> str:
    """Read a key from a file that only its owner can read.

    Raises:
        SettingsError: It is missing, open to others, or holds something other than a key.
    """
    try:
        status = file.stat()
        # Elsewhere than on POSIX the mode says nothing about who may read.
        if os.name == "posix" and stat.S_IMODE(status.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            raise SettingsError(
                f"the model's key in {file} can be read by others: run chmod 600 {file}"
            )
        with file.open(encoding="utf-8") as text:
            key = text.read(KEY_CHARS_MAX + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the model's key in {file} cannot be read ({error}): mend model.api_key_file"
        ) from error
    if not key or len(key) > KEY_CHARS_MAX or len(key.split()) > 1:
        raise SettingsError(
            f"{file} holds no key: write the key alone into it, or mend model.api_key_file"
        )
    return key
