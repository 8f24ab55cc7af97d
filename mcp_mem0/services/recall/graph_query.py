"""What recall returns for names without a question: the graph around or between them."""

from dataclasses import dataclass, replace

from mcp_mem0.domain.graph.model import SHOWN_MAX, AboutAnswer, AboutRequest, AsOf
from mcp_mem0.domain.graph.trimming import rewrite_facts, take_first_parts
from mcp_mem0.domain.model.filters import is_said_between
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.ports import GraphView, RecordReader
from mcp_mem0.services.recall.about import About


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuery:
    """Asks the graph, and drops what the request's filters exclude."""

    records: RecordReader
    view: GraphView
    redaction: Redaction

    async def answer(self, request: RecallRequest) -> AboutAnswer:
        """Return what the graph knows of the names, at most `limit` facts or paths."""
        is_bounded = bool(
            request.tags
            or request.said_since
            or request.said_until
            or request.sessions is not None
            or request.authors is not None
        )
        graph_request = AboutRequest(
            names=request.about,
            spaces=request.spaces,
            limit=SHOWN_MAX if is_bounded else request.limit,
            as_of=AsOf(valid_at=request.valid_at, known_at=request.known_at),
            include_retired=request.include_retired,
        )
        about = About(records=self.records, view=self.view, redaction=self.redaction)
        answer = await about.answer(graph_request)
        filtered = rewrite_facts(answer, lambda fact: fact if _is_wanted(fact, request) else None)
        return take_first_parts(filtered, request.limit)


def drop_known_names(answer: AboutAnswer, known_names: frozenset[str]) -> AboutAnswer:
    """Remove names from the unknown ones that are mentioned elsewhere."""
    unknown = tuple(each for each in answer.unknown if each.name not in known_names)
    return replace(answer, unknown=unknown)


def _is_wanted(fact: Fact, request: RecallRequest) -> bool:
    return (
        set(request.tags) <= set(fact.tags)
        and (request.sessions is None or fact.session in request.sessions)
        and (request.authors is None or fact.author in request.authors)
        and is_said_between(fact, request.said_since, request.said_until)
    )
