"""What a caller reads: each answer once as text and once as structure, with the same facts.

Some clients hand the model only the one and some only the other. Both are compact: no nulls,
no prose. What somebody said always stands in quotation marks that it cannot break out of.
"""

from mcp_mem0.domain.rendering.receipts import ReceiptModel, receipt_structure, receipt_text
from mcp_mem0.domain.rendering.recollections import (
    RecollectionModel,
    recollection_structure,
    recollection_text,
)

__all__ = [
    "ReceiptModel",
    "RecollectionModel",
    "receipt_structure",
    "receipt_text",
    "recollection_structure",
    "recollection_text",
]
