"""Who may see what of the past: which services answer a question about it, and how they search."""

from dataclasses import dataclass, replace
from functools import cached_property

from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.config import RecallSettings
from mcp_mem0.domain.model.filters import Hidden
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.services.inspect.browse import Browse
from mcp_mem0.services.inspect.history import History
from mcp_mem0.services.inspect.whole_memories import WholeMemories
from mcp_mem0.services.queries.hybrid_search import RecallPolicy
from mcp_mem0.services.queries.limited_reading import LimitedReader, WordlessReader
from mcp_mem0.services.recall.recall import Recall


@dataclass(frozen=True, kw_only=True)
class Sights:
    """Chooses what answers a question, by who asks it.

    Attributes:
        recall: Answers questions about now, in which nothing closed is told.
        history: Tells of all revisions and changes.
    """

    recall: Recall
    history: History

    def choose_recall(self, request: RecallRequest) -> Recall:
        """Return what may answer a request to recall."""
        if request.is_about_now:
            return self.recall
        return self._past if request.sees_forgotten else self._told_past

    def choose_whole(self, request: RecallRequest) -> WholeMemories:
        """Return what may tell of the memories that a request names by their ids."""
        sees_forgotten = request.include_retired and request.sees_forgotten
        return WholeMemories(history=self.choose_history(sees_forgotten=sees_forgotten))

    def choose_history(self, *, sees_forgotten: bool) -> History:
        """Return what may tell of revisions and changes."""
        return self.history if sees_forgotten else self._wordless_history

    def choose_browse(self, browse: Browse, *, sees_forgotten: bool) -> Browse:
        """Return what may list and review rows: the same, or one to which nothing forgotten is."""
        if sees_forgotten:
            return browse
        records = LimitedReader(records=self.recall.records, hides="forgotten")
        return replace(browse, records=records, history=self._wordless_history)

    @cached_property
    def _past(self) -> Recall:
        return self._build_recall("erased")

    @cached_property
    def _told_past(self) -> Recall:
        return self._build_recall("forgotten")

    @cached_property
    def _wordless_history(self) -> History:
        return History(records=WordlessReader(records=self.history.records))

    def _build_recall(self, hides: Hidden) -> Recall:
        records = LimitedReader(records=self.recall.records, hides=hides)
        # Graphs of another time are loaded for each question.
        view = IgraphView(records, self.recall.embedder)
        return replace(self.recall, records=records, view=view)


def build_recall_policy(settings: RecallSettings, *, has_graph: bool) -> RecallPolicy:
    """Return how recall searches and weighs what it finds."""
    return RecallPolicy(
        candidates=settings.candidates,
        has_graph=has_graph,
        vector_weight=settings.vector_weight,
        words_weight=settings.words_weight,
        graph_weight=settings.graph_weight,
        neighbour_weight=settings.neighbour_weight,
    )
