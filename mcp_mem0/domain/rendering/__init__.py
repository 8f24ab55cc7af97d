"""Rendering the answers, each as text and as JSON that tell the same.

Some clients pass only the one to the model, and some only the other. How a change was decided is
in the JSON, and in the text only on request. Both are compact: no nulls,
no prose. What somebody said is always in quotation marks that it cannot break out of. What an
answer contains is decided in `services`.
"""

from mcp_mem0.domain.rendering.changes.receipt_words import describe_receipt
from mcp_mem0.domain.rendering.erasure import (
    EraseModel,
    build_erase_model,
    build_erase_receipt,
    render_erase_report,
)
from mcp_mem0.domain.rendering.receipts import ReceiptModel, build_receipt_model, render_receipt
from mcp_mem0.domain.rendering.recollections import (
    RecollectionModel,
    build_recollection_model,
    render_recollection,
)

__all__ = [
    "EraseModel",
    "ReceiptModel",
    "RecollectionModel",
    "build_erase_model",
    "build_erase_receipt",
    "build_receipt_model",
    "build_recollection_model",
    "describe_receipt",
    "render_erase_report",
    "render_receipt",
    "render_recollection",
]
