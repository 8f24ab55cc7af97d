"""The commands that browse a memory: as text for people, as JSON for programs."""

import re
import shlex

import pytest

from mcp_mem0.cli.output.receipts import format_command
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.results.suggested_call import build_call
from tests.support.running import Terminal


def test_history_shows_a_fact_a_change_or_the_newest_changes(terminal: Terminal) -> None:
    fact, first = terminal.added("remember", "Ana lives in Rome", "--session", "monday")
    _, second = terminal.added("remember", "Ana lives in Oslo", "--replaces", fact)

    of_fact = terminal.answered("history", fact)
    of_change = terminal.check_output("history", second)
    newest = terminal.answered("history", "--limit", "1")
    before = terminal.answered("history", "--before", newest["changes"][0]["at"])

    rome, oslo = of_fact["revisions"]
    assert (rome["text"], rome["closed_as"], rome["closed"]["change"]) == (
        "Ana lives in Rome",
        "replaced",
        second,
    )
    assert (rome["opened"]["change"], rome["opened"]["session"]) == (first, "monday")
    assert (oslo["text"], oslo["words"]["text"]) == ("Ana lives in Oslo", "Ana lives in Oslo")
    assert 'replaced: "Ana lives in Rome" by "Ana lives in Oslo"' in of_change
    assert "since" not in rome
    assert f'"Ana lives in Rome" (said {rome["said_at"]}, start unknown' in terminal.check_output(
        "history", fact, "--full"
    )
    assert [change["change"] for change in newest["changes"]] == [second]
    assert [change["change"] for change in before["changes"]] == [first]


def test_list_pages_and_filters_facts_and_messages(terminal: Terminal) -> None:
    for number in range(3):
        terminal.check_output("remember", f"Ana owns boat {number}", "--tag", f"t{number}")
    fact, _ = terminal.added("remember", "Ben lives in Rome")
    terminal.check_output("forget", fact)

    second_page = terminal.answered("list", "--limit", "2", "--page", "2")
    tagged = terminal.answered("list", "--tag", "t1")
    retired = terminal.answered("list", "--retired")
    messages = terminal.answered("list", "--messages", "--about", "Ana")

    assert (second_page["pages"], second_page["total"]) == (2, 3)
    assert [each["text"] for each in second_page["memories"]] == ["Ana owns boat 0"]
    assert [each["text"] for each in tagged["memories"]] == ["Ana owns boat 1"]
    assert retired["memories"][0]["retired"] == "forgotten"
    assert messages["total"] == 3
    assert "Ana owns boat 2" in terminal.check_output("list")


