"""Whether a table's vectors are those of the model that this process embeds with."""

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.schema import read_identity
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.domain.model.vectors import EmbedderIdentity


def check_model_at_opening(schema: pa.Schema, identity: EmbedderIdentity) -> None:
    """Refuse a table whose vectors another model made.

    Raises:
        OtherModelError: One did; the message names both models and the ways out.
    """
    stored = read_identity(schema)
    if stored != identity:
        raise OtherModelError(
            f"the store's vectors were made by {stored}, and the settings name {identity}: run"
            " `mcp-mem0 reembed` to move the store to that, or restore [embedding], or choose"
            " another store with MCP_MEM0_STORE; nothing was changed"
        )


def check_model_since(schema: pa.Schema, identity: EmbedderIdentity) -> None:
    """Refuse a table that was moved to another model since this process opened it.

    Raises:
        OtherModelError: It was.
    """
    stored = read_identity(schema)
    if stored != identity:
        raise OtherModelError(
            f"the store was moved to the embedding model {stored}, and this program still uses"
            f" {identity}: let [embedding] in the file of settings name the new one, and try again;"
            " where a variable or a flag names it, start this program again with the new one;"
            " nothing was changed"
        )
