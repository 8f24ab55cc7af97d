"""Building the services that decide: with a language model if one is configured, or the rules."""

import logging
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.language import ModelEndpoint, connect_model
from mcp_mem0.config import DecidingSettings, ModelSettings, Settings, find_model_access
from mcp_mem0.domain.model.attempts import RetryPolicy
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.ports import Clock, Decider, Embedder, LanguageModel, ModelClient
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.budget import Budget, CostReporter
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.context import Gather
from mcp_mem0.services.deciding.neighbour_search import NeighbourSearch
from mcp_mem0.services.deciding.pipelines import PaperPipeline, SinglePipeline
from mcp_mem0.services.deciding.pipelines.paper import PaperPolicy
from mcp_mem0.services.deciding.pipelines.single import SinglePolicy
from mcp_mem0.services.deciding.proposer import Proposer
from mcp_mem0.services.deciding.replay import Replay
from mcp_mem0.services.deciding.rules import ExplainedRules
from mcp_mem0.services.deciding.summary import Summarise
from mcp_mem0.services.settling.claims import Claims
from mcp_mem0.services.settling.group_commit import GroupCommit
from mcp_mem0.services.settling.model_retry import ModelRetry
from mcp_mem0.services.settling.model_settler import ModelSettler
from mcp_mem0.services.settling.pending import Pending
from mcp_mem0.services.settling.rules_settler import RulesSettler
from mcp_mem0.services.settling.settler import Settler

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts that the services of one process share.

    Args:
        records: The open store.
        embedder: Makes the vectors in it.
        background: Runs what its caller no longer waits for.
        ids: Makes ids.
        now: The clock.
        rules: Decide without a model, or when it failed too often.
        decider: Decides with a model; None leaves it to the rules.
        model: Writes summaries; None writes none.
        jitter: Returns a number from 0 to below 1; processes must not retry at the same moment.
    """

    records: LanceRecords
    embedder: Embedder
    background: TaskQueue
    ids: IdMaker
    now: Clock
    rules: Decider
    decider: Decider | None
    model: LanguageModel | None
    jitter: Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class DecidingServices:
    """The services that decide.

    Without a model `replay` is None. `word_settler` has rules decide although there may be a model:
    what a person says of a fact in front of them.
    """

    commit_loop: CommitLoop
    search: NeighbourSearch
    settler: Settler
    word_settler: Settler
    pending: Pending
    spending: CostReporter
    replay: Replay | None


def build_language_model(settings: ModelSettings, closing: AsyncExitStack) -> ModelClient | None:
    """Return the model that is configured, or None.

    Raises:
        SettingsError: The key or the address cannot be used.
    """
    access = find_model_access(settings, os.environ)
    if access is None:
        return None
    if access.passed_over:
        names = " and ".join(access.passed_over)
        log.warning("%s, so %s in the environment does not apply", access.reason, names)
    endpoint = ModelEndpoint(
        model=settings.name,
        dialect=settings.dialect,
        api_key=access.api_key,
        headers=access.headers,
        base_url=access.base_url,
        effort=settings.effort,
        timeout_s=settings.timeout_s,
        retries=settings.retries,
        max_tokens=settings.max_tokens,
    )
    model = connect_model(endpoint)
    closing.push_async_callback(model.aclose)
    return model


def build_decider(model: LanguageModel, settings: ModelSettings, *, has_graph: bool) -> Decider:
    """Return the configured pipeline, with a model; without a graph it extracts no relations."""
    likeness = settings.name_likeness
    if settings.pipeline == "paper":
        return PaperPipeline(
            model=model, policy=PaperPolicy(name_likeness=likeness, has_graph=has_graph)
        )
    return SinglePipeline(
        model=model, policy=SinglePolicy(name_likeness=likeness, has_graph=has_graph)
    )


def build_deciding(settings: Settings, parts: Parts) -> DecidingServices:
    """Build the services that decide."""
    limits = settings.deciding
    search = NeighbourSearch(records=parts.records, embedder=parts.embedder)
    gather = Gather(records=parts.records, search=search)
    budget = Budget(records=parts.records, tokens_a_day=limits.daily_tokens, now=parts.now)
    proposer = Proposer(
        records=parts.records,
        decider=parts.decider or parts.rules,
        gather=gather,
        now=parts.now,
        closes_max=limits.closes_max,
    )
    commit_loop = CommitLoop(
        records=parts.records,
        embedder=parts.embedder,
        proposer=proposer,
        ids=parts.ids,
        now=parts.now,
    )
    summarise = _build_summarise(limits, parts, budget)
    settler = _build_settler(limits, parts, commit_loop, budget, summarise)
    return DecidingServices(
        commit_loop=commit_loop,
        search=search,
        settler=settler,
        word_settler=settler if parts.decider is None else _build_word_settler(parts, proposer),
        pending=Pending(records=parts.records, settler=settler, background=parts.background),
        spending=CostReporter(records=parts.records),
        replay=None
        if parts.decider is None
        else Replay(
            records=parts.records,
            gather=gather,
            decider=parts.decider,
            budget=budget,
            closes_max=limits.closes_max,
        ),
    )


def _build_settler(
    limits: DecidingSettings,
    parts: Parts,
    commit_loop: CommitLoop,
    budget: Budget,
    summarise: Summarise | None,
) -> Settler:
    if parts.decider is None:
        return _build_rules_settler(parts, commit_loop)
    claims = Claims(records=parts.records, commit_loop=commit_loop, rules=parts.rules)
    retry = ModelRetry(
        records=parts.records,
        commit_loop=commit_loop,
        claims=claims,
        ids=parts.ids,
        now=parts.now,
        policy=RetryPolicy(
            first_s=limits.retry_first_s,
            longest_s=limits.retry_max_s,
            failures_max=limits.failures_max,
            answers_max=limits.answers_max,
        ),
        budget=budget,
        jitter=parts.jitter,
    )
    return ModelSettler(
        records=parts.records,
        commit_loop=commit_loop,
        retry=retry,
        background=parts.background,
        now=parts.now,
        summarise=summarise,
    )


def _build_rules_settler(parts: Parts, commit_loop: CommitLoop) -> RulesSettler:
    return RulesSettler(
        records=parts.records,
        commit_loop=commit_loop,
        groups=GroupCommit(commit_loop=commit_loop, background=parts.background),
        claims=Claims(records=parts.records, commit_loop=commit_loop, rules=parts.rules),
    )


def _build_word_settler(parts: Parts, proposer: Proposer) -> RulesSettler:
    """Return what settles by rules beside a model."""
    rules = ExplainedRules(rules=parts.rules, because="a person said what holds")
    commit_loop = CommitLoop(
        records=parts.records,
        embedder=parts.embedder,
        proposer=replace(proposer, decider=rules),
        ids=parts.ids,
        now=parts.now,
    )
    return _build_rules_settler(parts, commit_loop)


def _build_summarise(limits: DecidingSettings, parts: Parts, budget: Budget) -> Summarise | None:
    if parts.model is None:
        return None
    return Summarise(
        records=parts.records,
        model=parts.model,
        budget=budget,
        ids=parts.ids,
        now=parts.now,
        every=limits.summary_every,
    )
