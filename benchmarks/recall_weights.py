"""How the weights of recall's features were chosen: by five-fold over questions, held out.

    python -m benchmarks.recall_weights gather FILE --stores FOLDER [--locomo FILE] [--only NAME]
    python -m benchmarks.recall_weights fit FILE [--own-share 0.5] [--start '{"graph": 1}']
    python -m benchmarks.recall_weights floor FILE

`gather` tells the sets of our own, and LoCoMo's conversations if they are given, to stores in a
folder (which it uses again), asks every question, and writes each pool with the value of every
feature. `fit` puts these pools in order: for each fold it climbs from the weights in use, one
weight at a time, on the other four, and prints what the fold itself gains. `floor` prints how many
unanswerable questions are told as such, by how many answerable ones are.

A pool is put in order as recall does it, except that a place in a conversation counts once,
however many rows are of it, instead of folding excerpts under facts.
"""

import argparse
import asyncio
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from benchmarks.measure import table
from mcp_mem0.app.parts import Services
from mcp_mem0.app.running import App
from mcp_mem0.config import ModelSettings, Settings
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.retrieval.certainty import compute_certainties
from mcp_mem0.domain.retrieval.linear_score import FEATURES
from mcp_mem0.domain.retrieval.noise import find_noise
from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.locomo import parse_locomo
from mcp_mem0.evals.evidence.retrieval_evaluation import RetrievalEvaluation
from mcp_mem0.evals.recall.noise import build_noise
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.recall.set_evaluation import Origins, SetEvaluation
from mcp_mem0.evals.recall.set_files import NOW, SPACE, load_recall_sets
from mcp_mem0.services.queries.hybrid_search import Search
from mcp_mem0.services.recall.ranker import build_filter, read_requested_time

SEED = 16
FOLDS = 5
FIRST = 10
"""LoCoMo's figure is recall at so many."""

FIRST_FEW = 5
"""That of our own sets is the mean of the first place and of recall at so many."""

ROUNDS_MAX = 4
FACTORS = (0.0, 0.5, 0.7, 1.4, 2.0)
"""What a weight is multiplied by while climbing; one that is 0 becomes `SMALL`."""

SMALL = 0.5
GAIN_MIN = 0.02
"""In points: less is chance."""

LOCOMO = "locomo"
UNANSWERABLE = "unanswerable"
NOISE_MESSAGES = 675
FLOOR_SHARES = (0.01, 0.02, 0.03, 0.05)

Weights = Mapping[str, float]
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow:
    """A candidate: where it was said, what it answers, and the value of each feature."""

    place: str
    session: str
    is_fact: bool
    answers: tuple[str, ...]
    values: Mapping[str, float]
    noise: bool
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledQuestion:
    """A question of some data, and its pool, newest row first."""

    data: str
    kind: str
    text: str
    expects: tuple[str, ...]
    rows: tuple[PooledRow, ...]


QUESTION = TypeAdapter(PooledQuestion)
ORIGINS = TypeAdapter(Origins)
TURNS = TypeAdapter(list[tuple[Place, str]])


# Gathering


def opened(store: Path, now: datetime) -> AbstractAsyncContextManager[App]:
    """Return an app over a store, without a model, as of a day."""
    settings = Settings(store=str(store), time_zone="UTC", model=ModelSettings(provider="none"))
    return App(settings, now=SetClock(now))


async def gather(
    stores: Path, conversations: Sequence[LongConversation], only: str | None
) -> list[PooledQuestion]:
    """Return the pools of all questions, from stores that are made where they are missing."""
    gathered: list[PooledQuestion] = []
    for recall_set in load_recall_sets(only=only):
        for messages in (0, NOISE_MESSAGES) if recall_set.noise else (0,):
            gathered += await _gather_set(recall_set, messages, stores)
    for conversation in conversations:
        gathered += await _gather_conversation(conversation, stores)
    return gathered


async def _gather_set(recall_set: RecallSet, messages: int, stores: Path) -> list[PooledQuestion]:
    name = f"{recall_set.name}+chat" if messages else recall_set.name
    kept = stores / f"{name}.json"
    async with opened(stores / name, recall_set.now) as app:
        services = await app.get_services()
        if kept.exists():
            origins = ORIGINS.validate_json(kept.read_bytes())
        else:
            origins = Origins()
            told = SetEvaluation(
                remember=services.remember, recall=services.recall, limit=1, tokens_max=1
            )
            await told.tell(recall_set.tellings, origins, build_noise(recall_set, messages))
            kept.write_bytes(ORIGINS.dump_json(origins))
        return [
            QUESTION.validate_python(
                {
                    "data": name,
                    "kind": asked.kind,
                    "text": asked.text,
                    "expects": asked.expects,
                    "rows": _describe_rows(
                        await _pool(services, asked.text, SPACE, recall_set.now),
                        lambda row, asked=asked: (
                            origins.find_tellings(row) & set(asked.expects)
                            if asked.has_passage(row.text)
                            else frozenset()
                        ),
                    ),
                }
            )
            for asked in recall_set.questions
        ]


