"""A model is used only if a key or a URL is configured, and a key stays private."""

from pathlib import Path

import pytest

from mcp_mem0.config import ModelAccess, ModelSettings, find_model_access
from mcp_mem0.domain.errors import SettingsError

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


def test_requiring_a_model_without_a_key_says_what_is_missing() -> None:
    assert "set ANTHROPIC_API_KEY" in refusal(ModelSettings(provider="anthropic"))


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
