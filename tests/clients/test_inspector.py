"""The MCP inspector, a third-party client, lists and calls every tool."""

import json

import pytest

from tests.clients.conftest import Inspector

pytestmark = pytest.mark.clients


def test_the_tools_are_listed_and_their_schemas_are_portable(inspector: Inspector) -> None:
    done = inspector.run("--method", "tools/list", "--strict")

    assert done.returncode == 0, done.stderr
    tools = json.loads(done.stdout)["result"]["tools"]
    assert {tool["name"] for tool in tools} == {"remember", "recall", "relate", "forget"}
    for tool in tools:
        assert {"readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"} <= set(
            tool["annotations"]
        )
        assert tool["title"]


def test_what_one_run_remembers_the_next_recalls_and_forgets(inspector: Inspector) -> None:
    kept = inspector.call("remember", content="The spare key is under the blue flowerpot.")
    assert not kept.get("isError")

    stated = inspector.call("relate", subject="Mira", predicate="works at", object="Nordlicht")
    assert not stated.get("isError")

    found = inspector.call("recall", query="where is the spare key?")
    assert "blue flowerpot" in found["content"][0]["text"]
    assert "blue flowerpot" in json.dumps(found["structuredContent"])
    memories = found["structuredContent"]["memories"]
    fact = next(memory["id"] for memory in memories if "flowerpot" in memory["text"])

    forgotten = inspector.call("forget", ids=[fact])
    assert not forgotten.get("isError")
    again = inspector.call("recall", query="where is the spare key?")
    assert "flowerpot" not in json.dumps(again)


def test_a_bad_call_is_answered_with_one_sentence(inspector: Inspector) -> None:
    refused = inspector.call("remember", content="x", colour="blue")

    assert refused["isError"] is True
    assert "colour" in refused["content"][0]["text"]
    assert "Traceback" not in refused["content"][0]["text"]