def test_a_page_after_the_last_one_is_named(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana lives in Rome")

    assert terminal.check_output("list", "--page", "9") == "No page 9: the last page is 1.\n"


def test_review_shows_what_became_of_the_memory_and_undoes_by_number(terminal: Terminal) -> None:
    fact, _ = terminal.added("remember", "Ana lives in Rome")
    terminal.check_output("remember", "Ana lives in Oslo", "--replaces", fact)
    terminal.check_output("remember", "Ben works at Acme")
    terminal.check_output("remember", "Ben works at Zeta")

    found = terminal.answered("review", "--since", "1h")
    undone = terminal.answered("review", "--undo", "2")
    after = terminal.check_output("review")

    assert [(each["number"], each["kind"]) for each in found["items"]] == [
        (4, "new"),
        (3, "new"),
        (2, "replaced"),
        (1, "new"),
    ]
    [conflict] = found["conflicts"]
    assert conflict["newer"]["text"] == "Ben works at Zeta"
    assert undone["act"] == "undo"
    assert '"Ana lives in Rome"' in after
    assert "Ana lives in Oslo" not in after


def test_each_kind_of_change_is_said_in_review_list_and_history(terminal: Terminal) -> None:
    wrong, _ = terminal.added("remember", "Marta was born on 14 June")
    terminal.check_output(
        "remember",
        "Marta was born on 15 June",
        *("--replaces", wrong, "--replaces-as", "correction"),
    )
    short, _ = terminal.added("remember", "Mira rows")
    terminal.check_output(
        "relate",
        *("Mira", "rows_on", "the lake"),
        *("--replaces", short, "--replaces-as", "addition"),
    )

    items = terminal.answered("review", "--since", "1h")["items"]
    review = terminal.check_output("review")
    retired = terminal.answered("list", "--retired")["memories"]
    listed = terminal.check_output("list", "--retired")
    refused = terminal.run("remember", "Ana", "--replaces", short, "--replaces-as", "edit")

    assert [each["kind"] for each in items] == ["extended", "new", "corrected", "new"]
    assert items[2]["operation"]["closed"][0]["closed_as"] == "corrected"
    assert "Corrected:" in review
    assert "Extended:" in review
    closed = {each["text"]: each for each in retired if "retired" in each}
    assert {text: each["retired"] for text, each in closed.items()} == {
        "Marta was born on 14 June": "corrected",
        "Mira rows": "extended",
    }
    assert all("until" not in each and "retired_on" in each for each in closed.values())
    # The column may break the line between the two.
    assert re.search(rf"corrected on.*{closed['Mira rows']['retired_on'][:10]}", listed, re.DOTALL)
    assert "extended " in terminal.check_output("history", short)
    assert refused.code == Exit.REQUEST
    assert "must be one of change, correction, addition" in refused.err


def test_a_graph_is_drawn_and_written_as_a_picture(terminal: Terminal) -> None:
    terminal.check_output("relate", "Ana", "works_at", "Acme")
    terminal.check_output("relate", "Acme", "lies_in", "Bergen")
    picture = terminal.folder / "ana.html"

    drawn = terminal.check_output("graph", "Ana", "--hops", "2", "--html", str(picture))
    between = terminal.answered("graph", "Ana", "Bergen")
    unknown = terminal.run("graph", "Anna")

    assert "└─ works at → Acme" in drawn
    assert "<svg" in picture.read_text(encoding="utf-8")
    assert len(between["between"][0]["paths"][0]["steps"]) == 2
    assert (unknown.code, unknown.out) == (Exit.REQUEST, "")
    assert "did you mean Ana?" in unknown.err


BEFORE = ("--valid-at", "2020-01-01")


def test_a_time_before_a_fact_was_said_notes_the_unknown_start(
    terminal: Terminal,
) -> None:
    terminal.check_output("relate", "Ana", "works_at", "Acme")
    terminal.check_output("relate", "Ana", "lives_in", "Oslo", "--valid-from", "2019-05-01")
    picture = terminal.folder / "ana.html"

    drawn = terminal.check_output("graph", "Ana", *BEFORE, "--html", str(picture))
    facts = [
        each["fact"] for each in terminal.answered("graph", "Ana", *BEFORE)["around"][0]["ties"]
    ]
    listed = terminal.check_output("list", *BEFORE)

    works, lives = sorted(facts, key=lambda fact: "since" in fact)
    start_unknown = f"{works['id']}, said {works['said']}, start unknown"
    for shown in (drawn, picture.read_text(encoding="utf-8")):
        assert start_unknown in shown
        assert f"{lives['id']}, since 2019-05-01" in shown
    assert ("since" in works, "said" in lives) == (False, False)
    assert f"Start unknown for {works['id']}: stated after 2020-01-01" in listed


def test_what_was_forgotten_does_not_come_back_as_what_once_held(terminal: Terminal) -> None:
    terminal.check_output("relate", "Ana", "works_at", "Acme")
    home, _ = terminal.added("relate", "Ana", "lives_in", "Rome")
    terminal.check_output("relate", "Ana", "lives_in", "Oslo", "--replaces", home)
    before = terminal.check_output("graph", "Ana", *BEFORE)
    terminal.check_output("forget", home)

    drawn = terminal.check_output("graph", "Ana", *BEFORE)
    listed = terminal.answered("list", *BEFORE)
    rome = terminal.run("graph", "Rome", *BEFORE)

    assert "Rome" in before
    assert "Rome" not in drawn
    assert "Acme" in drawn
    assert [fact["text"] for fact in listed["memories"]] == ["Ana works at Acme"]
    assert (listed["pages"], listed["total"]) == (1, 1)
    assert (rome.code, rome.err) == (
        Exit.REQUEST,
        "mcp-mem0: there is no entity 'Rome': `mcp-mem0 list entities` lists the names\n",
    )


def test_a_graph_at_an_earlier_belief_time_ignores_later_changes(
    terminal: Terminal,
) -> None:
    home, change = terminal.added("relate", "Ana", "lives_in", "Rome")
    before = terminal.answered("history", change)["at"]
    terminal.check_output("relate", "Ana", "lives_in", "Oslo", "--replaces", home)

    drawn = terminal.check_output("graph", "Ana", "--known-at", before)

    assert "lives in → Rome" in drawn
    assert "until" not in drawn


def test_spaces_and_stats_count_what_is_kept(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana lives in Rome")
    terminal.check_output("remember", "Ben owes me a report", "--space", "work")

    spaces = terminal.answered("spaces")["spaces"]
    stats = terminal.answered("stats", "--space", "work")

    assert [(each["space"], each["facts"], each["messages"]) for each in spaces] == [
        ("default", 1, 1),
        ("work", 1, 1),
    ]
    assert [each["space"] for each in stats["spaces"]] == ["work"]
    assert stats["decided_by_rules"] == 1
    assert "work" in terminal.check_output("spaces")
    assert "1 decided by rules" in terminal.check_output("stats", "--space", "work")


@pytest.mark.parametrize(
    "command",
    [
        ("recall", "Ana"),
        ("list",),
        ("review",),
        ("history",),
        ("stats",),
        ("graph", "Ana"),
        ("export", "-"),
        ("forget", "--query", "Ana"),
        ("forget", "f_06w2q7k3d"),
        ("erase", "--dry-run", "f_06w2q7k3d"),
        ("erase", "--dry-run", "--whole-space"),
    ],
)
def test_an_unknown_space_is_told_in_the_same_words_by_every_command(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    terminal.check_output("remember", "Ana lives in Rome", "--space", "work")

    ended = terminal.run(*command, "--space", "wrok")

    told = "there is no space 'wrok' yet: there is work, and the nearest name is 'work'"
    assert told in " ".join(ended.err.split())


def test_check_succeeds_if_everything_agrees_and_rebuilds_indexes(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana lives in Rome")

    checked = terminal.answered("check")
    repaired = terminal.answered("check", "--repair")

    assert (checked["disagreements"], checked["repaired"]) == ([], False)
    assert checked["rows"] > 3
    assert repaired == {**checked, "repaired": True}
    assert "rows agree" in terminal.check_output("check")


@pytest.mark.parametrize(
    "command",
    [
        "recall",
        "recall Ana",
        "history",
        "history f_000000001",
        "list",
        "review",
        "review --undo 1",
        "graph Ana",
        "spaces",
        "stats",
        "pending",
        "pending --settle",
        "replay",
        "check",
        "check --repair",
        "forget --query Ana",
        "forget f_000000001",
        "undo c_000000001",
    ],
)
def test_commands_that_only_read_report_a_missing_store_and_create_none(
    terminal: Terminal, command: str
) -> None:
    ended = terminal.run(*command.split(), "--json")

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert ended.err == (
        f"mcp-mem0: there is no store in '{terminal.store}': name another with --store, or"
        " remember something first\n"
    )
    assert not terminal.store.exists()


def test_a_store_with_a_long_path_is_named_whole(terminal: Terminal) -> None:
    store = terminal.store.joinpath(*["a-folder-far-down"] * 9)

    ended = terminal.run("list", "--store", str(store))

    assert f"there is no store in '{store}': name" in ended.err


@pytest.mark.parametrize("command", ["remember Ana-likes-tea", "relate Ana likes tea"])
def test_what_writes_makes_the_store_that_is_not_there(terminal: Terminal, command: str) -> None:
    terminal.check_output(*command.split())

    assert "Ana" in terminal.check_output("list")


def test_doctor_creates_nothing_and_says_how_all_is(terminal: Terminal) -> None:
    before = terminal.answered("doctor")
    was_there = terminal.store.exists()
    terminal.check_output("remember", "Ana lives in Rome")
    after = terminal.check_output("doctor")

    topics = {each["topic"]: each["state"] for each in before["findings"]}
    assert not was_there
    assert topics["store"] == topics["embedder"] == topics["model"] == "good"
    for line in ("lock: free", "index: all readable", "spaces: 1"):
        assert line in after


def test_doctor_says_what_is_broken_and_ends_so(terminal: Terminal) -> None:
    terminal.store.write_text("not a folder")

    ended = terminal.run("doctor")

    assert ended.code == Exit.FAULT
    assert "BAD   store:" in ended.out
    assert "is a file" in ended.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["history", "x"], "neither the id of a fact"),
        (["history", "--since", "soon"], "write a span"),
        (["list", "--page", "0"], "page is 0"),
        (["list", "--since", "2026-03-02", "--until", "2026-03-01"], "swap them"),
        (["review", "--since", "2999-01-01"], "still to come"),
        (["graph", "Ana", "--hops", "9"], "hops is 9"),
    ],
)
def test_a_wrong_request_is_one_sentence(
    terminal: Terminal, arguments: list[str], sentence: str
) -> None:
    ended = terminal.run(*arguments)

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("history f_06w2q7k3d", "there is no fact"),
        ("history c_06w2q7k3d", "there is no change"),
        ("review --undo 7", "no number 7"),
        ("forget f_06w2q7k3d", "f_06w2q7k3d"),
        ("graph Nobody", "Nobody"),
    ],
)
def test_what_is_not_in_the_store_is_a_wrong_request(
    terminal: Terminal, command: str, sentence: str
) -> None:
    terminal.check_output("remember", "Ana lives in Rome")

    ended = terminal.run(*command.split())

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


