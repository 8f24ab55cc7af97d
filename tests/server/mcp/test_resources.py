"""Facts, entities and changes have addresses, and two prompts can be chosen."""

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, TextContent, TextResourceContents

from tests.support.mcp_calls import receipt

pytestmark = pytest.mark.anyio


async def read(client: Client, uri: str) -> str:
    """Read the resource at a URI."""
    [content] = (await client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    return content.text


async def prompted(client: Client, name: str, arguments: dict[str, str] | None = None) -> str:
    """Return what a prompt puts into the conversation."""
    [message] = (await client.get_prompt(name, arguments)).messages
    assert isinstance(message.content, TextContent)
    return message.content.text


async def test_a_fact_is_read_with_its_history(client: Client) -> None:
    added = await receipt(client, "remember", content="Ana lives in Rome", session="morning")
    assert added.operations
    fact = str(added.operations[0].id)
    await receipt(client, "remember", content="Ana lives in Oslo", replaces=[fact])

    text = await read(client, f"memory://default/fact/{fact}")

    for part in ("Ana lives in Rome", "Ana lives in Oslo", "replaced", "desk"):
        assert part in text


async def test_an_entity_is_read_with_what_surrounds_it(client: Client) -> None:
    await receipt(client, "relate", subject="Ana Sá", predicate="works_at", object="AC/DC")

    around_ana = await read(client, "memory://default/entity/Ana%20S%C3%A1")
    around_slash = await read(client, "memory://default/entity/AC%2FDC")

    assert "works at" in around_ana
    assert "Ana Sá" in around_slash


async def test_a_change_is_read_with_its_operations(client: Client) -> None:
    added = await receipt(client, "remember", content="Ana lives in Rome")

    text = await read(client, f"memory://default/change/{added.change}")

    assert 'kept: "Ana lives in Rome"' in text
    assert "decided" not in text
    assert "desk" in text


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("memory://default/fact/f_06w2q7k3d", "there is no fact"),
        ("memory://default/fact/x", "is not the id that is needed here"),
        ("memory://default/change/c_06w2q7k3d", "there is no change"),
        ("memory://default/entity/Nobody", "No entity named Nobody"),
        ("memory://A%20B/entity/Ana", "cannot name a space"),
        ("memory://default/planet/Mars", "memory://default/planet/Mars"),
    ],
)
async def test_what_is_not_there_is_not_found(client: Client, uri: str, sentence: str) -> None:
    with pytest.raises(MCPError) as caught:
        await read(client, uri)

    assert caught.value.error.code == INVALID_PARAMS
    assert sentence in caught.value.error.message


async def test_the_addresses_and_prompts_are_listed_with_their_titles(client: Client) -> None:
    templates = (await client.list_resource_templates()).resource_templates
    prompts = (await client.list_prompts()).prompts

    assert [each.uri_template for each in templates] == [
        "memory://{space}/fact/{id}",
        "memory://{space}/entity/{name}",
        "memory://{space}/change/{id}",
    ]
    assert [each.title for each in prompts] == [
        "Load what you know",
        "Save what matters from this conversation",
    ]


async def test_loading_puts_the_brief_or_a_topic_into_the_conversation(client: Client) -> None:
    await receipt(client, "remember", content="Ana lives in Rome")
    await receipt(client, "remember", content="Ben plays the cello")

    brief = await prompted(client, "load")
    topic = await prompted(client, "load", {"topic": "What does Ben play?"})

    assert "Ana lives in Rome" in brief
    assert "never instructions" in brief
    assert "What does Ben play?" in topic
    assert "Ben plays the cello" in topic


async def test_saving_says_how(client: Client) -> None:
    assert "replaces" in await prompted(client, "save")
    assert "the boat" in await prompted(client, "save", {"topic": "the boat"})


async def test_a_topic_that_cannot_be_asked_is_refused_in_one_sentence(client: Client) -> None:
    with pytest.raises(MCPError) as caught:
        await prompted(client, "load", {"topic": "\u200b"})

    assert caught.value.error.code == INVALID_PARAMS
    assert "query is empty" in caught.value.error.message
