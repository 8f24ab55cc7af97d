"""What the explorer's calls answer, and what they change."""

from pathlib import Path

import pytest

from mcp_mem0.config import ModelSettings
from tests.support.explorer_visit import API, KEY_HEADER, Visit, entered
from tests.support.http_server import Served, served
from tests.support.mcp_calls import call_text
from tests.support.messages_api import Fails, messages_server

pytestmark = pytest.mark.anyio


async def conflicting(visit: Visit) -> tuple[str, str]:
    """Remember two facts of which the newer one may outdate the other; return their ids."""
    older = await visit.remembered("Bo works at Acme.")
    return older, await visit.remembered("Bo works at Globex.")


async def test_me_says_who_looks_and_what_they_may_do(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await visit.remembered("Ana lives in Oslo.", space="other")
        me = await visit.call("me")

    assert not me["team"]
    assert me["author"] == "explorer"
    assert me["space"] == "default"
    assert me["spaces"][0] == {
        "space": "default",
        "read": True,
        "write": True,
        "forget": True,
        "erase": True,
    }


async def test_a_correction_is_decided_at_once_where_a_model_fails(tmp_path: Path) -> None:
    with messages_server() as endpoint:
        endpoint.will_usually_answer(lambda _: Fails(status=500))
        model = ModelSettings(base_url=endpoint.url, name="scripted", retries=0)
        async with served(tmp_path, model=model) as server, entered(server) as visit:
            stated = await visit.call("remember", text="Bo works at Acme.")
            [settled] = (await visit.call("retry", how="rules"))["receipts"]
            fact = settled["operations"][0]["id"]
            asked = len(endpoint.asked)
            receipt = await visit.call("correct", id=fact, revision=1, text="Bo works at Globex.")
            pending = await visit.call("pending")

    assert stated["status"] == "pending"
    assert receipt["status"] == "done"
    assert receipt["decided_by"] == "rules (a person said what holds)"
    assert receipt["operations"][0]["closed"][0]["text"] == "Bo works at Acme."
    assert pending["pending"] == []
    assert len(endpoint.asked) == asked


async def test_recall_answers_as_the_tool_does_and_says_why(open_server: Served) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        found = await visit.call("recall", query="Where does Ana live?")

    [memory] = found["memories"]
    assert memory["id"] == fact
    assert memory["quote"] == "Ana lives in Oslo."
    assert memory["why"]
    assert memory["found_by"]
    assert 0 < memory["score"] <= 1
    assert found["milliseconds"] > 0


async def test_recall_keeps_to_authors_and_sessions(open_server: Served) -> None:
    async with entered(open_server) as visit, open_server.client(name="desk") as client:
        await visit.remembered("Ana lives in Oslo.")
        await call_text(client, "remember", content="Ana likes tea.", session="monday")
        question = "What about Ana?"
        mine = await visit.call("recall", query=question, authors=["explorer"])
        monday = await visit.call("recall", query=question, sessions=["monday"])
        brief = await visit.call("recall", authors=["desk"])

    assert [each["text"] for each in mine["memories"]] == ["Ana lives in Oslo."]
    assert [each["text"] for each in monday["memories"]] == ["Ana likes tea."]
    assert [each["text"] for each in brief["memories"]] == ["Ana likes tea."]


async def test_a_list_is_paged_and_filtered(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await visit.call("remember", text="Ana lives in Oslo.", tags=["home"])
        await visit.remembered("Bo keeps bees.")
        page = await visit.call("list", page_size=1, page=2)
        tagged = await visit.call("list", tags=["home"])
        messages = await visit.call("list", what="messages")

    assert (page["page"], page["pages"], page["total"]) == (2, 2, 2)
    assert [each["text"] for each in page["memories"]] == ["Ana lives in Oslo."]
    assert [each["text"] for each in tagged["memories"]] == ["Ana lives in Oslo."]
    assert {each["id"][:2] for each in messages["memories"]} == {"m_"}


async def test_a_correction_is_a_receipt_and_a_revision_with_both_clocks(
    open_server: Served,
) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        corrected = await visit.call(
            "correct", id=fact, revision=1, text="Ana lives in Rome.", kind="change"
        )
        shown = await visit.call("fact", id=fact)

    assert corrected["status"] == "done"
    assert corrected["operations"][0]["closed"][0]["text"] == "Ana lives in Oslo."
    old, new = shown["revisions"]
    assert shown["open"]
    assert (old["open"], old["closed_as"], new["open"]) == (False, "replaced", True)
    assert old["closed"]["change"] == new["opened"]["change"] == corrected["change"]
    assert old["known"]["to"] == new["known"]["from"] != old["known"]["from"]
    assert old["valid"]["to"]
    assert "to" not in new["known"]
    assert new["words"]["text"] == "Ana lives in Rome."
    assert new["author"] == "explorer"
    assert "Ana" in new["entities"]


async def test_a_correction_of_what_has_changed_is_refused(open_server: Served) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        await visit.call("correct", id=fact, revision=1, text="Ana lives in Rome.")
        sentence = await visit.refused(
            409, "correct", id=fact, revision=1, text="Ana lives in Bergen."
        )
        page = await visit.call("list")

    assert "has changed since" in sentence
    assert [each["text"] for each in page["memories"]] == ["Ana lives in Rome."]


async def test_the_timeline_says_what_each_change_closed_and_undoes_it(
    open_server: Served,
) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        await visit.call("correct", id=fact, revision=1, text="Ana lives in Rome.")
        newest = await visit.call("changes", limit=1)
        [change] = newest["changes"]
        older = await visit.call("changes", before=change["at"])
        await visit.call("undo", change=change["change"])
        [undo, undone, _] = (await visit.call("changes"))["changes"]
        page = await visit.call("list")

    assert newest["more"]
    assert not older["more"]
    assert change["operations"][0]["closed"][0]["text"] == "Ana lives in Oslo."
    assert (change["can_undo"], undone["can_undo"]) == (True, False)
    assert undone["undone_by"] == undo["change"]
    assert [each["text"] for each in page["memories"]] == ["Ana lives in Oslo."]


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("newer", ["Bo works at Globex."]),
        ("older", ["Bo works at Acme."]),
        ("both", ["Bo works at Globex.", "Bo works at Acme."]),
    ],
)
async def test_a_conflict_is_settled_with_one_call(
    open_server: Served, keep: str, left: list[str]
) -> None:
    async with entered(open_server) as visit:
        await conflicting(visit)
        [conflict] = (await visit.call("review"))["conflicts"]
        sides = {
            side: {name: conflict[side][name] for name in ("id", "revision")}
            for side in ("older", "newer")
        }
        receipt = await visit.call("settle", **sides, keep=keep)
        after = await visit.call("review")
        page = await visit.call("list")

    assert receipt["status"] == "done"
    assert receipt["change"]
    assert after["conflicts"] == []
    assert [each["text"] for each in page["memories"]] == left


