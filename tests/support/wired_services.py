"""All services of one process on a real store, wired like in the app."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import anyio

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.app.deciding import Parts
from mcp_mem0.app.parts import Services, build_services
from mcp_mem0.config import DecidingSettings, Settings
from mcp_mem0.domain.decisions.episode_builder import build_episode
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import (
    Episode,
    Excerpt,
    Fact,
    Intake,
    Message,
    Relation,
    StatedRelation,
    Target,
)
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ForgetFacts,
    ForgetRequest,
    ForgetSelection,
    RememberRequest,
    UndoChange,
)
from mcp_mem0.domain.requests.parsing import (
    parse_forget_request,
    parse_relate_request,
    parse_remember_request,
)
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.suggested_call import Call
from mcp_mem0.ports import Decider, LanguageModel
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.budget import CostReporter
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.rules import RulesDecider
from mcp_mem0.services.forget.forget import Forget
from mcp_mem0.services.inspect.check import Check
from mcp_mem0.services.inspect.history import History
from mcp_mem0.services.remember.remember import Remember
from mcp_mem0.services.settling.group_commit import GroupCommit
from mcp_mem0.services.settling.model_settler import ModelSettler
from mcp_mem0.services.settling.pending import Pending
from mcp_mem0.services.settling.rules_settler import RulesSettler
from mcp_mem0.services.settling.settler import Settler
from tests.support.doubles import DIMENSIONS, FixedClock, ReadableEmbedder

SPACE = "home"
PATIENT = DecidingSettings(
    retry_first_s=60.0, retry_max_s=600.0, failures_max=4, answers_max=3, summary_every=4
)
ASK = RememberRequest(intake=Intake(), space=SPACE, session="morning", author="tester", wait_s=60.0)


def target(written: str) -> Target:
    lineage, _, revision = written.partition(".")
    return Target(lineage=lineage, revision=int(revision) if revision else None)


def name_ids(*ids: str) -> ForgetFacts:
    """Return the request that names facts and messages by their ids."""
    return ForgetFacts(
        targets=tuple(target(each) for each in ids if each.startswith("f_")),
        messages=tuple(each for each in ids if not each.startswith("f_")),
    )


def fact_id(receipt: Receipt) -> str:
    """Return the id of the fact that a receipt names first."""
    return str(receipt.outcomes[0].id)


@dataclass(kw_only=True)
class World:
    """One process: its services, and short ways to ask them."""

    settings: Settings
    parts: Parts
    records: LanceRecords
    embedder: ReadableEmbedder
    clock: FixedClock
    remembering: Remember
    commit_loop: CommitLoop
    settler: Settler
    pendings: Pending
    spending: CostReporter
    forgetting: Forget
    history: History

    @property
    def model_settler(self) -> ModelSettler:
        assert isinstance(self.settler, ModelSettler)
        return self.settler

    def services_by(self, rules: Decider) -> Services:
        """Return services on the same parts with another decider instead of the rules."""
        return build_services(self.settings, replace(self.parts, decider=None, rules=rules))

    def groups_by(self, rules: Decider) -> GroupCommit:
        """Return what commits together what these rules decide."""
        settler = self.services_by(rules).deciding.settler
        assert isinstance(settler, RulesSettler)
        return settler.groups

    async def state(self, text: str, *replaces: str, ask: RememberRequest = ASK) -> Receipt:
        """Remember a statement, which replaces the facts that are named."""
        intake = Intake(content=text, replaces=tuple(map(target, replaces)))
        return await self.remembering.remember(replace(ask, intake=intake))

    async def relate(
        self, subject: str, predicate: str, object_: str, *replaces: str, ask: RememberRequest = ASK
    ) -> Receipt:
        """Remember a relation, which replaces the facts that are named."""
        stated = StatedRelation(subject=subject, predicate=predicate, object=object_)
        intake = Intake(relation=stated, replaces=tuple(map(target, replaces)))
        return await self.remembering.remember(replace(ask, intake=intake))

    async def say(self, *words: str, ask: RememberRequest = ASK) -> Receipt:
        """Remember messages of the user only."""
        messages = tuple(Message(role="user", content=each) for each in words)
        return await self.remembering.remember(replace(ask, intake=Intake(messages=messages)))

    async def forget(self, *ids: str, dry_run: bool = False) -> Receipt:
        """Forget the facts and messages that are named."""
        return await self.ask_forget(name_ids(*ids), dry_run=dry_run)

    async def undo(self, change: str | None, *, dry_run: bool = False) -> Receipt:
        """Take a change back."""
        return await self.ask_forget(UndoChange(change=change or "none"), dry_run=dry_run)

    async def ask_forget(
        self, what: ForgetSelection, *, everywhere: bool = False, dry_run: bool = False
    ) -> Receipt:
        request = ForgetRequest(
            what=what,
            space=SPACE,
            session="evening",
            author="tester",
            everywhere=everywhere,
            dry_run=dry_run,
        )
        return await self.forgetting.forget(request)

    async def make(self, call: Call) -> Receipt:
        """Make the very call that a receipt names, from another conversation."""
        # A usual space of another name: the call must say itself where it is to be made.
        caller = Caller(author="tester", session="night", space="usual", read_spaces=("usual",))
        given: dict[str, Any] = {"caller": caller, "limits": Limits(), **dict(call.arguments)}
        match call.tool:
            case "remember":
                return await self.remembering.remember(parse_remember_request(**given, wait_s=60.0))
            case "relate":
                return await self.remembering.remember(parse_relate_request(**given, wait_s=60.0))
            case "forget":
                return await self.forgetting.forget(parse_forget_request(**given))

    async def facts(self) -> list[Fact]:
        return await self.records.find(Fact, Filter(spaces=(SPACE,)))

    async def texts(self) -> list[str]:
        return sorted(fact.text for fact in await self.facts())

    async def leave_pending(
        self, text: str, *replaces: str, kind: ChangeKind | None = None
    ) -> Episode:
        """Keep a statement as a process does that dies before it decides."""
        named = tuple(map(target, replaces))
        intake = Intake(content=text, replaces=named, replaces_as=kind)
        request = replace(ASK, intake=intake)
        episode = build_episode(
            request, session="morning", now=self.clock(), new_id=self.parts.ids.make_id
        )
        await self.records.append(episode, [])
        return episode

    async def gather_ahead(self, episode: Episode) -> Incoming:
        """Gather for an episode as if its caller waited."""
        head = await self.records.read_head(SPACE)
        incoming = Incoming(episode=episode, head=head, wait_s=1.0)
        return await self.commit_loop.proposer.gather_ahead(incoming)

    async def excerpt_rows(self) -> list[Excerpt]:
        return await self.records.find(Excerpt, Filter(spaces=(SPACE,)))

    async def excerpts(self) -> list[str]:
        return sorted(excerpt.text for excerpt in await self.excerpt_rows())

    async def episodes(self) -> list[Episode]:
        return await self.records.find(Episode, Filter(spaces=(SPACE,)))

    async def relations(self) -> list[str]:
        found = await self.records.find(Relation, Filter(spaces=(SPACE,)))
        return sorted(relation.text for relation in found)

    async def changes(self) -> list[Change]:
        return await self.records.find(Change, Filter(spaces=(SPACE,), state="any"))

    async def check(self) -> list[str]:
        """Return in which ways the store disagrees."""
        return await Check(records=self.records, dimensions=DIMENSIONS).find_violations()

    async def settle_due(self, *, is_asked_for: bool = True) -> int:
        """Decide pending episodes; only those that are due, unless asked for."""
        return await self.pendings.settle_due([SPACE], is_asked_for=is_asked_for)

    async def attempts(self) -> list[Attempt]:
        return await self.records.find(Attempt, Filter(spaces=(SPACE,)))

    async def pending(self) -> list[Episode]:
        return await self.records.find(Episode, Filter(spaces=(SPACE,), pending=True))


@asynccontextmanager
async def opened_world(
    folder: Path,
    *,
    decider: Decider | None = None,
    clock: FixedClock | None = None,
    model: LanguageModel | None = None,
    tokens_a_day: int = 0,
) -> AsyncGenerator[World]:
    """Open the store in a folder as one process does; at the end its rows must agree.

    With a decider it goes on as with a model that may fail; `model` writes summaries.
    """
    clock = clock or FixedClock()
    embedder = ReadableEmbedder()
    records = LanceRecords(str(folder), identity=embedder.identity)
    await records.open()
    settings = Settings(
        store=str(folder),
        deciding=PATIENT.model_copy(update={"daily_tokens": tokens_a_day}),
    )
    async with anyio.create_task_group() as tasks:
        parts = Parts(
            records=records,
            embedder=embedder,
            background=TaskQueue(tasks),
            ids=IdMaker(clock, secrets.randbelow),
            now=clock,
            rules=RulesDecider(),
            decider=decider,
            model=model,
            jitter=lambda: 0.999,
        )
        services = build_services(settings, parts)
        world = World(
            settings=settings,
            parts=parts,
            records=records,
            embedder=embedder,
            clock=clock,
            commit_loop=services.deciding.commit_loop,
            settler=services.deciding.settler,
            pendings=services.deciding.pending,
            spending=services.deciding.spending,
            history=services.history,
            forgetting=services.forget,
            remembering=services.remember,
        )
        yield world
        assert await world.check() == []
        tasks.cancel_scope.cancel()
    records.close()
