"""What a person typed beside the words goes with them: names, tags, and reasons."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.domain.decisions.change_builder import plan_next_change
from mcp_mem0.domain.errors import NotFoundError
from mcp_mem0.domain.forgetting.prints import build_prints, hash_session
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.operations import Add
from mcp_mem0.domain.model.rows import Fact, Head, Intake, Message, Statement
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.rendering.history import render_changes
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest, EraseSelection, EraseSpace
from mcp_mem0.domain.requests.model import ForgetAuthor, ForgetRequest, ForgetSession
from mcp_mem0.domain.results.erasure import EraseReport
from mcp_mem0.ports import SoughtName
from mcp_mem0.services.forget.fingerprinting import SESSIONS_MAX, Statements, build_fingerprints
from tests.support.doubles import ScriptedDecider
from tests.support.row_builders import fact
from tests.support.wired_services import ASK, SPACE, World, name_ids, opened_world

SAID: Final = "Zumwald keeps bees for the Imkerbund"
NAMES: Final = {
    "text": "Zumwald",
    "session": "quarrelsitting",
    "author": "Perlhuhn",
    "tag": "hushtopic",
    "speaker": "Grauwacke",
    "entity": "Imkerbund",
    "reason": "plainlytold",
    "summary": "summedwords",
    "attempt": "triedwords",
}
ANY: Final = Filter(spaces=(SPACE,), state="any")


async def remember_all(world: World, decider: ScriptedDecider) -> Fact:
    """Store a fact with a word of its own in each place that can have one."""
    statement = replace(Statement.from_words(SAID), entities=(NAMES["entity"],))
    decider.will_answer(Add(statement=statement, reason=f"it was {NAMES['reason']}"))
    message = Message(role="user", content=SAID, name=NAMES["speaker"])
    ask = replace(ASK, session=NAMES["session"], author=NAMES["author"], tags=(NAMES["tag"],))
    await world.remembering.remember(replace(ask, intake=Intake(messages=(message,))))
    (fact,) = await world.facts()
    new_id = world.parts.ids.make_id
    summary = Summary(
        id=new_id(Prefix.SUMMARY),
        space=SPACE,
        session=NAMES["session"],
        author=NAMES["author"],
        said_at=fact.said_at,
        recorded_at=fact.recorded_at,
        text=NAMES["summary"],
        source=fact.source,
        seen_at=None,
        effort=Effort(decided_by="a script"),
    )
    attempt = Attempt(
        id=new_id(Prefix.ATTEMPT),
        space=SPACE,
        session=NAMES["session"],
        author=NAMES["author"],
        said_at=fact.said_at,
        recorded_at=fact.recorded_at,
        source=fact.source,
        why=NAMES["attempt"],
        is_answered=False,
        is_lasting=False,
        retry_at=fact.said_at + timedelta(hours=1),
        effort=Effort(decided_by="a script"),
    )
    await world.records.insert(summary)
    await world.records.insert(attempt)
    return fact


async def find(world: World, names: Sequence[str]) -> dict[str, list[str]]:
    """Return which names are still in the store, and where: in decoded rows, or as bytes."""
    found: dict[str, list[str]] = {}
    for each in await world.records.find_texts(names, SPACE, in_all_versions=True):
        found.setdefault(names[each.text], []).append(each.place)
    for name in names:
        files = find_in_files(Path(world.settings.store), name)
        if files:
            found.setdefault(name, []).extend(files)
    return found


def find_in_files(folder: Path, name: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if name.encode() in path.read_bytes()]


async def erase(world: World, what: EraseSelection) -> EraseReport:
    request = EraseRequest(what=what, space=SPACE, session="evening", author="tester")
    return await world.services_by(world.parts.rules).erase.erase(request)


class TestErasedNames:
    @pytest.mark.heavy
    @pytest.mark.parametrize("way", ["ids", "session", "author", "space"])
    async def test_nothing_that_was_typed_beside_the_words_stays(
        self, tmp_path: Path, way: str
    ) -> None:
        decider = ScriptedDecider()
        async with opened_world(tmp_path / "store", decider=decider) as world:
            fact = await remember_all(world, decider)
            names = [*NAMES.values()]
            assert {*await find(world, names)} == {*names}

            ways: dict[str, EraseSelection] = {
                "ids": EraseIds(lineages=(fact.lineage,)),
                "session": ForgetSession(session=NAMES["session"]),
                "author": ForgetAuthor(author=NAMES["author"]),
                "space": EraseSpace(),
            }
            report = await erase(world, ways[way])

            assert (report.is_proof, report.remains) == (True, ())
            assert report.names_sought == report.names_before == 3
            assert await find(world, names) == {}
            erasing = next(each for each in await world.changes() if each.act == "erase")
            assert (erasing.author, dict(erasing.erased)) == ("tester", report.counts)
            told = render_changes(await world.history.list_changes((SPACE,)))
            assert "erase by tester" in told
            assert "remember by (erased)" in told
            with pytest.raises(NotFoundError, match="nothing is left to erase"):
                await erase(world, EraseSpace())

    async def test_the_session_in_which_it_was_forgotten_before_goes_too(
        self, world: World
    ) -> None:
        await world.state(SAID, ask=replace(ASK, session=NAMES["session"]))
        (fact,) = await world.facts()
        await world.forgetting.forget(
            ForgetRequest(
                what=name_ids(fact.lineage), space=SPACE, session=NAMES["session"], author="tester"
            )
        )
        assert await world.records.count(Fingerprint, replace(ANY, sessions=(NAMES["session"],)))

        assert (await erase(world, EraseIds(lineages=(fact.lineage,)))).remains == ()

        assert await find(world, [NAMES["session"]]) == {}
        # What keeps the words from coming back is still there.
        assert await world.records.count(Fingerprint, ANY)

    async def test_names_stay_while_anything_of_theirs_does(self, world: World) -> None:
        ask = replace(ASK, session=NAMES["session"], author=NAMES["author"])
        await world.state(SAID, ask=ask)
        (fact,) = await world.facts()
        await world.state("The harbour opens at six in the morning", ask=ask)

        assert (await erase(world, EraseIds(lineages=(fact.lineage,)))).remains == ()

        found = await find(world, [NAMES["session"], NAMES["author"], NAMES["text"]])
        assert {*found} == {NAMES["session"], NAMES["author"]}
        remembered = [each for each in await world.changes() if each.act == "remember"]
        assert {each.author for each in remembered} == {NAMES["author"]}


class TestNamesInTheProof:
    async def test_a_name_that_stands_somewhere_else_is_told(self, tmp_path: Path) -> None:
        async with opened_world(tmp_path / "store") as world:
            await world.state(SAID, ask=replace(ASK, session=NAMES["session"]))
            left = Path(world.settings.store) / ".mcp_mem0" / "left.txt"
            left.write_text('{"session": "quarrelsitting"}')

            report = await erase(world, ForgetSession(session=NAMES["session"]))

            assert report.remains == (
                "the file .mcp_mem0/left.txt has the name of a session that went",
            )

    async def test_names_are_sought_in_the_columns_for_them(self, world: World) -> None:
        """The same letters in a text are no name of a row."""
        await world.state("Perlhuhn sings about hushtopic in quarrelsitting")
        ask = replace(ASK, session=NAMES["session"], author=NAMES["author"], tags=(NAMES["tag"],))
        named = await world.state("The harbour opens at six in the morning", ask=ask)
        columns: Final = ("session", "author", "tags")
        names = [
            SoughtName(column, NAMES["tag" if column == "tags" else column]) for column in columns
        ]

        found = await world.records.find_names(names, SPACE, in_all_versions=False)

        rows = {(columns[each.text], each.place) for each in found if each.is_row}
        (fact,) = [row for row in await world.facts() if row.text.startswith("The harbour")]
        assert {(column, fact.id) for column in columns} <= rows
        others = {row.id for row in await world.facts()} - {fact.id}
        assert not {place for _, place in rows} & others
        assert ("session", str(named.change)) in rows

    async def test_a_tag_that_another_row_has_is_not_sought(self, world: World) -> None:
        ask = replace(ASK, tags=(NAMES["tag"], "shared"))
        await world.state(SAID, ask=ask)
        (fact,) = await world.facts()
        await world.state("The harbour opens at six", ask=replace(ASK, tags=("shared",)))

        report = await erase(world, EraseIds(lineages=(fact.lineage,)))

        assert (report.names_sought, report.names_before, report.remains) == (1, 1, ())


class TestHashedNames:
    async def test_no_hash_of_a_session_that_went_is_kept(self, world: World) -> None:
        ask = replace(ASK, session=NAMES["session"])
        (gone, kept) = ("Zumwald keeps bees", "Ana plays the cello")
        await world.state(gone, ask=ask)
        await world.state(kept)
        lineages = [fact.lineage for fact in await world.facts()]
        await world.ask_forget(name_ids(*lineages))
        (salt,) = {row.salt for row in await world.records.find(Fingerprint, ANY)}
        hashed = [hash_session(bytes.fromhex(salt), name) for name in (NAMES["session"], "morning")]
        assert set(hashed) == await list_heard_in(world)

        await erase(world, ForgetSession(session=NAMES["session"]))

        assert await list_heard_in(world) == {hashed[1]}
        assert find_in_files(Path(world.settings.store), hashed[0]) == []
        # What keeps the words from coming back is still there.
        await world.say(gone)
        assert gone not in await world.excerpts()

    def test_what_is_of_no_session_takes_no_place_of_one(self) -> None:
        salt = b"salt"
        rows = [
            replace(fact(number), session=f"s{number}" if number else "")
            for number in range(SESSIONS_MAX + 1)
        ]
        printed = build_prints("Ana keeps bees", salt)
        head = Head(space=SPACE, revision=0, recorded_at=rows[0].recorded_at)
        new_id = iter(range(100))

        (kept, *_) = build_fingerprints(
            [Statements(row=row, prints=printed) for row in rows],
            salt,
            plan_next_change(
                SPACE, head, now=rows[0].recorded_at, new_id=lambda _: f"c_{next(new_id)}"
            ),
            lambda _: f"p_{next(new_id)}",
            session="s",
            author="a",
        )

        assert hash_session(salt, "") not in kept.heard_in
        assert hash_session(salt, f"s{SESSIONS_MAX}") in kept.heard_in


async def list_heard_in(world: World) -> set[str]:
    rows = await world.records.find(Fingerprint, ANY)
    return {each for row in rows for each in row.heard_in}
