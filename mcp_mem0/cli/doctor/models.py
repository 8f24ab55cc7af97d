"""Looking at the models: the one that embeds, and the one that decides."""

import os
from contextlib import AsyncExitStack

import anyio

from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.config import Settings, model_access
from mcp_mem0.domain.llm.call import ModelRequest
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.urls import http_parts, is_here


class _Reached(AnswerModel):
    answer: str


_QUESTION = ModelRequest(
    version="doctor-1",
    system='You are asked whether you can be reached. Answer with {"answer": "yes"} alone.',
    user="Can you be reached?",
    answer_type=_Reached,
)


def embedder(run: Invocation) -> list[Finding]:
    """Have the embedding model embed a word."""
    chosen = run.settings.embedding
    said = anyio.run(_embedded, run.settings)
    found = [Finding(topic="embedder", state="good", said=said)]
    if chosen.provider == "http":
        found += _in_clear("embedder", "embedding.base_url", chosen.base_url)
    return found


def model(run: Invocation) -> list[Finding]:
    """Tell which model decides, without asking it anything."""
    chosen = run.settings.model
    access = model_access(chosen, os.environ)
    if access is None:
        said = "none is configured: rules decide, and nothing is sent anywhere for it"
        return [Finding(topic="model", state="good", said=said)]
    where = access.base_url or "its maker's own address"
    key = "with a key" if access.api_key else "without a key"
    over = "".join(
        f"; {name} of the environment does not hold for the key in model.api_key_file"
        for name in access.passed_over
    )
    found = [Finding(topic="model", state="good", said=f"{chosen.name} at {where}, {key}{over}")]
    return found + _in_clear("model", "model.base_url", access.base_url or "")


def _in_clear(topic: str, setting: str, address: str) -> list[Finding]:
    """Warn if what is sent can be read on its way."""
    parts = http_parts(address)
    if parts is None or parts.scheme == "https" or is_here(address):
        return []
    said = f"what goes to {parts.netloc}, a key as well, can be read on the way: it is plain http"
    remedy = f"use an https address in {setting}, if there is one"
    return [Finding(topic=topic, state="warning", said=said, remedy=remedy)]


def asked_model(run: Invocation) -> list[Finding]:
    """Ask the model that decides one short question."""
    said = anyio.run(_asked, run.settings)
    return [Finding(topic="asked model", state="good", said=said)]


async def _embedded(settings: Settings) -> str:
    from mcp_mem0.app.parts import embedder_of  # noqa: PLC0415 - imports LanceDB: a second

    async with AsyncExitStack() as closing:
        chosen = embedder_of(settings.embedding, closing)
        await chosen.embed(["Is anybody there?"])
        return f"{chosen.identity.name} answers, {chosen.identity.dimensions} numbers a text"


async def _asked(settings: Settings) -> str:
    from mcp_mem0.app.deciding import language_model  # noqa: PLC0415 - imports LanceDB: a second

    async with AsyncExitStack() as closing:
        chosen = language_model(settings.model, closing)
        if chosen is None:
            return "there is none to ask"
        answer = await chosen.ask(_QUESTION)
        usage = answer.usage
        return (
            f"{answer.model} answered in {usage.milliseconds:,} ms, with {usage.tokens_in} tokens"
            f" in and {usage.tokens_out} out"
        )
