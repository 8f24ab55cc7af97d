"""Checks of the embedding model and the model that decides."""

import os
import socket
from contextlib import AsyncExitStack
from typing import Final

import anyio

from mcp_mem0.app.embedding import build_embedder
from mcp_mem0.cli.doctor.finding import Finding
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.config import Settings, find_model_access
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.llm.call import Answer, ModelRequest
from mcp_mem0.domain.llm.structured_output import AnswerModel
from mcp_mem0.domain.urls import is_loopback, split_http_url

_CONNECT_TIMEOUT_S: Final = 3.0


class _Reached(AnswerModel):
    answer: str


_QUESTION = ModelRequest(
    version="doctor-1",
    system='You are asked whether you can be reached. Answer with {"answer": "yes"} alone.',
    user="Can you be reached?",
    answer_type=_Reached,
)


def check_embedder(run: Invocation) -> list[Finding]:
    """Embed a short text with the configured embedding model."""
    chosen = run.settings.embedding
    said = anyio.run(_embed_sample, run.settings)
    found = [Finding(topic="embedder", state="good", said=said)]
    if chosen.provider == "http":
        found += _check_encryption("embedder", "embedding.base_url", chosen.base_url)
    return found


def check_model(run: Invocation, *, is_asked: bool = True) -> list[Finding]:
    """Ask the model that decides a short question, which costs a few tokens.

    Args:
        run: The invocation.
        is_asked: Whether it is asked; else it is only told which model that is, and whether one on
            this machine listens.
    """
    chosen = run.settings.model
    access = find_model_access(chosen, os.environ)
    if access is None:
        said = "none is configured: rules decide, and nothing is sent to a model"
        return [Finding(topic="model", state="good", said=said)]
    where = access.base_url or "its provider's own address"
    key = "with a key" if access.api_key else "without a key"
    over = "".join(
        f"; {name} in the environment does not apply: {access.reason}"
        for name in access.passed_over
    )
    said = f"{chosen.name} at {where}, {key}, in the dialect {chosen.dialect}{over}"
    answer = _ask_model if is_asked else _leave_unasked
    found = _check_listening(said, access.base_url or "") or answer(said, run.settings)
    return [found, *_check_encryption("model", "model.base_url", access.base_url or "")]


def _check_listening(said: str, address: str) -> Finding | None:
    """Return what is wrong with a model on this machine at whose address nothing listens.

    Any other may be reachable through a proxy alone, so that only a question tells.
    """
    parts = split_http_url(address)
    if parts is None or not is_loopback(address):
        return None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((str(parts.hostname), port), timeout=_CONNECT_TIMEOUT_S):
            return None
    except OSError as error:
        return Finding(
            topic="model",
            state="fault",
            said=f"{said}; nothing answers there ({error.strerror or error})",
            remedy="start that server, or correct the model's base URL",
        )


def _ask_model(said: str, settings: Settings) -> Finding:
    try:
        answer = anyio.run(_request_answer, settings)
    except ModelError as error:
        problem = f"{said}; it was asked a short question and did not answer: {error}"
        return Finding(topic="model", state="fault", said=problem)
    usage = answer.usage
    answered = (
        f"{answer.model} answered in {usage.milliseconds:,} ms, with {usage.tokens_in:,} tokens in"
        f" and {usage.tokens_out:,} out"
    )
    return Finding(topic="model", state="good", said=f"{said}; asked a short question, {answered}")


def _leave_unasked(said: str, _: Settings) -> Finding:
    return Finding(
        topic="model",
        state="untried",
        said=f"{said}; this sent it nothing",
        remedy="run `mcp-mem0 doctor` without --no-ask, which asks it a short question",
    )


def _check_encryption(topic: str, setting: str, address: str) -> list[Finding]:
    """Warn if requests are sent unencrypted to another machine."""
    parts = split_http_url(address)
    if parts is None or parts.scheme == "https" or is_loopback(address):
        return []
    said = f"requests to {parts.netloc}, keys included, are sent unencrypted over plain http"
    remedy = f"set {setting} to an https address if there is one"
    return [Finding(topic=topic, state="warning", said=said, remedy=remedy)]


async def _embed_sample(settings: Settings) -> str:
    async with AsyncExitStack() as closing:
        chosen = build_embedder(settings.embedding, closing)
        await chosen.embed(["Is anybody there?"])
        return f"{chosen.identity.name} answers, {chosen.identity.dimensions} dimensions"


async def _request_answer(settings: Settings) -> Answer[_Reached]:
    from mcp_mem0.app.deciding import build_language_model  # noqa: PLC0415 - imports LanceDB: a second

    async with AsyncExitStack() as closing:
        chosen = build_language_model(settings.model, closing)
        if chosen is None:
            raise LookupError("only a configured model is asked")
        return await chosen.ask(_QUESTION)
