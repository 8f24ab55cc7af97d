"""Settings of a call: how much it may bring or return, how recall ranks, what is redacted."""

from typing import Annotated

from pydantic import Field, model_validator

from mcp_mem0.config.sections.table import Table, Weight


class RecallSettings(Table):
    """How memories are found and how many are returned."""

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
            " follows its question."
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
    """What is redacted before anything is stored or sent: passwords, keys, card numbers."""

    allow: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=400)], ...],
        Field(
            description="Words that look like a secret and are not, as they were said, in any case:"
            " add what a receipt says was redacted by mistake.",
            max_length=1_000,
        ),
    ] = ()