async def _gather_conversation(
    conversation: LongConversation, stores: Path
) -> list[PooledQuestion]:
    kept = stores / f"{conversation.name}.json"
    async with opened(stores / conversation.name, NOW) as app:
        services = await app.get_services()
        if kept.exists():
            turns = dict(TURNS.validate_json(kept.read_bytes()))
        else:
            told = RetrievalEvaluation(remember=services.remember, recall=services.recall)
            turns = dict(await told.remember_sessions(conversation, SPACE))
            kept.write_bytes(TURNS.dump_json([*turns.items()]))
        return [
            PooledQuestion(
                data=LOCOMO,
                kind=asked.category,
                text=asked.text,
                expects=asked.evidence,
                rows=_describe_rows(
                    await _pool(services, asked.text, SPACE, NOW),
                    lambda row, asked=asked: (
                        frozenset({turns.get(Place(row.source, row.position), "")})
                        & set(asked.evidence)
                    ),
                ),
            )
            for asked in conversation.questions
        ]


async def _pool(services: Services, text: str, space: str, now: datetime) -> Pool:
    recall = services.recall
    search = Search(
        records=recall.records, embedder=recall.embedder, view=recall.view, policy=recall.policy
    )
    request = RecallRequest(query=text, spaces=(space,))
    time = read_requested_time(request, now)
    return (await search.search(text, build_filter(request), time=time)).pool


def _describe_rows(
    pool: Pool, answers: Callable[[Fact | Excerpt], frozenset[str]]
) -> tuple[PooledRow, ...]:
    values = {each.name: each.compute(pool) for each in FEATURES}
    noise = find_noise(pool)
    certainties = compute_certainties(pool)
    rows = sorted(
        ((row_id, each.row) for row_id, each in pool.candidates.items()),
        key=lambda pair: (-pair[1].said_at.timestamp(), pair[0]),
    )
    return tuple(
        PooledRow(
            place=f"{row.source} {row.position}",
            session=row.session,
            is_fact=isinstance(row, Fact),
            answers=tuple(sorted(answers(row))),
            values={name: found[row_id] for name, found in values.items() if found.get(row_id)},
            noise=row_id in noise,
            certainty=certainties[row_id],
        )
        for row_id, row in rows
    )


# Fitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question as arrays."""

    data: str
    kind: str
    expects: int
    values: Array
    noise: Array
    places: Sequence[str]
    answers: Sequence[tuple[str, ...]]

    def measure(self, weights: Array) -> tuple[float, float, float]:
        """Return whether the first place answers, and recall at few and at many, 0 to 1."""
        order = np.lexsort((-(self.values @ weights), self.noise))
        seen: set[str] = set()
        found: set[str] = set()
        is_first, few = 0.0, 0.0
        for row in map(int, order):
            place = self.places[row]
            if place not in seen:
                if len(seen) == FIRST_FEW:
                    few = len(found) / min(FIRST_FEW, self.expects)
                if len(seen) == FIRST:
                    break
                seen.add(place)
            found.update(self.answers[row])
            if len(seen) == 1 and found:
                is_first = 1.0
        share = len(found) / self.expects
        return is_first, min(1.0, few or len(found) / min(FIRST_FEW, self.expects)), share


def build_case(question: PooledQuestion, names: Sequence[str]) -> Case:
    """Return a question as arrays, its features in this order."""
    return Case(
        data=question.data,
        kind=question.kind,
        expects=len(question.expects),
        values=np.array(
            [[row.values.get(name, 0.0) for name in names] for row in question.rows], dtype=float
        ),
        noise=np.array([row.noise for row in question.rows], dtype=float),
        places=[row.place for row in question.rows],
        answers=[row.answers for row in question.rows],
    )


def measure_data(cases: Sequence[Case], weights: Array) -> dict[str, float]:
    """Return the figure of each kind of data, in per cent."""
    figures: dict[str, list[float]] = {}
    for case in cases:
        first, few, many = case.measure(weights)
        figure = many if case.data == LOCOMO else (first + few) / 2
        figures.setdefault(case.data, []).append(figure)
    return {data: 100 * sum(each) / len(each) for data, each in sorted(figures.items())}


