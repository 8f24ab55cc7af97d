"""A model is used only if a key or a URL is configured, and a key stays private."""

from pathlib import Path
from typing import Literal

import pytest

from mcp_mem0.config import SETUP_REMEDY, ModelAccess, ModelSettings, find_model_access
from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.llm.dialects import DialectName

KEY = "sk-very-secret"


def key_file(folder: Path, text: str = f"{KEY}\n", mode: int = 0o600) -> Path:
    file = folder / "key"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def refusal(settings: ModelSettings) -> str:
    with pytest.raises(SettingsError) as caught:
        find_model_access(settings, {})
    assert KEY not in str(caught.value)
    return str(caught.value)


def test_without_key_and_url_no_model_is_used() -> None:
    assert find_model_access(ModelSettings(), {}) is None


def test_a_key_in_the_environment_is_enough() -> None:
    access = find_model_access(ModelSettings(), {"ANTHROPIC_API_KEY": KEY})

    assert access == ModelAccess(api_key=KEY)
    assert KEY not in repr(access)


def test_an_address_is_enough() -> None:
    local = "http://127.0.0.1:11434"

    assert find_model_access(ModelSettings(base_url=local), {}) == ModelAccess(base_url=local)
    assert find_model_access(ModelSettings(), {"ANTHROPIC_BASE_URL": local}) == ModelAccess(
        base_url=local
    )


def test_our_own_settings_win_over_the_environment(tmp_path: Path) -> None:
    settings = ModelSettings(api_key_file=str(key_file(tmp_path)), base_url="http://here")
    environment = {"ANTHROPIC_API_KEY": "other", "ANTHROPIC_BASE_URL": "http://there"}

    assert find_model_access(settings, environment) == ModelAccess(
        api_key=KEY, base_url="http://here"
    )


def test_provider_none_disables_the_model_in_any_case() -> None:
    assert find_model_access(ModelSettings(provider="none"), {"ANTHROPIC_API_KEY": KEY}) is None


@pytest.mark.parametrize("dialect", ["messages", "chat_completions"])
@pytest.mark.parametrize("provider", ["always", "anthropic"])
def test_requiring_a_model_without_a_key_says_what_is_missing(
    provider: Literal["always", "anthropic"], dialect: DialectName
) -> None:
    said = refusal(ModelSettings(provider=provider, dialect=dialect, name="m"))

    assert said == f"model.provider is '{provider}', and there is no key: {SETUP_REMEDY}"
    assert "set ANTHROPIC_API_KEY" in said


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_key_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    file = key_file(tmp_path, mode=mode)

    assert f"run chmod 600 {file}" in refusal(ModelSettings(api_key_file=str(file)))


@pytest.mark.parametrize("text", ["", " \n", f"{KEY}\nand more", "k" * 5_000])
def test_a_file_without_a_single_key_is_refused(tmp_path: Path, text: str) -> None:
    file = key_file(tmp_path, text)

    assert "contains no key" in refusal(ModelSettings(api_key_file=str(file)))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        tmp_path.chmod(0o700)
        assert "cannot be read" in refusal(ModelSettings(api_key_file=str(path)))


@pytest.mark.parametrize("base_url", ["", "http://here"])
def test_our_own_key_is_sent_only_where_our_own_settings_say(tmp_path: Path, base_url: str) -> None:
    settings = ModelSettings(api_key_file=str(key_file(tmp_path)), base_url=base_url)
    environment = {
        "ANTHROPIC_API_KEY": "other",
        "ANTHROPIC_BASE_URL": "http://there",
        "ANTHROPIC_CUSTOM_HEADERS": "X-Team: theirs",
    }

    access = find_model_access(settings, environment)

    assert access is not None
    assert (access.api_key, access.base_url) == (KEY, base_url or None)
    assert access.is_key_private
    assert access.passed_over == ("ANTHROPIC_BASE_URL", "ANTHROPIC_CUSTOM_HEADERS")


def test_a_key_and_an_address_of_the_environment_belong_together() -> None:
    access = find_model_access(
        ModelSettings(), {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "http://there"}
    )

    assert access is not None
    assert (access.api_key, access.base_url) == (KEY, "http://there")
    assert not access.is_key_private
    assert access.passed_over == ()


