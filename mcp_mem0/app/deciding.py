"""Putting together what decides: a language model where one is configured, else the rules."""

import logging
import os
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.messages_api import MessagesApi, ModelEndpoint
from mcp_mem0.config import ModelSettings, Settings, find_model_access
from mcp_mem0.domain.model.attempts import RetryPolicy
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.ports import Clock, Decider, Embedder, LanguageModel
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.budget import Budget, CostReporter
from mcp_mem0.services.deciding.context import Gather
from mcp_mem0.services.deciding.decide import Decide
from mcp_mem0.services.deciding.pending import Pending
from mcp_mem0.services.deciding.pipelines import PaperPipeline, SinglePipeline
from mcp_mem0.services.deciding.pipelines.paper import PaperPolicy
from mcp_mem0.services.deciding.pipelines.single import SinglePolicy
from mcp_mem0.services.deciding.replay import Replay
from mcp_mem0.services.deciding.rules import RulesDecider
from mcp_mem0.services.deciding.settle import Persistence, Settle
from mcp_mem0.services.deciding.summary import Summarise

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class DecidingServices:
    """The services that decide; `summarise` and `replay` need a model, so without one are None."""

    gather: Gather
    settle: Settle
    pending: Pending
    spending: CostReporter
    summarise: Summarise | None
    replay: Replay | None


def build_language_model(settings: ModelSettings, closing: AsyncExitStack) -> MessagesApi | None:
    """Return the model that the settings and the environment name, or None.

    Raises:
        SettingsError: The key or the address cannot be used.
    """
    access = find_model_access(settings, os.environ)
    if access is None:
        return None
    if access.passed_over:
        log.warning(
            "the model's key is from model.api_key_file, so %s of the environment does not hold",
            " and ".join(access.passed_over),
        )
    endpoint = ModelEndpoint(
        model=settings.name,
        api_key=access.api_key,
        is_key_private=access.is_key_private,
        base_url=access.base_url,
        effort=settings.effort,
        timeout_s=settings.timeout_s,
        retries=settings.retries,
        max_tokens=settings.max_tokens,
    )
    model = MessagesApi(endpoint)
    closing.push_async_callback(model.aclose)
    return model


def build_decider(model: LanguageModel, settings: ModelSettings) -> Decider:
    """Return the pipeline that the settings name, over a model."""
    if settings.pipeline == "paper":
        return PaperPipeline(model=model, policy=PaperPolicy(name_likeness=settings.name_likeness))
    return SinglePipeline(model=model, policy=SinglePolicy(name_likeness=settings.name_likeness))


def build_deciding(  # noqa: PLR0913 - what deciding is made of
    settings: Settings,
    *,
    records: LanceRecords,
    embedder: Embedder,
    model: LanguageModel | None,
    background: TaskQueue,
    ids: IdMaker,
    now: Clock,
) -> DecidingServices:
    """Put the services that decide together."""
    rules = RulesDecider()
    gather = Gather(records=records, embedder=embedder)
    decider = rules if model is None else build_decider(model, settings.model)
    closes_max = settings.deciding.closes_max
    decide = Decide(
        records=records,
        embedder=embedder,
        decider=decider,
        gather=gather,
        ids=ids,
        now=now,
        closes_max=closes_max,
    )
    budget = Budget(records=records, tokens_a_day=settings.deciding.daily_tokens, now=now)
    settle = Settle(
        records=records,
        decide=decide,
        ids=ids,
        now=now,
        persistence=None if model is None else _build_persistence(settings, budget, rules),
    )
    return DecidingServices(
        gather=gather,
        settle=settle,
        pending=Pending(records=records, settle=settle, rules=rules, background=background),
        spending=CostReporter(records=records),
        summarise=None
        if model is None
        else Summarise(
            records=records,
            model=model,
            budget=budget,
            ids=ids,
            now=now,
            every=settings.deciding.summary_every,
        ),
        replay=None
        if model is None
        else Replay(
            records=records, gather=gather, decider=decider, budget=budget, closes_max=closes_max
        ),
    )


def _build_persistence(settings: Settings, budget: Budget, rules: Decider) -> Persistence:
    limits = settings.deciding
    policy = RetryPolicy(
        first_s=limits.retry_first_s,
        longest_s=limits.retry_max_s,
        failures_max=limits.failures_max,
        answers_max=limits.answers_max,
    )
    chance = secrets.SystemRandom()
    return Persistence(policy=policy, budget=budget, rules=rules, jitter=chance.random)
