"""Settings of the models: which one embeds, which one decides, and what deciding may cost."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from mcp_mem0.config.sections.table import Location, Seconds, Table, Weight


class EmbeddingSettings(Table):
    """How texts become vectors."""

    provider: Annotated[
        Literal["minilm", "http"],
        Field(
            description="minilm is inside the package and needs no network; http asks a server"
            " that speaks /v1/embeddings, for larger or multilingual models."
        ),
    ] = "minilm"
    model: Annotated[
        str, Field(description="Name of the model, as the http server knows it.", max_length=200)
    ] = ""
    base_url: Annotated[
        str,
        Field(
            description="Where the http server answers, up to and including /v1.",
            max_length=2_000,
            examples=["http://127.0.0.1:11434/v1"],
        ),
    ] = ""
    api_key_file: Annotated[
        Location,
        Field(
            description="File that holds the http server's key, readable by its owner only: keys do"
            " not belong in here."
        ),
    ] = ""
    dimensions: Annotated[
        int,
        Field(description="Length of a vector; 0 asks the model what it makes.", ge=0, le=8_192),
    ] = 0
    timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds for one request to the http server, all attempts together: a stuck"
            " one must not hold us up.",
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
            description="Characters of one text given to the http server, which may refuse more.",
            ge=100,
            le=1_000_000,
        ),
    ] = 8_000

    @model_validator(mode="after")
    def _check_http_server(self) -> "EmbeddingSettings":
        if self.provider == "http" and not (self.base_url and self.model):
            raise ValueError("the provider 'http' needs base_url and model")
        return self


class ModelSettings(Table):
    """The language model that decides what is worth keeping; without one, rules decide."""

    provider: Annotated[
        Literal["auto", "anthropic", "none"],
        Field(
            description="auto asks a model if there is a key or a base_url; anthropic always does,"
            " over the Messages API, which local servers speak, too; none never does."
        ),
    ] = "auto"
    name: Annotated[
        str,
        Field(description="Name of the model, as its endpoint knows it.", max_length=200),
    ] = "claude-haiku-5-5"
    api_key_file: Annotated[
        Location,
        Field(
            description="File that holds the key, readable by its owner only: keys do not belong in"
            " here, and programs started from a desktop do not see the shell's environment. It wins"
            " over ANTHROPIC_API_KEY, and goes to base_url or Anthropic itself, whatever"
            " ANTHROPIC_BASE_URL says."
        ),
    ] = ""
    base_url: Annotated[
        str,
        Field(
            description="Where a local server or gateway answers, without /v1; else"
            " ANTHROPIC_BASE_URL if the key is not from api_key_file, else Anthropic itself.",
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
        Field(description="How much the model thinks before it answers; it costs time and tokens."),
    ] = "off"
    timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds for one question, all attempts together: a stuck model must not"
            " hold up what waits behind it.",
            le=600,
        ),
    ] = 60.0
    retries: Annotated[
        int,
        Field(
            description="How often a question is asked again at once when the model is away or"
            " overloaded.",
            ge=0,
            le=10,
        ),
    ] = 2
    max_tokens: Annotated[
        int,
        Field(
            description="Tokens of one answer: a bound on its cost; one cut off is not used.",
            ge=256,
            le=64_000,
        ),
    ] = 4_096
    name_likeness: Annotated[
        Weight,
        Field(
            description="How alike a new name and a known one must be for the model to be asked"
            " whether they are one; alone, likeness never makes them so."
        ),
    ] = 0.55


class DecidingSettings(Table):
    """What deciding with a model may cost, and how long to go on with one that fails."""

    daily_tokens: Annotated[
        int,
        Field(
            description="Tokens that may be spent in a day (UTC) by all processes on the store;"
            " what comes in beyond is decided the next day. 0 is no limit.",
            ge=0,
            le=10_000_000_000,
        ),
    ] = 2_000_000
    summary_every: Annotated[
        int,
        Field(
            description="New messages of a session after which its summary is written anew; 0"
            " writes none.",
            ge=0,
            le=1_000,
        ),
    ] = 10
    closes_max: Annotated[
        int,
        Field(
            description="Facts that one decision of a model may close; if it would close more, it"
            " closes none of them, and the receipt names each with the call that does. 0 leaves"
            " all closing to the caller.",
            ge=0,
            le=200,
        ),
    ] = 5
    retry_first_s: Annotated[
        Seconds,
        Field(
            description="Seconds until what could not be decided is tried again; they double with"
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
