"""The two ways to decide with a language model: the same case in, the same operations out."""

from mcp_mem0.services.deciding.pipelines.paper import PaperPipeline
from mcp_mem0.services.deciding.pipelines.single import SinglePipeline

__all__ = ["PaperPipeline", "SinglePipeline"]
