"""Every setting with its default, unit, bounds and reason.

A field here is all that a new setting needs: its variable, its flag and its lines in
`config.example.toml` follow from it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.spaces import check_space

APP_NAME = "mcp-mem0"


def expand_home(path: str) -> str:
    """Return the path with a leading `~` replaced by the home folder.

    Raises:
        ValueError: There is no such home folder.
    """
    if not path.startswith("~"):
        return path
    try:
        return str(Path(path).expanduser())
    except RuntimeError as error:
        raise ValueError("there is no home folder to put in place of '~'") from error


def _validate_space(name: str) -> str:
    try:
        return check_space(name)
    # pydantic collects ValueErrors only.
    except RequestError as error:
        raise ValueError(str(error)) from error


def _locate_data_folder() -> str:
    return str(platformdirs.user_data_path(APP_NAME, appauthor=False) / "store")


def _locate_tokens_file() -> str:
    return str(platformdirs.user_config_path(APP_NAME, appauthor=False) / "tokens.json")


Location = Annotated[str, AfterValidator(expand_home)]
SpaceName = Annotated[str, AfterValidator(_validate_space)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1)]


class Table(BaseModel):
    """A table of settings; one that nests becomes a `[table]` of `config.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class RecallSettings(Table):
    """How memories are found and how many are told."""

    limit: Annotated[
        int,
        Field(description="Memories in one answer, unless the caller says how many.", ge=1, le=50),
    ] = 8
    max_tokens: Annotated[
        int,
        Field(
            description="Tokens of one answer, unless the caller says how many: they come out of"
            " the assistant's context.",
            ge=100,
            le=20_000,
        ),
    ] = 1_000
    candidates: Annotated[
        int,
        Field(
            description="Rows taken from each source before ranking; more finds more, slower.",
            ge=1,
            le=1_000,
        ),
    ] = 50
    vector_weight: Annotated[
        Weight, Field(description="Share of the score from likeness of meaning.")
    ] = 0.5
    words_weight: Annotated[
        Weight, Field(description="Share of the score from words in common.")
    ] = 0.5
    graph_weight: Annotated[
        Weight,
        Field(
            description="What being near the names of the question counts beside these two;"
            " 0 leaves the graph out."
        ),
    ] = 0.2
    neighbour_weight: Annotated[
        Weight,
        Field(
            description="Share of its neighbours' scores that a message gets: an answer often"
            " stands beside its question."
        ),
    ] = 0.2

    @model_validator(mode="after")
    def _check_weights(self) -> "RecallSettings":
        if self.vector_weight == 0 and self.words_weight == 0:
            raise ValueError("vector_weight and words_weight are both 0, so nothing can be found")
        return self


class RememberSettings(Table):
    """How much may come in at once."""

    wait_s: Annotated[
        float,
        Field(
            description="Seconds a caller waits for a model's decision, unless it says how long; a"
            " longer decision goes on without it. Without a model the answer comes with the"
            " commit.",
            ge=0,
            le=600,
        ),
    ] = 5.0
    messages_max: Annotated[
        int,
        Field(description="Messages in one call: a bound on memory and time.", ge=1, le=100_000),
    ] = 1_000
    message_chars_max: Annotated[
        int,
        Field(description="Characters in one message; pasted logs are longer.", ge=1, le=1_000_000),
    ] = 20_000
    content_chars_max: Annotated[
        int,
        Field(
            description="Characters of content: one statement, not a document.", ge=1, le=100_000
        ),
    ] = 4_000
    total_chars_max: Annotated[
        int,
        Field(
            description="Characters in one call: it is stored as one episode.",
            ge=1,
            le=10_000_000,
        ),
    ] = 1_000_000


class RedactionSettings(Table):
    """What is taken out before anything is stored or sent: passwords, keys, card numbers."""

    allow: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=400)], ...],
        Field(
            description="What looks like a secret and is none: each as it was said, in any case."
            " What a receipt says was taken out by mistake belongs in here.",
            max_length=1_000,
        ),
    ] = ()


class StorageSettings(Table):
    """How the store is written and kept small."""

    lock: Annotated[
        bool,
        Field(
            description="Take a file lock to write: it saves retries. Local folders only; without"
            " it nothing is lost either."
        ),
    ] = True
    lock_timeout_s: Annotated[
        Seconds,
        Field(
            description="Seconds to wait for the lock: a stopped process may hold it for ever.",
            le=3_600,
        ),
    ] = 30.0
    roll_up_after_commits: Annotated[
        int,
        Field(
            description="Commits whose files are merged into one: many files make reads slow.",
            ge=1,
            le=10_000,
        ),
    ] = 8
    compact_after_rows: Annotated[
        int,
        Field(
            description="Rows that are in no index yet before the table is compacted and indexed:"
            " every search reads them one by one.",
            ge=1,
            le=1_000_000,
        ),
    ] = 1_000
    versions_kept_s: Annotated[
        int,
        Field(
            description="Seconds that old versions of the table are kept: other processes may"
            " still read them.",
            ge=60,
            le=30 * 24 * 3_600,
        ),
    ] = 3_600
    # Not in repr: a bucket's secret may be among them.
    options: Annotated[
        Mapping[str, str],
        Field(
            description="Options of the object store, as LanceDB names them: credentials, region,"
            " endpoint.",
            repr=False,
            examples=[
                {
                    "aws_region": "eu-central-1",
                    "aws_endpoint": "http://127.0.0.1:9000",
                    "allow_http": "true",
                }
            ],
        ),
    ] = {}


class HttpSettings(Table):
    """How `serve --http` listens, and how much one caller may ask of it."""

    host: Annotated[
        str,
        Field(
            description="Address to listen on; without tokens only this machine's own.",
            min_length=1,
            max_length=253,
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int, Field(description="Port to listen on; 0 takes a free one.", ge=0, le=65_535)
    ] = 8_765
    tokens_file: Location = Field(
        default_factory=_locate_tokens_file,
        description="File of the tokens' digests, its owner's alone; unless said, beside"
        " config.toml in the platform's folder.",
        min_length=1,
        max_length=4_000,
        examples=["~/.config/mcp-mem0/tokens.json"],
    )
    allowed_hosts: Annotated[
        tuple[str, ...],
        Field(
            description="Names by which clients may reach the server, beyond the address that it"
            " listens on: a page elsewhere must not steer a browser to it.",
            max_length=100,
        ),
    ] = ()
    allowed_origins: Annotated[
        tuple[str, ...],
        Field(
            description="Origins of web pages that may call the server, such as"
            " https://app.example.org; none means no page of another origin may.",
            max_length=100,
        ),
    ] = ()
    body_bytes_max: Annotated[
        int,
        Field(
            description="Bytes of one request: the largest conversation fits, in any script.",
            ge=1_024,
            le=256 * 1_024 * 1_024,
        ),
    ] = 8 * 1_024 * 1_024
    requests_per_s: Annotated[
        float,
        Field(
            description="Requests a second of one token, in the long run; twice as many at once.",
            gt=0,
            le=100_000,
        ),
    ] = 100.0
    open_requests_max: Annotated[
        int,
        Field(description="Requests of one token that may be open at once.", ge=1, le=10_000),
    ] = 64
    open_streams_max: Annotated[
        int,
        Field(
            description="Streams of one token that may be open at once; a client holds one or two.",
            ge=1,
            le=10_000,
        ),
    ] = 64
    sessions_max: Annotated[
        int,
        Field(
            description="Sessions of one token that may be open at once; unused ones end after"
            " half an hour.",
            ge=1,
            le=10_000,
        ),
    ] = 256
    connections_max: Annotated[
        int,
        Field(description="Connections of everybody together.", ge=1, le=100_000),
    ] = 1_000


class LogSettings(Table):
    """What is written to stderr."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="Least serious message that is shown; never the text of a memory."),
    ] = "warning"


class Settings(Table):
    """Everything that may be set; complete and checked."""

    store: Location = Field(
        default_factory=_locate_data_folder,
        description="Folder or URI (s3://, gs://, az://) of the memory; unless said, in the"
        " platform's folder for data.",
        min_length=1,
        max_length=4_000,
        examples=["~/.local/share/mcp-mem0/store"],
    )
    space: Annotated[
        SpaceName, Field(description="Space written to, unless the caller names one.")
    ] = "default"
    read_spaces: Annotated[
        tuple[SpaceName, ...],
        Field(
            description="Spaces recalled from, unless the caller names some; none means the space"
            " written to.",
            max_length=20,
        ),
    ] = ()
    author: Annotated[
        str,
        Field(description="Who writes; empty means the name the client gives.", max_length=200),
    ] = ""
    embedding: EmbeddingSettings = EmbeddingSettings()
    model: ModelSettings = ModelSettings()
    deciding: DecidingSettings = DecidingSettings()
    recall: RecallSettings = RecallSettings()
    remember: RememberSettings = RememberSettings()
    redaction: RedactionSettings = RedactionSettings()
    storage: StorageSettings = StorageSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = LogSettings()