@pytest.mark.parametrize(
    "address",
    [
        "localhost:11434",
        "ftp://host",
        "file:///etc/passwd",
        f"http://me:{KEY}@host",
        f"http://h?{KEY}",
    ],
)
def test_an_address_that_is_more_or_less_than_one_is_refused_wherever_it_is_named(
    address: str,
) -> None:
    assert "model.base_url" in refusal(ModelSettings(base_url=address))
    with pytest.raises(SettingsError) as caught:
        find_model_access(ModelSettings(), {"ANTHROPIC_BASE_URL": address})
    assert "ANTHROPIC_BASE_URL" in str(caught.value)
    assert KEY not in str(caught.value)


# --- the other dialect

OPENAI = "https://api.openai.com/v1"
ELSEWHERE = "https://openrouter.ai/api/v1"


def chat(base_url: str = "", **settings: str) -> ModelSettings:
    return ModelSettings(dialect="chat_completions", name="m", base_url=base_url, **settings)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "base_url", ["", OPENAI, "https://api.openai.com", "https://eu.api.openai.com/v1"]
)
def test_openais_key_is_enough_for_openai(base_url: str) -> None:
    access = find_model_access(chat(base_url), {"OPENAI_API_KEY": KEY})

    assert access == ModelAccess(api_key=KEY, base_url=base_url or None)


@pytest.mark.parametrize(
    "base_url",
    [
        ELSEWHERE,
        "http://127.0.0.1:11434",
        "http://api.openai.com/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.com.evil.example/v1",
        "https://notapi.openai.com.example",
        "https://evil.example/api.openai.com/v1",
    ],
)
def test_openais_key_goes_to_nobody_else(base_url: str) -> None:
    access = find_model_access(chat(base_url), {"OPENAI_API_KEY": KEY})

    assert access is not None
    assert access == ModelAccess(base_url=base_url)
    assert access.passed_over == ("OPENAI_API_KEY",)
    assert access.reason == "model.base_url is not OpenAI's own address"


def test_openais_key_does_not_go_to_openai_if_the_environment_means_another_server() -> None:
    environment = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://gateway.example"}

    assert find_model_access(chat(), environment) is None
    access = find_model_access(chat(OPENAI), environment)
    assert access is not None
    assert (access.api_key, access.passed_over) == (None, ("OPENAI_API_KEY",))


def test_each_dialect_knows_the_variables_of_its_own_provider_alone() -> None:
    anthropic = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "http://there"}
    openai = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": OPENAI}

    assert find_model_access(ModelSettings(), openai) is None
    assert find_model_access(chat(), anthropic) is None
    assert find_model_access(chat("http://here"), anthropic) == ModelAccess(base_url="http://here")


def test_a_key_of_our_own_goes_to_openai_whatever_the_environment_says(tmp_path: Path) -> None:
    settings = chat(api_key_file=str(key_file(tmp_path)))
    environment = {"OPENAI_API_KEY": "other", "OPENAI_BASE_URL": "http://there"}

    access = find_model_access(settings, environment)

    assert access is not None
    assert access == ModelAccess(api_key=KEY)
    assert access.passed_over == ("OPENAI_BASE_URL",)


@pytest.mark.parametrize("dialect", ["messages", "chat_completions"])
@pytest.mark.parametrize("base_url", ["", ELSEWHERE])
def test_our_own_variable_holds_a_key_for_us_alone(
    tmp_path: Path, base_url: str, dialect: DialectName
) -> None:
    settings = ModelSettings(
        dialect=dialect, name="m", base_url=base_url, api_key_file=str(key_file(tmp_path, "file"))
    )
    environment = {
        "MCP_MEM0_MODEL_API_KEY": KEY,
        "ANTHROPIC_API_KEY": "other",
        "ANTHROPIC_BASE_URL": "http://there",
        "OPENAI_API_KEY": "other",
        "ANTHROPIC_CUSTOM_HEADERS": "X-Team: theirs",
    }

    access = find_model_access(settings, environment)

    assert access is not None
    assert access == ModelAccess(api_key=KEY, base_url=base_url or None)
    assert access.is_key_private
    assert access.headers == {}


def test_openai_is_not_asked_for_a_model_of_anthropic() -> None:
    settings = ModelSettings(dialect="chat_completions")

    with pytest.raises(SettingsError, match=r"model.name is 'claude.*, which OpenAI does not have"):
        find_model_access(settings, {"OPENAI_API_KEY": KEY})


def test_the_headers_of_the_environment_go_along_with_its_own_key() -> None:
    lines = "X-Team: mine\nno header\nBad Name: x\nX-Bell: a\x07b\nContent-Length: 5\nX-Empty:\n"
    environment = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_CUSTOM_HEADERS": lines}

    access = find_model_access(ModelSettings(), environment)

    assert access is not None
    assert access.headers == {"X-Team": "mine"}
