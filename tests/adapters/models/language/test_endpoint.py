"""An endpoint's address is taken as people write it, and what cannot work is refused."""

from dataclasses import replace

import pytest

from mcp_mem0.adapters.models.language import ModelEndpoint
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.llm.dialects import DialectName
from tests.adapters.models.language.colours import KEY


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"base_url": "localhost:11434"}, id="no scheme"),
        pytest.param({"base_url": "ftp://host"}, id="other scheme"),
        pytest.param({"base_url": "http:///"}, id="no host"),
        pytest.param({"base_url": "http://host:port"}, id="port in words"),
        pytest.param({"base_url": f"http://me:{KEY}@host"}, id="password"),
        pytest.param({"base_url": f"http://host?key={KEY}"}, id="query"),
        pytest.param({"model": " "}, id="no model"),
        pytest.param({"api_key": f"{KEY}\n"}, id="line end in the key"),
        pytest.param({"api_key": ""}, id="empty key"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_without_showing_a_secret(
    settings: dict[str, object],
) -> None:
    good = ModelEndpoint(model="colours", base_url="http://127.0.0.1:11434")

    with pytest.raises(SettingsError) as caught:
        replace(good, **settings)

    assert KEY not in str(caught.value)


def build_url(dialect: DialectName, base_url: str | None) -> str:
    endpoint = ModelEndpoint(model="m", dialect=dialect, base_url=base_url)
    return f"{endpoint.root}{endpoint.build_path(dialect)}"


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        (None, "https://api.anthropic.com/v1/messages"),
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/messages"),
        ("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1/messages"),
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1/messages"),
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1/messages"),
        ("http://127.0.0.1:11434/v1/messages", "http://127.0.0.1:11434/v1/messages"),
        ("https://host/v1/team/anthropic", "https://host/v1/team/anthropic/v1/messages"),
    ],
)
def test_the_messages_api_is_found_with_and_without_its_version(
    base_url: str | None, url: str
) -> None:
    assert build_url("messages", base_url) == url


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        (None, "https://api.openai.com/v1/chat/completions"),
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://127.0.0.1:1234/v1/chat/completions", "http://127.0.0.1:1234/v1/chat/completions"),
        ("https://openrouter.ai/api", "https://openrouter.ai/api/v1/chat/completions"),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"),
        ("https://host/paas/v4", "https://host/paas/v4/chat/completions"),
        ("https://host/v1beta/openai/", "https://host/v1beta/openai/chat/completions"),
    ],
)
def test_chat_completions_is_found_with_and_without_its_version(
    base_url: str | None, url: str
) -> None:
    assert build_url("chat_completions", base_url) == url
