"""The two ways to decide with a language model: the same case in, the same operations out."""

from mcp_mem0.services.pipelines.paper import PaperPipeline
from mcp_mem0.services.pipelines.single import SinglePipeline

__all__ = ["PaperPipeline", "SinglePipeline"]