def score(figures: Mapping[str, float], own_share: float) -> float:
    """Return one figure of all: LoCoMo's, and the mean of our own with their share."""
    own = [figure for data, figure in figures.items() if data != LOCOMO]
    if LOCOMO not in figures or not own:
        return sum(figures.values()) / max(1, len(figures))
    return (1 - own_share) * figures[LOCOMO] + own_share * sum(own) / len(own)


def climb(cases: Sequence[Case], start: Array, own_share: float) -> Array:
    """Return better weights for some questions: one weight at a time, as long as one gains."""
    weights = start.copy()
    best = score(measure_data(cases, weights), own_share)
    for _ in range(ROUNDS_MAX):
        before = best
        for place in range(len(weights)):
            for factor in FACTORS:
                tried = weights.copy()
                tried[place] = weights[place] * factor if weights[place] else SMALL
                figure = score(measure_data(cases, tried), own_share)
                if figure > best + GAIN_MIN:
                    best, weights = figure, tried
        if best - before < GAIN_MIN:
            break
    return weights


def fit(questions: Sequence[PooledQuestion], start: Weights, own_share: float) -> str:
    """Return the tables: each fold's held-out figures before and after, and the weights."""
    names = [each.name for each in FEATURES]
    cases = [build_case(each, names) for each in questions if each.expects and each.rows]
    random.Random(SEED).shuffle(cases)
    begin = np.array([start.get(each.name, each.weight) for each in FEATURES])
    rows: list[tuple[object, ...]] = []
    chosen: list[Array] = []
    for fold in range(FOLDS):
        held = cases[fold::FOLDS]
        rest = [case for place, case in enumerate(cases) if place % FOLDS != fold]
        weights = climb(rest, begin, own_share)
        chosen.append(weights)
        before, after = measure_data(held, begin), measure_data(held, weights)
        rows += [(f"fold {fold + 1}", data, before[data], after[data]) for data in before]
    final = climb(cases, begin, own_share)
    before, after = measure_data(cases, begin), measure_data(cases, final)
    rows += [("all, not held out", data, before[data], after[data]) for data in before]
    rows += [("mean of folds", data, *_mean_of_folds(rows, data)) for data in before]
    weighed = [
        (name, float(begin[at]), *(float(each[at]) for each in chosen), float(final[at]))
        for at, name in enumerate(names)
    ]
    folds = [f"fold {number + 1}" for number in range(FOLDS)]
    return "\n".join(
        [
            table("Held out", ("questions", "data", "as it is", "fitted"), rows),
            table("Weights", ("feature", "as it is", *folds, "all"), weighed),
        ]
    )


def _mean_of_folds(rows: Sequence[tuple[object, ...]], data: str) -> tuple[float, float]:
    folds = [row for row in rows if str(row[0]).startswith("fold") and row[1] == data]
    before, after = (sum(float(str(row[at])) for row in folds) / len(folds) for at in (2, 3))
    return before, after


# The floor


def show_floor(questions: Sequence[PooledQuestion]) -> str:
    """Return which share of unanswerable questions is told as such, by that of answerable ones."""
    known = sorted(_certainty(each) for each in questions if each.kind != UNANSWERABLE)
    unknown = [_certainty(each) for each in questions if each.kind == UNANSWERABLE]
    rows: list[tuple[object, ...]] = []
    for share in FLOOR_SHARES:
        floor = known[int(share * len(known))]
        told = 100 * sum(each < floor for each in unknown) / max(1, len(unknown))
        rows.append((100 * share, floor, told))
    return table(
        "The floor",
        ("answerable, %", "floor × 100", "unanswerable, %"),
        [(share, 100 * float(str(floor)), told) for share, floor, told in rows],
    )


def _certainty(question: PooledQuestion) -> float:
    return max((row.certainty for row in question.rows), default=0.0)


def _read(file: Path) -> Iterator[PooledQuestion]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield QUESTION.validate_json(line)


def main() -> None:
    """Gather pools, fit weights to them, or show the floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recall_weights")
    parser.add_argument("act", choices=("gather", "fit", "floor"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--stores", type=Path, default=Path("recall-stores"))
    parser.add_argument("--locomo", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--own-share", type=float, default=0.5)
    parser.add_argument("--start", type=json.loads, default={})
    given = parser.parse_args()
    if given.act == "gather":
        given.stores.mkdir(parents=True, exist_ok=True)
        told = parse_locomo(given.locomo.read_text(encoding="utf-8")) if given.locomo else ()
        gathered = asyncio.run(gather(given.stores, told, given.only))
        lines = (QUESTION.dump_json(each).decode() for each in gathered)
        given.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(gathered):,} questions in {given.file}")
    elif given.act == "fit":
        print(fit([*_read(given.file)], given.start, given.own_share))
    else:
        print(show_floor([*_read(given.file)]))


if __name__ == "__main__":
    main()
