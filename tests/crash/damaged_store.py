"""A small store, and every way in which one of its files may be damaged.

python -m tests.crash.damaged_store        prints how many cases of each kind ended how
"""

import json
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias, get_args

import anyio

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.crash.damage_judge import QUESTION, Finding
from tests.support.closed_store import copy_closed_store
from tests.support.statement_writer import opened

ANSWER_S: Final = 20.0
"""How long the judge may take for a store; a whole one takes a fraction of a second."""

PAGE: Final = 4_096
NOTES: Final = 6
LARGE_NOTES: Final = 90

Outcome: TypeAlias = Literal["right", "named by check", "healed", "refused", "silently wrong"]
"""How a case ended. A store that is not opened after a reboot is not read, so it is enough there
that `check` names what is broken."""

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)


def remove(file: Path) -> None:
    file.unlink()


def truncate(file: Path) -> None:
    file.write_bytes(b"")


def zero(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


def halve(file: Path) -> None:
    words = file.read_bytes()
    file.write_bytes(words[: len(words) // 2])


def zero_pages(file: Path) -> None:
    """Overwrite every third page with zeros, as lost pages are."""
    words = bytearray(file.read_bytes())
    for begin in range(0, len(words), 3 * PAGE):
        end = min(len(words), begin + PAGE)
        words[begin:end] = bytes(end - begin)
    file.write_bytes(words)


def spoil_page(file: Path) -> None:
    """Overwrite the page in the middle, or all of a smaller file, with noise."""
    words = bytearray(file.read_bytes())
    begin = max(0, len(words) // 2 // PAGE * PAGE)
    end = min(len(words), begin + PAGE)
    words[begin:end] = Random(file.name).randbytes(end - begin)  # noqa: S311 - noise is no secret
    file.write_bytes(words)


DAMAGES: Final[dict[str, Callable[[Path], None]]] = {
    "removed": remove,
    "truncated": truncate,
    "zeroed": zero,
    "halved": halve,
    "a page of noise": spoil_page,
    "pages zeroed": zero_pages,
}

KINDS: Final = {
    "data": "rows",
    "_deletions": "deletions",
    "_versions": "manifests",
    "_indices": "indexes",
    "_transactions": "transactions",
}


def name_kind(file: Path) -> str:
    """Return which kind of file it is, by its path in the store."""
    for part in file.parts:
        if part in KINDS:
            return KINDS[part]
    if file.name.startswith("front.db"):
        return "the front"
    return "locks and notes"


async def make_young_store(store: Path) -> None:
    """Make a store of three facts, each in a data file of its own, the front trimmed."""
    diary = await opened(str(store), fold_after_rows=1)
    for number in range(3):
        await diary.note(f"{QUESTION} {number}")
        assert await diary.records.maintain()
    diary.records.close()


async def make_small_store(store: Path) -> None:
    """Make a store with rows in each place: compacted, folded since, and in the front."""
    diary = await opened(str(store), fold_after_rows=1, compact_after_rows=8)
    first = await diary.note(f"old {QUESTION} 0")
    for number in range(1, NOTES):
        await diary.note(f"{QUESTION} {number}")
    assert await diary.records.maintain()
    await diary.note(f"{QUESTION} 0", instead_of=first.lineage)
    await diary.note(f"{QUESTION} {NOTES}")
    assert await diary.records.maintain()
    diary.records.close()
    later = await opened(str(store))
    await later.note(f"{QUESTION} {NOTES + 1}")
    later.records.close()


async def make_large_store(store: Path) -> None:
    """Make a store whose rows fill many pages of one data file, and of no other one."""
    diary = await opened(str(store), fold_after_rows=1, compact_after_rows=8)
    for number in range(LARGE_NOTES):
        await diary.note(f"{QUESTION} {number} of a long list that nobody reads to its end")
    for _ in range(3):
        await diary.note(f"{QUESTION} {LARGE_NOTES}")
        assert await diary.records.maintain()
    diary.records.close()


STORES: Final = {"small": make_small_store, "young": make_young_store}


def list_files(store: Path) -> list[Path]:
    """Return every file of a store, relative to it."""
    return sorted(file.relative_to(store) for file in store.rglob("*") if file.is_file())


class Judge:
    """Asks a process what it finds in stores, and starts another one where that hangs."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def find_in(self, store: Path) -> Finding | None:
        """Return what is found in a store, or None if there is no answer in time."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{store}\n")
        process.stdin.flush()
        watch = threading.Timer(ANSWER_S, process.kill)
        watch.start()
        line = process.stdout.readline()
        watch.cancel()
        if not line.endswith("\n"):
            self.close()
            return None
        return Finding(**json.loads(line))

    def close(self) -> None:
        """End its process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> "subprocess.Popen[str]":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.damage_judge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self._process


@dataclass(frozen=True)
class Case:
    """One damaged file and what came of it."""

    file: Path
    damage: str
    rebooted: bool
    outcome: Outcome
    why: str

    def __str__(self) -> str:
        when = "another boot" if self.rebooted else "the same boot"
        return f"{self.damage}, {when}: {self.outcome} ({self.why})"


@dataclass(frozen=True)
class DamageFamily:
    """A whole store, and the judge of its damaged copies."""

    folder: Path
    judge: Judge
    whole: Finding

    @property
    def store(self) -> Path:
        return self.folder / "whole"

    def play_all(self) -> Iterator[Case]:
        """Damage each file in each way, in the boot that wrote it and in a later one."""
        for damage in DAMAGES:
            for rebooted in (False, True):
                yield from self.play(damage, rebooted=rebooted)

    def play(self, damage: str, *, rebooted: bool) -> Iterator[Case]:
        """Damage each file of the store in a copy of its own."""
        for file in list_files(self.store):
            yield self.judge_damaged({file: damage}, rebooted=rebooted)

    def judge_page(self, file: Path, page: int, *, rebooted: bool) -> Case:
        """Zero one page of a file of a copy, and return what comes of it."""

        def zero_page(copied: Path) -> None:
            words = bytearray(copied.read_bytes())
            words[page * PAGE : (page + 1) * PAGE] = bytes(len(words[page * PAGE :][:PAGE]))
            copied.write_bytes(words)

        return self._judge({file: zero_page}, f"{file} page {page} zeroed", rebooted=rebooted)

    def judge_damaged(self, damages: Mapping[Path, str], *, rebooted: bool) -> Case:
        """Damage files of a copy, and return what comes of it."""
        named = ", ".join(f"{file} {damage}" for file, damage in damages.items())
        done = {file: DAMAGES[damage] for file, damage in damages.items()}
        return self._judge(done, named, rebooted=rebooted)

    def _judge(
        self, damages: Mapping[Path, Callable[[Path], None]], named: str, *, rebooted: bool
    ) -> Case:
        copy = self.folder / "copy"
        copy_closed_store(self.store, copy)
        if rebooted:
            forget_boot(LocalPlace(copy))
        for file, damage in damages.items():
            damage(copy / file)
        log = copy / ".mcp_mem0" / "healed.log"
        found = self.judge.find_in(copy)
        outcome, why = judge_finding(self.whole, found, rebooted=rebooted, is_told=log.exists())
        shutil.rmtree(copy)
        return Case(next(iter(damages)), named, rebooted, outcome, why)


def forget_boot(place: LocalPlace) -> None:
    """Make the next opening one after a reboot."""
    note = place.read_note()
    assert note is not None
    place.write_note(note.model_copy(update={"boot": "an earlier one"}))


def judge_finding(
    whole: Finding, found: Finding | None, *, rebooted: bool, is_told: bool
) -> tuple[Outcome, str]:
    """Return how a case ended, and why that is so."""
    match found:
        case None:
            return "silently wrong", f"no answer in {ANSWER_S:.0f} s"
        case Finding(fault=fault) if fault:
            return "silently wrong", f"a fault of ours: {fault[:120]}"
        case Finding(refusal=refusal) if refusal:
            return "refused", refusal[:120]
        case Finding(texts=[]):
            return "silently wrong", "an empty store"
        case _:
            return _compare(whole, found, rebooted=rebooted, is_told=is_told)


def _compare(
    whole: Finding, found: Finding, *, rebooted: bool, is_told: bool
) -> tuple[Outcome, str]:
    lost = {row for row, words in whole.rows.items() if found.rows.get(row) != words}
    if found == whole:
        return ("healed" if is_told else "right"), "nothing lost"
    is_right = found == replace(whole, violations=found.violations)
    if found.violations and (is_right or not rebooted):
        return "named by check", found.violations[0][:120]
    if lost and is_told:
        named = ", and check names it" if found.violations else ""
        return "healed", f"{len(lost)} rows are not as they were, and it says so{named}"
    parts = [
        f"{len(lost)} rows are not as they were" if lost else "",
        f"{len(found.violations)} violations" if found.violations else "",
        "words find others" if found.found != whole.found else "",
        "vectors find others" if found.near != whole.near else "",
        "told" if is_told else "not told",
    ]
    return "silently wrong", ", ".join(filter(None, parts))


@contextmanager
def damage_family(folder: Path, name: str) -> Generator[DamageFamily]:
    """Make one of the stores, and its judge."""
    anyio.run({**STORES, "large": make_large_store}[name], folder / "whole")
    judge = Judge()
    try:
        whole = judge.find_in(folder / "whole")
        assert whole is not None
        assert (whole.refusal, whole.fault, whole.violations) == ("", "", [])
        assert whole.found == sorted(whole.texts)
        yield DamageFamily(folder, judge, whole)
    finally:
        judge.close()


def main() -> None:
    """Print how many cases of each kind of file ended how, and each that is silently wrong."""
    counts: dict[str, Counter[Outcome]] = {}
    for name in STORES:
        with TemporaryDirectory() as folder, damage_family(Path(folder), name) as family:
            for case in family.play_all():
                counts.setdefault(name_kind(case.file), Counter())[case.outcome] += 1
                if case.outcome == "silently wrong":
                    sys.stdout.write(f"{name}: {case}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"| file | cases | {' | '.join(OUTCOMES)} |\n")
    for kind, counted in sorted(counts.items()):
        figures = " | ".join(str(counted[outcome]) for outcome in OUTCOMES)
        sys.stdout.write(f"| {kind} | {counted.total()} | {figures} |\n")


if __name__ == "__main__":
    main()
