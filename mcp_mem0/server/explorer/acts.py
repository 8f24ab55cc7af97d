"""The calls that change the memory; each answers with a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from mcp_mem0.domain.dates import format_moment, format_stated
from mcp_mem0.domain.errors import NotFoundError, RequestError, StaleError, quote_value
from mcp_mem0.domain.model.ids import format_revision_id, parse_fact_id
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering import ReceiptModel, build_receipt_model
from mcp_mem0.domain.rendering.explorer.erasures import ErasureModel, build_erasure_model
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing import (
    parse_change_request,
    parse_erase_call,
    parse_history_request,
)
from mcp_mem0.domain.requests.parsing.parse_browse import parse_settle_request
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.suggested_call import Call
from mcp_mem0.server.explorer.calls import ExplorerCall, Person
from mcp_mem0.server.explorer.inputs import (
    ConfirmInput,
    CorrectInput,
    EraseIdsInput,
    ForgetIdsInput,
    RevisionInput,
    SettleInput,
    StatementInput,
    UndoInput,
)
from mcp_mem0.server.explorer.memory import ExplorerMemory
from mcp_mem0.server.mcp.arguments.refusals import parse_arguments
from mcp_mem0.server.mcp.inputs import ForgetInput, RelateInput, RememberInput
from mcp_mem0.server.mcp.memory import Terms

ERASE_WORD: Final = "erase"
"""What a person types before anything is removed for good."""

DECIDED_WITHIN_S: Final = 5.0
"""How long what a person says of a fact is waited for at least; rules take milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Makes the changes in one memory."""

    memory: ExplorerMemory
    terms: Terms

    def build_calls(self) -> Sequence[ExplorerCall[Any]]:
        """Return the calls."""
        return (
            ExplorerCall(name="remember", arguments=StatementInput, answer=self.remember),
            ExplorerCall(name="correct", arguments=CorrectInput, answer=self.correct),
            ExplorerCall(name="settle", arguments=SettleInput, answer=self.settle),
            ExplorerCall(name="confirm", arguments=ConfirmInput, answer=self.confirm),
            ExplorerCall(name="forget", arguments=ForgetIdsInput, answer=self.forget),
            ExplorerCall(name="erase", arguments=EraseIdsInput, answer=self.erase),
            ExplorerCall(name="undo", arguments=UndoInput, answer=self.undo),
        )

    async def remember(self, arguments: StatementInput, person: Person) -> ReceiptModel:
        """Remember a statement that somebody typed."""
        request = self._parse_statement(
            person,
            space=arguments.space,
            content=arguments.text,
            tags=arguments.tags,
            valid_from=arguments.valid_from,
        )
        return build_receipt_model(await self.memory.remember(request))

    async def correct(self, arguments: CorrectInput, person: Person) -> ReceiptModel:
        """Replace a fact as it was seen by what is true instead."""
        if not arguments.text.strip():
            raise RequestError("text is empty: say what is true instead, or forget the fact")
        seen = _format_seen(arguments)
        receipt = await self._restate(
            person,
            space=arguments.space,
            content=arguments.text,
            valid_from=arguments.valid_from,
            replaces=[seen],
            replaces_as=arguments.kind,
            dry_run=arguments.dry_run,
        )
        return build_receipt_model(receipt)

    async def settle(self, arguments: SettleInput, person: Person) -> ReceiptModel:
        """Settle a conflict: keep the newer fact, the older one, or both."""
        return build_receipt_model(await self.settle_conflict(arguments, person))

    async def settle_conflict(self, arguments: SettleInput, person: Person) -> Receipt:
        """Settle a conflict as `settle` does, and return the receipt itself."""
        older, newer = _format_seen(arguments.older), _format_seen(arguments.newer)
        request = parse_settle_request(
            older,
            newer,
            caller=person.caller,
            limits=self.terms.limits,
            space=arguments.space,
        )
        if arguments.keep == "both":
            return await self.memory.keep_both(request)
        is_newer = arguments.keep == "newer"
        kept = await self._find_open(
            arguments.newer if is_newer else arguments.older, person, request.space
        )
        # What was kept although it is older says that the newer one never was so.
        return await self._restate(
            person,
            space=request.space,
            content=kept.text,
            tags=list(kept.tags),
            said_at=format_moment(kept.said_at) if is_newer else None,
            valid_from=format_stated(kept.since, times=True) if kept.valid_from else None,
            replaces=[older, newer],
            replaces_as="change" if is_newer else "correction",
        )

    async def confirm(self, arguments: ConfirmInput, person: Person) -> ReceiptModel:
        """Close what a decision left open until somebody confirms it."""
        details = await self.memory.read_change(
            parse_change_request(arguments.change, caller=person.caller, space=arguments.space)
        )
        wanted = {parse_fact_id(each)[0] for each in arguments.closes}
        for withheld in details.withheld:
            if {fact.id for fact in withheld.closes} == wanted:
                return build_receipt_model(await self._make_call(withheld.confirm, person))
        raise NotFoundError(
            f"change {quote_value(arguments.change)} leaves none of these to confirm: it may have"
            " been settled meanwhile"
        )

    async def forget(self, arguments: ForgetIdsInput, person: Person) -> ReceiptModel:
        """Retire facts and messages, or say what that would do."""
        request = parsing.parse_forget_request(
            caller=person.caller,
            limits=self.terms.limits,
            ids=arguments.ids,
            space=arguments.space,
            everywhere=arguments.everywhere,
            dry_run=arguments.dry_run,
        )
        return build_receipt_model(await self.memory.forget(request))

    async def undo(self, arguments: UndoInput, person: Person) -> ReceiptModel:
        """Undo a change as a whole."""
        request = parsing.parse_forget_request(
            caller=person.caller,
            limits=self.terms.limits,
            undo=arguments.change,
            space=arguments.space,
            dry_run=arguments.dry_run,
        )
        return build_receipt_model(await self.memory.forget(request))

    async def erase(self, arguments: EraseIdsInput, person: Person) -> ErasureModel:
        """Remove facts and messages for good, or say what that would remove."""
        request = parse_erase_call(
            caller=person.caller,
            limits=self.terms.limits,
            ids=arguments.ids,
            space=arguments.space,
            dry_run=arguments.dry_run,
        )
        if not arguments.dry_run and arguments.typed != ERASE_WORD:
            raise RequestError(
                f"typed is {quote_value(arguments.typed or '')}: nothing is erased until the word"
                f" {ERASE_WORD} is typed"
            )
        return build_erasure_model(await self.memory.erase(request))

    async def _restate(self, person: Person, **arguments: Any) -> Receipt:  # noqa: ANN401 - as the parser checks them
        """Remember what somebody says of a fact that they see."""
        return await self._take_word(self._parse_statement(person, **arguments))

    async def _take_word(self, request: RememberRequest) -> Receipt:
        """Let rules decide: no model is asked that may fail, and the caller sees what was done."""
        return await self.memory.take_word(
            replace(request, wait_s=max(request.wait_s, DECIDED_WITHIN_S))
        )

    def _parse_statement(self, person: Person, **arguments: Any) -> RememberRequest:  # noqa: ANN401 - the same
        return parsing.parse_remember_request(
            caller=person.caller,
            limits=self.terms.limits,
            wait_s=self.terms.wait_s,
            **arguments,
        )

    async def _find_open(self, seen: RevisionInput, person: Person, space: str) -> Fact:
        """Return a fact, which must be open in the revision that was seen.

        Raises:
            StaleError: It has changed since.
        """
        request = parse_history_request(seen.id, caller=person.caller, space=space)
        history = await self.memory.read_fact_history(request)
        newest = history.revisions[-1].fact
        if not newest.is_open or newest.revision != seen.revision:
            raise StaleError(
                f"fact {seen.id} has changed since revision {seen.revision}: look at it again"
            )
        return newest

    async def _make_call(self, call: Call, person: Person) -> Receipt:
        """Make the call that an answer suggested, with the rights of whoever confirms it."""
        given: dict[str, object] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in call.arguments
        }
        caller, limits = person.caller, self.terms.limits
        match call.tool:
            case "remember":
                said = parse_arguments(RememberInput, given, tool=call.tool)
                return await self._take_word(
                    parsing.parse_remember_request(
                        caller=caller,
                        limits=limits,
                        content=said.content,
                        space=said.space,
                        tags=said.tags,
                        said_at=said.said_at,
                        valid_from=said.valid_from,
                        valid_to=said.valid_to,
                        replaces=said.replaces,
                        replaces_as=said.replaces_as,
                        wait_s=self.terms.wait_s,
                    )
                )
            case "forget":
                chosen = parse_arguments(ForgetInput, given, tool=call.tool)
                return await self.memory.forget(
                    parsing.parse_forget_request(
                        caller=caller, limits=limits, ids=chosen.ids, space=chosen.space
                    )
                )
            case "relate":
                stated = parse_arguments(RelateInput, given, tool=call.tool)
                return await self._take_word(
                    parsing.parse_relate_request(
                        caller=caller,
                        limits=limits,
                        subject=stated.subject,
                        predicate=stated.predicate,
                        object=stated.object,
                        space=stated.space,
                        valid_from=stated.valid_from,
                        valid_to=stated.valid_to,
                        replaces=stated.replaces,
                        replaces_as=stated.replaces_as,
                        wait_s=self.terms.wait_s,
                    )
                )


def _format_seen(seen: RevisionInput | CorrectInput) -> str:
    """Return the id of a fact with the revision that somebody saw."""
    lineage, _ = parse_fact_id(seen.id)
    return format_revision_id(lineage, seen.revision)