def test_a_receipt_names_a_command_that_settles_a_conflict(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana lives in Rome", "--space", "work")
    later = ("--space", "work", "--tag", "her home", "--said-at", "2100-01-01")
    receipt = terminal.answered("remember", "Ana lives in Oslo", *later)

    settle = receipt["near"][0]["settle"]
    program, *arguments = shlex.split(settle)
    terminal.check_output(*arguments)

    assert program == "mcp-mem0"
    listed = terminal.answered("list", "--space", "work", "--tag", "her home")
    assert [fact["text"] for fact in listed["memories"]] == ["Ana lives in Oslo"]
    assert terminal.answered("list", "--space", "work")["total"] == 1


def test_a_statement_that_looks_like_an_option_is_written_so_that_it_can_be_pasted() -> None:
    call = build_call("remember", content="--json is for programs", replaces=("f_06w2q7k5f.1",))

    assert format_command(call) == (
        "mcp-mem0 remember --replaces f_06w2q7k5f.1 -- '--json is for programs'"
    )


def test_commands_that_follow_each_other_are_one_conversation(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana lives in Rome")
    terminal.check_output("relate", "Ana", "owns", "a boat")
    terminal.check_output("remember", "Ana leads Lanternfish", "--session", "kickoff")

    listed = terminal.answered("history")["changes"]
    named, second, first = (change["session"] for change in listed)
    assert (named, first) == ("kickoff", second)
    assert first.startswith("command line ")


def test_a_list_shows_and_tells_all_that_it_can_be_filtered_by(terminal: Terminal) -> None:
    stated = ("--tag", "home", "--session", "monday", "--valid-from", "2023-10")
    terminal.check_output("remember", "Ana lives in Rome", *stated)

    [listed] = terminal.answered("list")["memories"]
    shown = terminal.check_output("list")

    assert (listed["tags"], listed["session"], listed["author"]) == (
        ["home"],
        "monday",
        "command line",
    )
    assert {"Ana", "Rome"} <= set(listed["entities"])
    assert listed["valid_from"] == "2023-10"
    assert {"said_at", "recorded_at"} <= listed.keys()
    assert {"valid_to", "retired_at"}.isdisjoint(listed)
    for part in ("tags home", "Rome", "session monday", "since October 2023"):
        assert part in shown


def test_both_clocks_of_a_closed_fact_are_told(terminal: Terminal) -> None:
    rome, _ = terminal.added("remember", "Ana lives in Rome", "--valid-from", "2020")
    moved = ("--replaces", rome, "--valid-from", "2024-05-01")
    terminal.check_output("remember", "Ana lives in Oslo", *moved)

    closed = terminal.answered("list", "--retired", "--about", "Rome")["memories"]
    then = terminal.answered("list", "--valid-at", "2022-06-01")["memories"]

    [told] = closed
    assert (told["valid_from"], told["valid_to"]) == ("2020", "2024-05-01")
    assert told["retired_at"] > told["recorded_at"]
    assert [each["text"] for each in then] == ["Ana lives in Rome"]


def test_names_are_listed_with_the_facts_that_have_them(terminal: Terminal) -> None:
    terminal.check_output("relate", "Jonas Weber", "also_known_as", "Jojo")
    terminal.check_output("remember", "Jojo likes tea", "--tag", "food", "--session", "monday")
    terminal.check_output("remember", "Jojo likes bread", "--tag", "food", "--tag", "shop")

    tags = terminal.answered("list", "tags", "--page-size", "1")
    entities = terminal.answered("list", "entities")
    sessions = terminal.answered("list", "sessions")
    authors = terminal.answered("list", "authors")

    assert (tags["total"], tags["pages"], tags["names"]) == (2, 2, [{"name": "food", "facts": 2}])
    jojo = next(each for each in entities["names"] if each["name"] == "Jojo")
    assert (jojo["facts"], jojo["also"]) == (3, ["Jonas Weber"])
    monday = next(each for each in sessions["names"] if each["name"] == "monday")
    assert monday["facts"] == 1
    assert monday["last"]
    assert authors["names"] == [{"name": "command line", "facts": 3}]
    assert "Jonas Weber" in terminal.check_output("list", "entities")
    assert "food" in terminal.check_output("list", "tags")
    assert "monday" in terminal.check_output("list", "sessions")
    assert "No page 9" in terminal.check_output("list", "tags", "--page", "9")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("tgas", "there is no list of 'tgas': did you mean tags?"),
        ("Rome", "choose one of facts, messages"),
        ("tags --about Ana --retired", "leave out --about, --retired"),
        ("tags --messages", "asks for two lists"),
    ],
)
def test_a_list_that_there_is_not_is_one_sentence(
    terminal: Terminal, words: str, sentence: str
) -> None:
    ended = terminal.run("list", *words.split())

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "tags"),
        ("history",),
        ("review",),
        ("graph", "Ana"),
        ("stats",),
    ],
)
def test_an_unknown_space_is_said(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal.check_output("remember", "Ana lives in Linz.")

    ended = terminal.run(*words, "--space", "nosuch")

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert "there is no space 'nosuch' yet" in ended.err


def test_a_name_that_is_nearly_known_is_offered(terminal: Terminal) -> None:
    terminal.check_output("relate", "Hanna", "lives in", "Linz")

    assert "there is no entity 'Hana': did you mean Hanna?" in terminal.run("graph", "Hana").err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--about jonas", "There is no entity 'jonas': did you mean Jonas Weber?"),
        ("--about nobody", "There is no entity 'nobody': `mcp-mem0 list entities` lists them"),
        ("--tag hom", "There is no tag 'hom': did you mean home?"),
        ("--session mondy", "There is no session 'mondy': did you mean monday?"),
        ("--by nobody", "There is no author 'nobody': `mcp-mem0 list authors` lists them"),
    ],
)
def test_a_name_that_nothing_has_is_told_with_what_was_meant(
    terminal: Terminal, words: str, sentence: str
) -> None:
    terminal.check_output(
        "remember", "Jonas Weber lives in Bern", "--tag", "home", "--session", "monday"
    )

    shown = terminal.check_output("list", *words.split())

    assert shown.splitlines() == ["No facts found.", sentence]
    assert terminal.answered("list", *words.split())["total"] == 0
    assert terminal.check_output("list", "--tag", "home", "--since", "2030") == "No facts found.\n"
