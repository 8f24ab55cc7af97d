"""The two pipelines that decide with a language model: a case in, operations out.

Gathering and committing are `services/deciding`; the prompts are `prompts`.
"""

from mcp_mem0.services.deciding.pipelines.paper import PaperPipeline
from mcp_mem0.services.deciding.pipelines.single import SinglePipeline

__all__ = ["PaperPipeline", "SinglePipeline"]
