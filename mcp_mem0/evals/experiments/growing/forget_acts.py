"""Carrying out what somebody in a conversation asks to be forgotten, as an assistant would."""

from collections.abc import Collection
from dataclasses import replace

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.parsing import parse_forget_request
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import ForgetAct
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.session_calls import AUTHOR


async def carry_out_forgetting(memory: OpenMemory, act: ForgetAct) -> bool:
    """Forget what some turns left, and what else says the same; return whether they left anything.

    It is one call of `forget` with the ids of their messages, and of the facts drawn from them.
    What is forgotten already is passed over, so it can be done again.

    Raises:
        StoreError: Nothing was forgotten.
    """
    turns = await memory.read_turns()
    ids = await _list_ids(memory, {place for place, turn in turns.items() if turn in act.turns})
    if not ids:
        return False
    caller = memory.terms.caller
    request = parse_forget_request(
        caller=replace(caller, author=caller.author or AUTHOR),
        limits=memory.terms.limits,
        ids=ids,
        everywhere=True,
    )
    await memory.services.forget.forget(request)
    return True


async def _list_ids(memory: OpenMemory, places: Collection[Place]) -> tuple[str, ...]:
    """Return the ids of what is open of some messages, each once."""
    if not places:
        return ()
    records = memory.services.records
    where = Filter(
        spaces=(memory.space,), sources=tuple(sorted({place.source for place in places}))
    )
    facts = [each.lineage for each in await records.find(Fact, where) if get_place(each) in places]
    messages = [
        format_message_id(each.id)
        for each in await records.find(Excerpt, where)
        if get_place(each) in places
    ]
    return tuple(dict.fromkeys([*facts, *messages]))
