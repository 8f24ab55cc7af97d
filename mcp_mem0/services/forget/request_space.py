"""Finding the space in which what is to be forgotten is."""

from dataclasses import replace

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id, list_excerpt_ids
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.model import ForgetFacts, ForgetRequest, UndoChange
from mcp_mem0.ports import Records
from mcp_mem0.services.recall.space_names import SpaceDirectory


async def find_space(records: Records, request: ForgetRequest) -> ForgetRequest:
    """Return the request for the space in which what it names is, if it names none.

    Raises:
        NotFoundError: The call names a space that does not exist.
        RequestError: Its ids are of several spaces.
    """
    if request.is_space_named:
        await SpaceDirectory(records=records, visible=request.visible_spaces).check(request.space)
    spaces = request.spaces
    if len(spaces) < 2:  # noqa: PLR2004 - several
        return request
    match request.what:
        case ForgetFacts() as what:
            found = await _find_spaces_of_ids(records, spaces, what)
        case UndoChange(change=change):
            where = Filter(spaces=spaces, ids=(change,), state="any")
            found = {row.id: row.space for row in await records.find(Change, where)}
        case _:
            return request
    chosen = dict.fromkeys(found.values())
    if len(chosen) > 1:
        parts = (
            f"{quote_value(space)} has {', '.join(row for row in found if found[row] == space)}"
            for space in chosen
        )
        raise RequestError(
            f"the ids are of {len(chosen)} spaces: {'; '.join(parts)}: call forget for each"
        )
    return replace(request, space=next(iter(chosen), request.space))


async def _find_spaces_of_ids(
    records: Records, spaces: tuple[str, ...], what: ForgetFacts
) -> dict[str, str]:
    lineages = tuple(target.lineage for target in what.targets)
    messages = tuple(row for each in what.messages for row in list_excerpt_ids(each))
    found: dict[str, str] = {}
    if lineages:
        facts = Filter(spaces=spaces, lineages=lineages, state="any")
        found |= {row.lineage: row.space for row in await records.find(Fact, facts)}
    if messages:
        passages = Filter(spaces=spaces, ids=messages, state="any")
        rows = await records.find(Excerpt, passages)
        found |= {format_message_id(row.id): row.space for row in rows}
    return found
