"""Settings of a call: how much it may bring or return, how recall ranks, what is redacted."""

from typing import Annotated

from pydantic import Field, model_validator

from mcp_mem0.config.sections.table import Table, Weight
from mcp_mem0.domain.requests.model import ANSWER_TOKENS_MAX, MEMORIES_MAX


class RecallSettings(Table):
    """How memories are found and how many are returned."""

    limit: Annotated[
        int,
        Field(
            description="Most memories in one answer, unless the caller says; max_tokens usually"
            " ends it before.",
            ge=1,
            le=MEMORIES_MAX,
        ),
    ] = MEMORIES_MAX
    max_tokens: Annotated[
        int,
        Field(
            description="Most tokens of one answer, unless the caller says: it tells as much as"
            " fits. They take up the assistant's context.",
            ge=100,
            le=20_000,
        ),
    ] = ANSWER_TOKENS_MAX
    candidates: Annotated[
        int,
        Field(
            description="Rows taken from each source before ranking; more finds more, slower.",
            ge=1,
            le=1_000,
        ),
    ] = 50
    vector_weight: Annotated[
        Weight, Field(description="Factor of the weight of similarity in meaning.")
    ] = 1.0
    words_weight: Annotated[Weight, Field(description="Factor of the weight of shared words.")] = (
        1.0
    )
    graph_weight: Annotated[
        Weight,
        Field(
            description="Factor of the weight of being linked to the question's names in the graph."
        ),
    ] = 1.0
    neighbour_weight: Annotated[
        Weight,
        Field(
            description="Factor of the weight of the messages next to one: an answer often"
            " follows its question."
        ),
    ] = 1.0

    @model_validator(mode="after")
    def _check_weights(self) -> "RecallSettings":
        if self.vector_weight == 0 and self.words_weight == 0:
            raise ValueError("vector_weight and words_weight are both 0, so nothing can be found")
        return self


class GraphSettings(Table):
    """Whether memories are related to each other."""

    enabled: Annotated[
        bool,
        Field(
            description="Relate memories through names: recall searches relations and follows them"
            " from name to name, and a model extracts them. If false, facts alone are searched, and"
            " relations are kept only where relate states them."
        ),
    ] = True


class RememberSettings(Table):
    """How much one call may send."""

    wait_s: Annotated[
        float,
        Field(
            description="Seconds that a call waits for a model's decision, unless the caller says;"
            " a slower one continues in the background. Without a model the answer comes with the"
            " commit.",
            ge=0,
            le=600,
        ),
    ] = 5.0
    messages_max: Annotated[
        int,
        Field(description="Most messages in one call: bounds memory and time.", ge=1, le=100_000),
    ] = 1_000
    message_chars_max: Annotated[
        int,
        Field(description="Most characters in one message: logs are longer.", ge=1, le=1_000_000),
    ] = 20_000
    content_chars_max: Annotated[
        int,
        Field(
            description="Most characters of content: a statement, not a document.", ge=1, le=100_000
        ),
    ] = 4_000
    total_chars_max: Annotated[
        int,
        Field(
            description="Most characters in one call, which is stored as one episode.",
            ge=1,
            le=10_000_000,
        ),
    ] = 1_000_000


class RedactionSettings(Table):
    """What is redacted before anything is stored or sent: passwords, keys, card numbers."""

    allow: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=400)], ...],
        Field(
            description="Texts that look like a secret and are not, as they were sent, in any case:"
            " add what was redacted by mistake.",
            max_length=1_000,
        ),
    ] = ()
