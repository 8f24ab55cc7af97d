"""Recall of facts in eight languages, asked for in their own and in another, by embedding model.

    python -m benchmarks.languages [MODEL …]

The models are those of embedding.provider; the set is `languages.toml`. Each fact is the only one
that answers its questions. The first rows order all facts by meaning alone, the others are answers
of recall, without the words index and with it.
"""

import asyncio
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NotRequired, TypeAlias, TypedDict, cast

import numpy as np

from benchmarks.measure import table
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.adapters.models.multilingual_embedder import MultilingualEmbedder
from mcp_mem0.app.running import App, build_app
from mcp_mem0.config import RecallSettings, Settings
from mcp_mem0.config.sections.models import EmbeddingSettings
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import RecallRequest, RememberRequest
from mcp_mem0.ports import Embedder

SET: Final = Path(__file__).with_name("languages.toml")
SPACE: Final = "languages"
MODELS: Final = ("minilm", "multilingual")
FIRST_FEW: Final = 5

Kind: TypeAlias = Literal["own", "other"]
KINDS: Final[tuple[Kind, ...]] = ("own", "other")

AskedFact = TypedDict(
    "AskedFact",
    {"language": str, "text": str, "own": str, "in": str, "other": str, "note": NotRequired[str]},
)


def load_facts() -> Sequence[AskedFact]:
    """Return the facts of the set, with their questions."""
    return cast("list[AskedFact]", tomllib.loads(SET.read_text(encoding="utf-8"))["fact"])


async def _rank_by_meaning(embedder: Embedder, facts: Sequence[AskedFact], kind: Kind) -> list[int]:
    """Return the place of each question's fact, from 0, among all facts by cosine."""
    stored = np.array(await embedder.embed([fact["text"] for fact in facts]))
    asked = np.array(await embedder.embed([fact[kind] for fact in facts]))
    order = np.argsort(-(asked @ stored.T), axis=1)
    return [order[number].tolist().index(number) for number in range(len(facts))]


async def _rank_by_recall(app: App, facts: Sequence[AskedFact], kind: Kind) -> list[int]:
    """Return the place of each question's fact among what recall answers."""
    places: list[int] = []
    for fact in facts:
        query = fact[kind]
        found = await app.recall(
            RecallRequest(query=query, spaces=(SPACE,), usual_spaces=(SPACE,), max_tokens=20_000)
        )
        texts = [memory.text for memory in found.memories]
        places.append(texts.index(fact["text"]) if fact["text"] in texts else len(facts))
    return places


async def _measure(model: str, facts: Sequence[AskedFact]) -> list[tuple[object, ...]]:
    embedder = MiniLmEmbedder() if model == "minilm" else MultilingualEmbedder()
    rows = [
        _build_row(model, "meaning alone", kind, await _rank_by_meaning(embedder, facts, kind))
        for kind in KINDS
    ]
    with tempfile.TemporaryDirectory() as folder:
        for words_weight in (0.0, RecallSettings().words_weight):
            settings = Settings(
                store=folder,
                embedding=EmbeddingSettings(provider=model),  # pyright: ignore[reportArgumentType] - checked by pydantic
                recall=RecallSettings(words_weight=words_weight),
            )
            async with build_app(settings) as app:
                if not words_weight:
                    await _tell(app, facts)
                what = "recall" if words_weight else "recall without words"
                rows += [
                    _build_row(model, what, kind, await _rank_by_recall(app, facts, kind))
                    for kind in KINDS
                ]
    return rows


async def _tell(app: App, facts: Sequence[AskedFact]) -> None:
    for fact in facts:
        request = RememberRequest(
            intake=Intake(content=fact["text"]),
            space=SPACE,
            session="benchmark",
            author="benchmark",
            wait_s=60.0,
        )
        await app.remember(request)


def _build_row(model: str, what: str, kind: str, places: Sequence[int]) -> tuple[object, ...]:
    first = 100 * sum(place == 0 for place in places) / len(places)
    few = 100 * sum(place < FIRST_FEW for place in places) / len(places)
    return (model, what, kind, f"{first:.1f}", f"{few:.1f}")


def main(models: Sequence[str] = MODELS) -> None:
    """Print the table."""
    facts = load_facts()
    rows = [row for model in models for row in asyncio.run(_measure(model, facts))]
    title = f"{len(facts)} facts in eight languages"
    print(table(title, ("model", "ranking", "asked in", "first", "first 5"), rows))


if __name__ == "__main__":
    main(sys.argv[1:] or MODELS)
