"""How to reach the language model: whether to ask one, its URL, its key and its headers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, assert_never

from mcp_mem0.config.sections.models import ModelSettings
from mcp_mem0.domain.errors import SettingsError, quote_path, quote_value
from mcp_mem0.domain.llm.dialects import DialectName, get_official_url, is_official
from mcp_mem0.domain.urls import check_base_url
from mcp_mem0.private_file import read_secret

OWN_KEY_VARIABLE: Final = "MCP_MEM0_MODEL_API_KEY"
"""A key for this program only, for where a file is hard to bring, as in a container."""

KEY_VARIABLE: Final = "ANTHROPIC_API_KEY"
URL_VARIABLE: Final = "ANTHROPIC_BASE_URL"
HEADERS_VARIABLE: Final = "ANTHROPIC_CUSTOM_HEADERS"
OPENAI_KEY_VARIABLE: Final = "OPENAI_API_KEY"
OPENAI_URL_VARIABLE: Final = "OPENAI_BASE_URL"

ACCESS_VARIABLES: Final = (
    OWN_KEY_VARIABLE,
    KEY_VARIABLE,
    URL_VARIABLE,
    HEADERS_VARIABLE,
    OPENAI_KEY_VARIABLE,
    OPENAI_URL_VARIABLE,
)
"""All variables, beside the settings, that decide how the model is reached."""

SETUP_REMEDY: Final = (
    f"set {KEY_VARIABLE}, or write the key to a file and name it in model.api_key_file, or set"
    " model.base_url for a local server, and model.dialect if it speaks only chat/completions"
)
"""How to configure a model."""

_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_FRAMING: Final = frozenset({"content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccess:
    """How to reach the model.

    Attributes:
        api_key: The key, if there is one.
        base_url: The address; None is that of who defined the dialect.
        headers: What the environment sends with its own key, beside it.
        is_key_private: The key was given to this program only.
        passed_over: Variables that are set in the environment and are ignored.
        reason: Why they are.
    """

    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    headers: Mapping[str, str] = field(
        default_factory=dict[str, str], repr=False, compare=False, hash=False
    )
    is_key_private: bool = field(default=False, compare=False)
    passed_over: tuple[str, ...] = field(default=(), compare=False)
    reason: str = field(default="", compare=False)


def find_model_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    """Return how to reach the model, or None if none is to be used.

    Raises:
        SettingsError: The URL or the key file cannot be used, a model is required and there is
            neither key nor URL, or OpenAI is to be asked for a model without a name.
    """
    if settings.provider == "none":
        return None
    if settings.base_url:
        _check_address("model.base_url", settings.base_url)
    access = _find_private_access(settings, environment)
    if access is None:
        access = _find_shared_access(settings, environment)
    if access is None and settings.provider != "auto":
        raise SettingsError(
            f"model.provider is {settings.provider!r}, and there is no key: {SETUP_REMEDY}"
        )
    if access is not None:
        _check_name(settings, access)
    return access


def _find_private_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    """Return the access with a key that is meant for us alone; only our settings say where to."""
    key, source = environment.get(OWN_KEY_VARIABLE), OWN_KEY_VARIABLE
    if not key and settings.api_key_file:
        key, source = (
            _read_key(settings.api_key_file, "model's key", "model.api_key_file"),
            "model.api_key_file",
        )
    if not key:
        return None
    return ModelAccess(
        api_key=key,
        base_url=settings.base_url or None,
        is_key_private=True,
        passed_over=tuple(
            name for name in _get_shared_variables(settings.dialect) if environment.get(name)
        ),
        reason=f"the model's key is from {source}",
    )


def _get_shared_variables(dialect: DialectName) -> tuple[str, ...]:
    """Return the variables for all programs that say where a key is sent and with which headers."""
    match dialect:
        case "messages":
            return (URL_VARIABLE, HEADERS_VARIABLE)
        case "chat_completions":
            return (OPENAI_URL_VARIABLE,)
        case _:
            assert_never(dialect)


def _find_shared_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    """Return the access that the environment gives to all programs."""
    match settings.dialect:
        case "messages":
            return _find_messages_access(settings, environment)
        case "chat_completions":
            return _find_chat_access(settings, environment)
        case _:
            assert_never(settings.dialect)


def _find_messages_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    # Our own settings take precedence over what the environment says to all programs.
    base_url = settings.base_url or environment.get(URL_VARIABLE) or None
    if base_url is not None:
        _check_address(URL_VARIABLE, base_url)
    api_key = environment.get(KEY_VARIABLE) or None
    if api_key is None and base_url is None:
        return None
    headers = _parse_headers(environment.get(HEADERS_VARIABLE, ""))
    return ModelAccess(api_key=api_key, base_url=base_url, headers=headers)


def _find_chat_access(
    settings: ModelSettings, environment: Mapping[str, str]
) -> ModelAccess | None:
    base_url = settings.base_url or None
    api_key = environment.get(OPENAI_KEY_VARIABLE) or None
    # The variable is set for OpenAI, or for where the other one points, and for nobody else.
    meant = environment.get(OPENAI_URL_VARIABLE) or get_official_url("chat_completions")
    is_meant = _is_openai(meant) and (base_url is None or _is_openai(base_url))
    if api_key is not None and is_meant:
        return ModelAccess(api_key=api_key, base_url=base_url)
    if base_url is None:
        return None
    if api_key is None:
        return ModelAccess(base_url=base_url)
    other = "model.base_url" if _is_openai(meant) else OPENAI_URL_VARIABLE
    return ModelAccess(
        base_url=base_url,
        passed_over=(OPENAI_KEY_VARIABLE,),
        reason=f"{other} is not OpenAI's own address",
    )


def _is_openai(url: str) -> bool:
    return is_official(url, "chat_completions")


def _check_name(settings: ModelSettings, access: ModelAccess) -> None:
    is_default = settings.name == ModelSettings.model_fields["name"].default
    address = access.base_url or get_official_url(settings.dialect)
    if settings.dialect == "chat_completions" and is_default and _is_openai(address):
        raise SettingsError(
            f"model.name is {quote_value(settings.name)}, which OpenAI does not have: set it to one"
            " of OpenAI's models"
        )


def _parse_headers(text: str) -> dict[str, str]:
    """Return the headers in lines like `X-Team: mine`; what is no header is left out."""
    headers: dict[str, str] = {}
    for line in text.splitlines():
        name, _, value = (part.strip() for part in line.partition(":"))
        is_header = _HEADER_NAME.fullmatch(name) and value.isascii() and value.isprintable()
        if is_header and value and name.lower() not in _FRAMING:
            headers[name] = value
    return headers


def _check_address(named_by: str, address: str) -> None:
    check_base_url(named_by, address, remedy="write it like http://127.0.0.1:11434")


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