async def test_that_both_hold_is_told_until_it_is_taken_back(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await conflicting(visit)

        async def list_outdated() -> tuple[list[str], list[str], int]:
            answers = [await visit.call("recall", query="Where does Bo work?")]
            answers.append(await visit.call("recall"))
            found, brief = (
                [each["text"] for each in answer["memories"] if "outdated_by" in each]
                for answer in answers
            )
            return found, brief, len((await visit.call("review"))["conflicts"])

        in_doubt = (["Bo works at Acme."], ["Bo works at Acme."], 1)
        assert await list_outdated() == in_doubt
        [conflict] = (await visit.call("review"))["conflicts"]
        sides = {
            side: {name: conflict[side][name] for name in ("id", "revision")}
            for side in ("older", "newer")
        }

        settled = await visit.call("settle", **sides, keep="both")
        assert await list_outdated() == ([], [], 0)
        assert (await visit.call("change", id=settled["change"]))["can_undo"]

        undone = await visit.call("undo", change=settled["change"])
        assert await list_outdated() == in_doubt
        assert "undone already" in await visit.refused(400, "undo", change=settled["change"])

        await visit.call("undo", change=undone["change"])
        assert await list_outdated() == ([], [], 0)


@pytest.mark.parametrize("keep", ["newer", "older", "both"])
async def test_a_conflict_that_somebody_else_settled_is_left_alone(
    open_server: Served, keep: str
) -> None:
    async with entered(open_server) as visit:
        older, newer = await conflicting(visit)
        await visit.call("correct", id=newer, revision=1, text="Bo works at Initech.")
        before = await visit.call("list")
        sides = {"older": {"id": older, "revision": 1}, "newer": {"id": newer, "revision": 1}}

        assert "changed since" in await visit.refused(409, "settle", **sides, keep=keep)
        assert await visit.call("list") == before


async def test_forget_says_first_what_it_would_do(open_server: Served) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        unsaid = await visit.refused(400, "forget", ids=[fact])
        shown = await visit.call("forget", ids=[fact], dry_run=True)
        kept = await visit.call("list")
        done = await visit.call("forget", ids=[fact], dry_run=False)
        left = await visit.call("list")

    assert "dry_run" in unsaid
    assert shown["status"] == "dry_run"
    assert (kept["total"], left["total"]) == (1, 0)
    assert done["change"]


async def test_erase_asks_for_the_word(open_server: Served) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        shown = await visit.call("erase", ids=[fact], dry_run=True)
        refused = await visit.refused(400, "erase", ids=[fact], dry_run=False, typed="eras")
        kept = await visit.call("list")
        done = await visit.call("erase", ids=[fact], dry_run=False, typed="erase")
        left = await visit.call("list", include_retired=True)

    assert shown["counts"]["fact"] == 1
    assert "nothing is erased" in refused
    assert (kept["total"], left["total"]) == (1, 0)
    assert done["proven"]


async def test_the_graph_shows_the_most_connected_first_and_paths_between_two(
    open_server: Served,
) -> None:
    async with entered(open_server) as visit, open_server.client() as client:
        for other in ("Ben", "Cleo"):
            await call_text(client, "relate", subject="Ana", predicate="knows", object=other)
        whole = await visit.call("graph", limit=2)
        around = await visit.call("graph", names=["cleo"], hops=2)
        unknown = await visit.call("graph", names=["Clea"])
        paths = await visit.call("paths", source="Ben", target="Cleo")
        names = await visit.call("names", prefix="c")
        past = await visit.call("graph", known_at="2020-01-01")

    assert whole["nodes"][0]["name"] == "Ana"
    assert (whole["entities"], whole["shown"], whole["left_out"]) == (3, 2, 1)
    [edge] = whole["edges"]
    assert (edge["kind"], edge["label"], edge["count"]) == ("relation", "knows", 1)
    assert [(each["name"], each.get("centre")) for each in around["nodes"]] == [
        ("Cleo", True),
        ("Ana", None),
        ("Ben", None),
    ]
    assert unknown["unknown"] == [{"name": "Clea", "similar": ["Cleo"]}]
    assert [len(each["steps"]) for each in paths["paths"]] == [2]
    assert [each["name"] for each in names["names"]] == ["Cleo"]
    assert past["nodes"] == []


async def test_filters_count_what_can_be_chosen(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await visit.call("remember", text="Ana lives in Oslo.", tags=["home"])
        await visit.remembered("Bo keeps bees.", space="other")
        filters = await visit.call("filters")

    counts = {each["space"]: each["facts"] for each in filters["spaces"]}
    assert counts == {"default": 1, "other": 1}
    assert [(each["name"], each["count"]) for each in filters["tags"]] == [("home", 1)]
    assert [(each["name"], each["count"]) for each in filters["authors"]] == [("explorer", 2)]


async def test_statistics_have_every_day(open_server: Served) -> None:
    async with entered(open_server) as visit:
        fact = await visit.remembered("Ana lives in Oslo.")
        await visit.call("correct", id=fact, revision=1, text="Ana lives in Rome.")
        statistics = await visit.call("statistics", days=3)

    assert len(statistics["days"]) == 3
    assert [each["added"] for each in statistics["days"]] == [0, 0, 2]
    assert statistics["days"][-1]["closed"] == 1
    assert statistics["days"][-1]["by_rules"] == 2
    assert statistics["spaces"][0]["facts"] == 1
    assert statistics["failures"] == []


async def test_settings_say_what_holds_and_why(open_server: Served) -> None:
    async with entered(open_server) as visit:
        shown = await visit.call("settings")

    lines = {each["key"]: each for each in shown["settings"]}
    assert lines["recall.limit"]["from"] == "default"
    assert lines["recall.limit"]["why"]
    assert lines["store"]["value"].endswith("store")


async def test_nothing_is_pending_where_the_rules_decide(open_server: Served) -> None:
    async with entered(open_server) as visit:
        await visit.remembered("Ana lives in Oslo.")

        assert (await visit.call("pending"))["pending"] == []
        assert (await visit.call("retry", how="rules"))["decided"] == 0


@pytest.mark.parametrize(
    ("name", "arguments", "status", "words"),
    [
        ("list", {"pages": 1}, 400, "the nearest one is 'page'"),
        ("list", {"page": "one"}, 400, "it should be a whole number"),
        ("list", {"page": 0}, 400, "choose a number"),
        ("fact", {"id": "f_0000000z0"}, 404, "there is no fact"),
        ("fact", {"id": "nonsense"}, 400, "nonsense"),
        ("fact", {}, 400, "fact needs id"),
        ("changes", {"limit": 10_000}, 400, "limit is 10000: it should be at most 500"),
        ("changes", {"limit": 0}, 400, "limit is 0: it should be at least 1"),
        ("settings", {"key": "store"}, 400, "settings has no parameter 'key': it takes none"),
        ("graph", {"space": "No Space!"}, 400, "No Space!"),
        ("graph", {"limit": 501}, 400, "choose a number from 1 to 500"),
        ("statistics", {"days": 0}, 400, "choose a number from 1 to 366"),
        ("recall", {"since": "never"}, 400, "never"),
        ("settle", {"older": {"id": "f_1", "revision": 1}}, 400, "settle needs"),
        ("retry", {"how": "model", "ids": ["e_1"]}, 400, "ids go with"),
        ("undo", {"change": "c_0000000z0"}, 404, "there is no change"),
        ("correct", {"id": "f_1", "revision": 1, "text": " "}, 400, "text is empty: say what"),
    ],
)
async def test_a_bad_call_is_one_sentence(
    untouched_visit: Visit, name: str, arguments: dict[str, object], status: int, words: str
) -> None:
    sentence = await untouched_visit.refused(status, name, **arguments)

    assert words in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("body", ["", "[]", "5", "{", '"me"', "[" * 5_000])
async def test_what_is_no_object_is_refused_or_empty(untouched_visit: Visit, body: str) -> None:
    headers = {KEY_HEADER: untouched_visit.key, "content-type": "application/json"}
    answer = await untouched_visit.browser.post(f"{API}/me", content=body, headers=headers)

    assert answer.status_code == (400 if body else 200)
