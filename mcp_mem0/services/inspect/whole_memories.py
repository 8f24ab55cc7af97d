"""Reading memories whole, by their ids: facts with all revisions, messages, episodes, changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mcp_mem0.domain.errors import NotFoundError, RequestError, quote_value
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import (
    Prefix,
    format_message_id,
    list_excerpt_ids,
    parse_memory_id,
)
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.domain.rendering.itemised.whole import fit_whole_memories
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.history import FactHistory, WholeEpisode, WholeMemory, WholeMessage
from mcp_mem0.domain.results.recall_result import Recollection
from mcp_mem0.services.inspect.history import History, format_spaces
from mcp_mem0.services.recall.space_names import SpaceDirectory


@dataclass(frozen=True, kw_only=True)
class WholeMemories:
    """Reads what ids name, as far as its history may tell of it.

    Args:
        history: Reads facts and changes.
    """

    history: History

    async def answer(self, request: RecallRequest) -> Recollection:
        """Return what the ids of a request name, in their order, with a note on each that is not.

        The first is told whole, the others as far as they fit the token budget.

        Raises:
            NotFoundError: A space does not exist, or nothing of it is there.
        """
        names = SpaceDirectory(records=self.history.records, visible=request.visible_spaces)
        for space in request.spaces:
            if space not in request.usual_spaces:
                await names.check(space)
        found: list[WholeMemory] = []
        missed: list[str] = []
        for written in request.ids:
            try:
                memory = await self._read(written, request.spaces)
            except RequestError as error:
                missed.append(str(error))
            else:
                found.append(memory)
        if not found:
            raise NotFoundError("; ".join(missed))
        fitting, left_out = fit_whole_memories(found, tokens_max=request.max_tokens)
        return Recollection(memories=(), whole=fitting, notes=(*missed, *left_out))

    async def _read(self, written: str, spaces: Sequence[str]) -> WholeMemory:
        kind, row_id, revision = parse_memory_id(written)
        match kind:
            case Prefix.FACT:
                history = await self.history.read_fact_history(row_id, spaces)
                return history if revision is None else _select_revision(history, revision)
            case Prefix.CHANGE:
                return await self.history.read_change(row_id, spaces)
            case Prefix.EPISODE:
                return await self._read_episode(row_id, spaces)
            case _:
                return await self._read_message(row_id, spaces)

    async def _read_message(self, message_id: str, spaces: Sequence[str]) -> WholeEpisode:
        where = Filter(spaces=tuple(spaces), ids=list_excerpt_ids(message_id), state="any")
        rows = await self.history.records.find(Excerpt, where)
        if not rows:
            raise NotFoundError(
                f"there is no message {quote_value(message_id)} in {format_spaces(spaces)}:"
                " copy the id from recall or a receipt, or name the space"
            )
        [row] = rows
        episode = await self._read_episode(row.source, spaces, position=row.position)
        [message] = episode.messages
        # A long message has an id for each passage; it is told by the one that was asked for.
        return replace(episode, id=message_id, messages=(replace(message, id=message_id),))

    async def _read_episode(
        self, episode_id: str, spaces: Sequence[str], *, position: int | None = None
    ) -> WholeEpisode:
        records = self.history.records
        where = Filter(spaces=tuple(spaces), ids=(episode_id,), state="any")
        episodes = await records.find(Episode, where)
        if not episodes:
            raise NotFoundError(
                f"there is no episode {quote_value(episode_id)} in {format_spaces(spaces)}:"
                " copy the id from a receipt, or name the space"
            )
        [episode] = episodes
        passages = Filter(spaces=(episode.space,), sources=(episode_id,), state="any")
        rows = await records.find(Excerpt, passages)
        count = len(episode.intake.all_messages)
        places = range(count) if position is None else (position,)
        messages = (_build_message(episode, place, rows) for place in places)
        return WholeEpisode(
            id=episode_id,
            episode=episode_id,
            space=episode.space,
            session=episode.session,
            author=episode.author,
            messages=tuple(messages),
        )


def _build_message(episode: Episode, place: int, rows: Sequence[Excerpt]) -> WholeMessage:
    message = episode.intake.all_messages[place]
    # After an undo that brought it back there is an open copy beside the closed row.
    passages = sorted(
        (row for row in rows if row.position == place), key=lambda row: (not row.is_open, row.id)
    )
    first = passages[0] if passages else None
    return WholeMessage(
        id="" if first is None else format_message_id(first.id),
        said_at=episode.find_message_time(place),
        message=message if message.content.strip() else None,
        retired=None if first is None else first.retired_as,
    )


def _select_revision(history: FactHistory, revision: int) -> FactHistory:
    chosen = tuple(each for each in history.revisions if each.fact.revision == revision)
    if not chosen:
        newest = history.revisions[-1].fact.revision
        raise NotFoundError(
            f"fact {history.lineage} has no revision {revision}: its newest is {newest}"
        )
    return replace(history, revisions=chosen)
