"""How long the explorer's calls take over HTTP, in one space that holds many facts.

    python -m benchmarks.explorer [--facts 100000] [--times 30] [--store FOLDER] [--browser]

A store in FOLDER stays there and is used again. The facts name some thousand people and things,
and every other one states a relation between two of them. With `--browser` it also times the page
in chromium, from the keystroke to the painted answer.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import numpy as np
from playwright.async_api import Page, async_playwright

from benchmarks.corpus import IDS, SEED, START, build_fact, build_relation, draw_direction
from benchmarks.measure import Timings, build_environment, table, timed
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.app.upkeep import PAGE_SHOWN_S
from mcp_mem0.domain.model.changes import Change, Commit, Effort, Step
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.rows import Fact, Head, Relation

FACTS = 100_000
FACTS_PER_CHANGE = 20
CHANGES_PER_ROUND = 100
MINUTES_PER_CHANGE = 25
ENTITIES = 4_000
TIMES = 30
BROWSER_MS_MAX = 60_000
SPACE = "default"
_PREDICATES = ("works_with", "lives_near", "manages", "likes", "is_part_of", "reports_to")
_TAGS = ("work", "home", "travel", "health", "plans")
_AUTHORS = ("claude-code", "cursor", "ana (desk)", "bo (desk)")
_SESSIONS = 900

_WAIT_FOR_ANSWER = """() => new Promise((resolve) => {
  let pressed = 0;
  const note = () => { pressed = performance.now(); };
  addEventListener("keydown", note, { once: true, capture: true });
  const watch = new MutationObserver(() => {
    if (!pressed || !document.querySelector("#answers:not([aria-busy]) .facts")) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
})"""
"""Measured in the page: a program that drives a browser needs tens of milliseconds for itself."""


def _choose_name(chance: random.Random) -> str:
    """Return one of the names: half of the time a rare one, otherwise mostly one of a few."""
    rare = chance.random() < 0.5  # noqa: PLR2004 - half
    number = chance.randrange(ENTITIES) if rare else int(chance.paretovariate(1.0)) % ENTITIES
    return f"Person {number}" if number % 3 else f"Project {number}"


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Fills a space with changes, each of some facts."""

    chance: random.Random
    directions: np.random.Generator

    def build_commit(self, revision: int) -> Commit:
        """Return the next change."""
        at = START + timedelta(minutes=MINUTES_PER_CHANGE * revision)
        session = f"session-{revision % _SESSIONS}"
        change = Change(
            id=IDS.make_id(Prefix.CHANGE),
            space=SPACE,
            session=session,
            author=self.chance.choice(_AUTHORS),
            tags=(self.chance.choice(_TAGS),),
            said_at=at,
            recorded_at=at,
            act="remember",
            revision=revision,
            effort=Effort(decided_by="rules (no model configured)"),
        )
        rows = [
            row for number in range(FACTS_PER_CHANGE) for row in self._build_rows(change, number)
        ]
        facts = [row for row in rows if isinstance(row, Fact)]
        change = replace(
            change,
            steps=tuple(Step(operation="ADD", reason="new", opened=fact.id) for fact in facts),
            opened=tuple(row.id for row in rows),
        )
        head = Head(space=SPACE, revision=revision, recorded_at=at)
        return Commit(head=head, change=change, opened=tuple(rows))

    def _build_rows(self, change: Change, number: int) -> list[Fact | Relation]:
        one, other = _choose_name(self.chance), _choose_name(self.chance)
        predicate = self.chance.choice(_PREDICATES)
        note = change.revision * FACTS_PER_CHANGE + number
        text = f"{one} {predicate.replace('_', ' ')} {other}, note {note}."
        fact = replace(
            build_fact(text, change, (one, other)),
            vector=draw_direction(self.directions),
            tags=change.tags,
        )
        if number % 2:
            return [fact]
        relation = build_relation(fact, one, predicate, other)
        return [fact, relation]


async def fill(store: Path, facts: int) -> None:
    """Make a store with so many facts in one space, compacted and indexed."""
    identity = MiniLmEmbedder().identity
    records = LanceRecords(str(store), identity=identity, compact_after_rows=20_000)
    await records.open()
    filling = Filling(chance=random.Random(SEED), directions=np.random.default_rng(SEED))
    for revision in range(1, facts // FACTS_PER_CHANGE + 1):
        await records.commit(filling.build_commit(revision))
        if revision % CHANGES_PER_ROUND == 0:
            await records.maintain()
    records.close()
    records = LanceRecords(str(store), identity=identity, fold_after_rows=1, compact_after_rows=1)
    await records.open()
    await records.maintain()
    records.close()


@asynccontextmanager
async def opened(store: Path, home: Path) -> AsyncGenerator[tuple[httpx.AsyncClient, float]]:
    """Open the explorer of a store, come in, and yield how long the start took, in seconds."""
    started = time.perf_counter()
    async with opened_address(store, home) as address:
        base = address.partition("/explorer")[0]
        async with httpx.AsyncClient(base_url=base, timeout=300) as browser:
            answer = await browser.get(address)
            browser.headers["x-mcp-mem0-key"] = answer.headers["location"].partition("key=")[2]
            yield browser, time.perf_counter() - started


@asynccontextmanager
async def opened_address(store: Path, home: Path) -> AsyncGenerator[str]:
    """Serve the explorer of a store, and yield the address that lets in once."""
    environment = build_environment(MCP_MEM0_STORE=str(store), HOME=str(home), PYTHONUNBUFFERED="1")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "mcp_mem0", "open", "--here", "--print"),
        stdout=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        yield await _read_address(process)
    finally:
        process.terminate()
        await process.wait()


async def _read_address(process: asyncio.subprocess.Process) -> str:
    while process.stdout is not None and (line := await process.stdout.readline()):
        if line.startswith(b"http://"):
            return line.decode().strip()
    raise RuntimeError("the explorer did not start")


async def call(browser: httpx.AsyncClient, name: str, **arguments: object) -> None:
    """Make a call, which must succeed."""
    answer = await browser.post(f"/explorer/api/{name}", json=arguments)
    if not answer.is_success:
        raise RuntimeError(f"{name}: {answer.text}")


def _list_calls(chance: random.Random) -> Mapping[str, Callable[[int], dict[str, object]]]:
    """Return what is asked of each call, by a number that makes each question another one."""
    return {
        "recall": lambda number: {"query": f"Who works with {_choose_name(chance)} {number}?"},
        "list": lambda number: {"page": number % 100 + 1},
        "changes": lambda _: {},
        "graph": lambda _: {},
        "graph, around a name": lambda _: {"names": [_choose_name(chance)], "hops": 2},
        "graph, as of another day": lambda number: {
            "known_at": f"{START + timedelta(days=7 + number):%Y-%m-%d}"
        },
        "names": lambda number: {"prefix": f"Person {number}"},
        "filters": lambda _: {},
        "review": lambda _: {},
        "statistics": lambda _: {"days": 90},
    }


async def _measure(facts: int, times: int, store: Path, home: Path) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    async with opened(store, home) as (browser, start_s):
        rows.append(("start until the page can be asked for", start_s * 1_000, "", ""))
        await _prepare(browser)

        async def page(number: int) -> None:  # noqa: ARG001 - each is the same
            await browser.get("/explorer")

        shown = await timed(page, times=times)
        rows.append(("the page", shown.milliseconds[0], shown.p50, shown.p95))
        for name, build in _list_calls(random.Random(SEED)).items():
            ask = partial(_ask, browser, name.partition(",")[0], build)
            first = await timed(ask, times=1)
            rest = await timed(ask, times=times, first=1)
            rows.append((f"{name}, {facts:,} facts", first.p50, rest.p50, rest.p95))
            print(*rows[-1], file=sys.stderr)
    return rows


async def _prepare(browser: httpx.AsyncClient) -> None:
    """Open the page's first call, by which the server prepares the space, and wait for that."""
    await call(browser, "me")
    started = time.perf_counter()
    await asyncio.sleep(PAGE_SHOWN_S)
    await call(browser, "recall", query="Who works with whom?")
    print("prepared after", time.perf_counter() - started, "s", file=sys.stderr)


async def measure_page(times: int, store: Path, home: Path) -> list[tuple[object, ...]]:
    """Time the page in a browser: its first paint, searches, the graph; each in milliseconds."""
    async with opened_address(store, home) as address, async_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = await browser.new_page()
        rows = [await _time_first_paint(page, address, "on a server that just started")]
        chance = random.Random(SEED)
        first = await _search_in_page(page, chance, 0)
        rows.append(("in the browser: search, at once after it", first, "", ""))
        spent = [await _search_in_page(page, chance, number) for number in range(1, times + 1)]
        later = Timings(tuple(spent))
        rows.append(("in the browser: search", later.milliseconds[0], later.p50, later.p95))
        rows.append(await _time_first_paint(page, page.url.partition("#")[0], "later"))
        started = time.perf_counter()
        await page.goto(f"{page.url.partition('#')[0]}#/graph")
        await page.locator("#main canvas").first.wait_for(timeout=BROWSER_MS_MAX)
        rows.append(("in the browser: graph", (time.perf_counter() - started) * 1_000, "", ""))
        await browser.close()
    return rows


async def _time_first_paint(page: Page, address: str, when: str) -> tuple[object, ...]:
    await page.goto("about:blank")
    await page.goto(address)
    await page.locator(".facts").first.wait_for(timeout=BROWSER_MS_MAX)
    filled_ms = await page.evaluate("performance.now()")
    paint_ms = await page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    return f"in the browser: first paint, then filled, {when}", paint_ms, filled_ms, ""


async def _search_in_page(page: Page, chance: random.Random, number: int) -> float:
    """Ask as a person does; return the milliseconds from the key to the frame with the answer."""
    question = f"Who works with {_choose_name(chance)} {number}?"
    await page.locator("#query").fill(question)
    painting = asyncio.ensure_future(page.evaluate(_WAIT_FOR_ANSWER))
    await page.locator("#query").press("Enter")
    async with asyncio.timeout(BROWSER_MS_MAX / 1_000):
        return await painting


async def _ask(
    browser: httpx.AsyncClient,
    name: str,
    build: Callable[[int], dict[str, object]],
    number: int,
) -> None:
    await call(browser, name, **build(number))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--browser", action="store_true")
    given, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        store = given.store or Path(name, "store")
        if not store.exists():
            asyncio.run(fill(store, given.facts))
        rows = asyncio.run(_measure(given.facts, given.times, store, Path(name)))
        if given.browser:
            rows += asyncio.run(measure_page(given.times, store, Path(name)))
    print(table("The explorer", ("call, milliseconds", "first", "p50", "p95"), rows))


if __name__ == "__main__":
    main()
