"""The only place that builds concrete parts.

Importing it imports LanceDB, which takes a second: `running` does so in a worker thread.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial

import anyio.to_thread
from anyio.abc import TaskGroup

from mcp_mem0.adapters.clients.hooks.erasing import erase_from_hooks
from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.igraph_view import IgraphView
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.cached_embedder import CachedEmbedder
from mcp_mem0.app.backups.making import describe_known_backups
from mcp_mem0.app.caches import forget_texts
from mcp_mem0.app.deciding import (
    DecidingServices,
    Parts,
    build_decider,
    build_deciding,
    build_language_model,
)
from mcp_mem0.app.embedding import build_embedder, read_identity
from mcp_mem0.app.moving.exports import Transfer, build_transfer
from mcp_mem0.app.sights import Sights, build_recall_policy
from mcp_mem0.config import Settings
from mcp_mem0.domain.forgetting.prints import SALT_BYTES
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.requests.redaction import Redaction
from mcp_mem0.domain.results.erasure import ErasedWords
from mcp_mem0.ports import Clock, Embedder, ModelClient
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.rules import RulesDecider
from mcp_mem0.services.erase.erase import Clear, Erase, ListBackups
from mcp_mem0.services.erase.proof import EraseProof
from mcp_mem0.services.erase.retention import Retention, RetentionPolicy
from mcp_mem0.services.erase.scope import EraseScope
from mcp_mem0.services.erase.seeds import SeedSearch
from mcp_mem0.services.forget.fingerprinting import Fingerprinting
from mcp_mem0.services.forget.forget import Forget
from mcp_mem0.services.forget.listing import Listing
from mcp_mem0.services.forget.undo import Undo
from mcp_mem0.services.inspect.browse import Browse
from mcp_mem0.services.inspect.catalogue import Catalogue
from mcp_mem0.services.inspect.check import Check
from mcp_mem0.services.inspect.doubts import Doubts
from mcp_mem0.services.inspect.figures import Figures
from mcp_mem0.services.inspect.history import History
from mcp_mem0.services.inspect.watch import Watch
from mcp_mem0.services.queries.sessions import SessionResolver
from mcp_mem0.services.recall.about import About
from mcp_mem0.services.recall.recall import Recall
from mcp_mem0.services.remember.keep_both import KeepBoth
from mcp_mem0.services.remember.remember import Remember


@dataclass(frozen=True, kw_only=True)
class Services:
    """The use cases over one open store.

    `take_word` remembers what a person says of a fact in front of them, without asking a model.
    `warm_up` loads what the first embedding and the first question to a model would wait for.
    """

    records: LanceRecords
    remember: Remember
    take_word: Remember
    keep_both: KeepBoth
    recall: Recall
    sights: Sights
    forget: Forget
    erase: Erase
    retention: Retention
    history: History
    watch: Watch
    about: About
    view: IgraphView
    browse: Browse
    catalogue: Catalogue
    figures: Figures
    check: Check
    transfer: Transfer
    deciding: DecidingServices
    warm_up: Callable[[], Awaitable[None]]


async def open_services(
    settings: Settings,
    tasks: TaskGroup,
    closing: AsyncExitStack,
    *,
    now: Clock,
    embedder: Embedder | None = None,
) -> Services:
    """Open the store that the settings name, and build the use cases over it.

    Args:
        settings: The effective settings.
        tasks: Where decisions run when their callers no longer wait.
        closing: Told how to close what is opened here.
        now: The clock.
        embedder: Used instead of the one that the settings name.

    Raises:
        StoreError: The store cannot be opened.
        ModelError: The embedding model cannot be asked for its size.
        SettingsError: The settings of one of the models cannot work.
    """
    embeds = CachedEmbedder(embedder or build_embedder(settings.embedding, closing))
    model = build_language_model(settings.model, closing)
    records = build_records(settings, await read_identity(embeds))
    closing.callback(records.close)
    records.on_erased(embeds.drop_all)
    await records.open()
    parts = Parts(
        records=records,
        embedder=embeds,
        background=TaskQueue(tasks),
        ids=IdMaker(now, secrets.randbelow),
        now=now,
        rules=RulesDecider(),
        decider=None
        if model is None
        else build_decider(model, settings.model, has_graph=settings.graph.enabled),
        model=model,
        jitter=secrets.SystemRandom().random,
    )
    return build_services(
        settings,
        parts,
        warm_up=partial(_preload_models, embeds, model),
        clear_beside=partial(_clear_hooks, settings.store),
        list_backups=partial(_list_backups, settings),
    )


async def _clear_hooks(store: str, words: ErasedWords) -> Sequence[str]:
    """Remove erased words from what the hooks of this user keep."""
    state = get_user_places().state
    return await anyio.to_thread.run_sync(erase_from_hooks, state, words, store)


async def _list_backups(settings: Settings) -> Sequence[str]:
    return await anyio.to_thread.run_sync(describe_known_backups, settings)


async def _preload_models(embedder: Embedder, model: ModelClient | None) -> None:
    await embedder.preload()
    if model is not None:
        await model.preload()


def build_records(settings: Settings, identity: EmbedderIdentity) -> LanceRecords:
    """Return the store that the settings name, not opened yet, for vectors of a model."""
    storage = settings.storage
    return LanceRecords(
        settings.store,
        identity=identity,
        lock=storage.lock,
        lock_timeout_s=storage.lock_timeout_s,
        options=storage.options,
        roll_up_after_commits=storage.roll_up_after_commits,
        fold_after_rows=storage.fold_after_rows,
        compact_after_rows=storage.compact_after_rows,
        memory_mb=storage.memory_mb,
        read_timeout_s=storage.read_timeout_s,
        versions_kept_s=storage.versions_kept_s,
        zone=settings.zone,
    )


def build_services(
    settings: Settings,
    parts: Parts,
    *,
    warm_up: Callable[[], Awaitable[None]] | None = None,
    clear_beside: Clear | None = None,
    list_backups: ListBackups | None = None,
) -> Services:
    """Build the use cases over an open store; tests and benchmarks hand in parts of their own.

    Args:
        settings: The effective settings.
        parts: What the services are made of.
        warm_up: Loads the models; without it only the embedder is.
        clear_beside: Removes erased words from what lies beside the store.
        list_backups: Says which backups of the store are known.
    """
    made = build_deciding(settings, parts)
    conversations = SessionResolver(records=parts.records, now=parts.now)
    undo = Undo(records=parts.records, conversations=conversations, ids=parts.ids, now=parts.now)
    view = IgraphView(parts.records, parts.embedder)
    history = History(records=parts.records)
    redaction = Redaction(allow=settings.redaction.allow)
    recall = Recall(
        records=parts.records,
        embedder=parts.embedder,
        view=view,
        policy=build_recall_policy(settings.recall, has_graph=settings.graph.enabled),
        now=parts.now,
        redaction=redaction,
        has_model=parts.decider is not None,
    )
    listing = Listing(recall=recall, search=made.search)
    forget = Forget(
        records=parts.records,
        conversations=conversations,
        listing=listing,
        fingerprinting=Fingerprinting(
            records=parts.records, make_salt=partial(secrets.token_bytes, SALT_BYTES)
        ),
        undo=undo,
        ids=parts.ids,
        now=parts.now,
        redaction=redaction,
    )
    scope = EraseScope(
        records=parts.records, seeds=SeedSearch(records=parts.records, listing=listing)
    )
    erase = Erase(
        records=parts.records,
        scope=scope,
        proof=EraseProof(records=parts.records),
        forget=forget,
        conversations=conversations,
        ids=parts.ids,
        now=parts.now,
        clear_beside=clear_beside,
        is_bucket="://" in settings.store,
        list_backups=list_backups,
    )
    sights = Sights(recall=recall, history=history)
    doubts = Doubts(records=parts.records)
    catalogue = Catalogue(records=parts.records)
    browse = Browse(
        records=parts.records,
        history=history,
        catalogue=catalogue,
        spending=made.spending,
        doubts=doubts,
        redaction=redaction,
        embedder=parts.embedder.identity,
    )
    parts.records.on_erased(doubts.drop_all)
    figures = Figures(records=parts.records, browse=browse, now=parts.now)
    parts.records.on_erased(catalogue.drop_all)
    parts.records.on_erased(figures.drop_all)
    parts.records.on_erased(view.drop_all)
    parts.records.on_erased(forget_texts)
    remember = Remember(
        records=parts.records,
        embedder=parts.embedder,
        settler=made.settler,
        conversations=conversations,
        ids=parts.ids,
        now=parts.now,
        redaction=redaction,
    )
    return Services(
        records=parts.records,
        remember=remember,
        take_word=replace(remember, settler=made.word_settler),
        keep_both=KeepBoth(
            records=parts.records, conversations=conversations, ids=parts.ids, now=parts.now
        ),
        recall=recall,
        sights=sights,
        forget=forget,
        erase=erase,
        retention=Retention(
            records=parts.records,
            erase=erase,
            policy=RetentionPolicy(
                excerpts_days=settings.retention.excerpts_days,
                forgotten_days=settings.retention.forgotten_days,
            ),
            now=parts.now,
        ),
        history=history,
        watch=Watch(records=parts.records),
        about=About(records=parts.records, view=view, redaction=redaction),
        view=view,
        browse=browse,
        catalogue=catalogue,
        figures=figures,
        check=Check(records=parts.records, dimensions=parts.embedder.identity.dimensions),
        transfer=build_transfer(parts, scope),
        deciding=made,
        warm_up=warm_up or parts.embedder.preload,
    )
