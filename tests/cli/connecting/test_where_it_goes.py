"""What is disclosed about where data and keys are sent is what happens."""

import sys
from pathlib import Path

import pytest

from mcp_mem0.cli.connecting.disclosure import describe_disclosure
from mcp_mem0.cli.doctor.models import check_embedder, check_model
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.parsing.flags import Flags
from mcp_mem0.config import ModelSettings, Settings
from tests.support.messages_api import messages_server
from tests.support.rude_server import stranger, whole

ELSEWHERE = "http://gateway.example"


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    file = tmp_path / "key"
    file.write_text("sk-only-for-us")
    file.chmod(0o600)
    return str(file)


def disclose(settings: Settings, *, has_new_key: bool = False) -> str:
    environment = {"ANTHROPIC_BASE_URL": ELSEWHERE}
    return describe_disclosure(
        settings, environment, connect=None, hooks=False, has_new_key=has_new_key
    )


def test_our_own_key_is_disclosed_as_sent_to_anthropic(key_file: str) -> None:
    settings = Settings(model=ModelSettings(api_key_file=key_file))

    assert "goes to api.anthropic.com (for decisions)" in disclose(settings)
    assert "gateway" not in disclose(settings)


def test_a_new_key_is_disclosed_as_sent_to_anthropic_whatever_the_environment() -> None:
    assert "goes to api.anthropic.com (for decisions)" in disclose(Settings(), has_new_key=True)


def test_without_our_own_key_the_environments_address_is_disclosed() -> None:
    assert "goes to gateway.example (for decisions)" in disclose(Settings())


@pytest.mark.parametrize(
    ("settings", "told_to"),
    [
        ({"base_url": "https://openrouter.ai/api/v1"}, "openrouter.ai"),
        ({"api_key_file": "key"}, "api.openai.com"),
    ],
)
def test_in_the_other_dialect_its_own_addresses_are_told(
    key_file: str, settings: dict[str, str], told_to: str
) -> None:
    settings = {name: key_file if value == "key" else value for name, value in settings.items()}
    model = ModelSettings.model_validate({"dialect": "chat_completions", "name": "m", **settings})

    assert f"goes to {told_to} (for decisions)" in disclose(Settings(model=model))


@pytest.mark.parametrize(
    ("model", "key", "told"),
    [
        ({"provider": "none"}, "sk-ant-x", "unless a client passes on settings in"),
        ({}, "", "unless a client passes on a model key or settings in"),
        (
            {"base_url": "http://127.0.0.1:11434"},
            "",
            "in a local folder, and gives it to 127.0.0.1:11434 (for decisions) on this machine",
        ),
    ],
)
def test_what_stays_on_this_machine_is_not_said_to_leave_it(
    model: dict[str, str], key: str, told: str
) -> None:
    settings = Settings(model=ModelSettings.model_validate(model))

    said = describe_disclosure(settings, {"ANTHROPIC_API_KEY": key}, connect=None, hooks=False)

    assert said.startswith("What leaves this machine: mcp-mem0 sends nothing and keeps")
    assert told in said


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_a_server_on_this_machine_is_no_other_machine(host: str) -> None:
    said = describe_disclosure(
        Settings(), {"ANTHROPIC_API_KEY": "k"}, connect=f"http://{host}/mcp", hooks=True
    )

    assert said.startswith(
        "What leaves this machine: mcp-mem0 sends nothing and gives the messages"
    )
    assert f"to the server at {host} on this machine" in said
    assert "operator" not in said


def run_with(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Invocation:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return Invocation(Flags())


def test_doctor_reports_environment_variables_that_do_not_apply(
    monkeypatch: pytest.MonkeyPatch, key_file: str
) -> None:
    run = run_with(monkeypatch, MCP_MEM0_MODEL_API_KEY_FILE=key_file, ANTHROPIC_BASE_URL=ELSEWHERE)

    [finding] = check_model(run, is_asked=False)

    assert "at its provider's own address, with a key" in finding.said
    assert "ANTHROPIC_BASE_URL in the environment does not apply" in finding.said


def test_doctor_tells_that_openais_key_is_for_openai_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = run_with(
        monkeypatch,
        MCP_MEM0_MODEL_DIALECT="chat_completions",
        MCP_MEM0_MODEL_BASE_URL="https://openrouter.ai/api/v1",
        OPENAI_API_KEY="sk-for-openai",
    )

    [finding] = check_model(run, is_asked=False)

    assert "at https://openrouter.ai/api/v1, without a key" in finding.said
    assert "in the dialect chat_completions" in finding.said
    assert "OPENAI_API_KEY in the environment does not apply" in finding.said


@pytest.mark.parametrize(
    ("address", "states"),
    [
        ("http://gateway.example:8080", ["untried", "warning"]),
        ("https://gateway.example", ["untried"]),
    ],
)
def test_doctor_warns_of_an_unencrypted_endpoint(
    monkeypatch: pytest.MonkeyPatch, address: str, states: list[str]
) -> None:
    found = check_model(run_with(monkeypatch, MCP_MEM0_MODEL_BASE_URL=address), is_asked=False)

    assert [finding.state for finding in found] == states
    if len(found) > 1:
        assert "gateway.example:8080" in found[1].said
        assert "sent unencrypted" in found[1].said
        assert "https" in (found[1].remedy or "")


def test_doctor_does_not_warn_of_an_endpoint_on_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with messages_server() as served:
        found = check_model(
            is_asked=False, run=run_with(monkeypatch, MCP_MEM0_MODEL_BASE_URL=served.url)
        )

    assert [finding.state for finding in found] == ["untried"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this machine has one such address")
def test_doctor_warns_of_an_embedder_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = whole(b'{"data": [{"index": 0, "embedding": [1.0]}]}')
    with stranger(answer, host="127.0.0.2") as there:
        found = check_embedder(
            run_with(
                monkeypatch,
                MCP_MEM0_EMBEDDING_PROVIDER="http",
                MCP_MEM0_EMBEDDING_MODEL="m",
                MCP_MEM0_EMBEDDING_BASE_URL=there.url,
            )
        )

    assert [finding.state for finding in found] == ["good", "warning"]
