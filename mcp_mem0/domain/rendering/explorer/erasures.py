"""Rendering what an erase did, or would do, as the explorer shows it."""

from mcp_mem0.domain.rendering.erasure import EraseModel, build_erase_model, build_erase_receipt
from mcp_mem0.domain.results.erasure import EraseReport


class ErasureModel(EraseModel):
    """What an erase did, also in sentences."""

    summary: tuple[str, ...]


def build_erasure_model(report: EraseReport) -> ErasureModel:
    """Return a report as JSON."""
    plain = build_erase_model(report)
    known = {name: getattr(plain, name) for name in EraseModel.model_fields}
    return ErasureModel(**known, summary=build_erase_receipt(report).notes)
