"""Whatever is wrong with a command line is said in the form of all other errors."""

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("recal x", "there is no command 'recal': did you mean recall?"),
        ("token creat", "there is no command 'creat': did you mean create?"),
        ("zzz", "there is no command 'zzz': mcp-mem0 --help lists the commands"),
        ("recall x --limits 5", "there is no option '--limits': did you mean --limit?"),
        ("recall x --sapce w", "there is no option '--sapce': did you mean --space?"),
        (
            "recall x --recal-limit 3",
            "there is no option '--recal-limit': did you mean --recall-limit?",
        ),
        ("list --valid_at 2020", "there is no option '--valid_at': did you mean --valid-at?"),
        ("spaces --limit 5", "there is no option '--limit': mcp-mem0 spaces --help lists"),
        ("list --limi 5", "there is no option '--limi': did you mean --limit?"),
        ("list --stor x", "there is no option '--stor': did you mean --store?"),
        ("list --frobnicate", "there is no option '--frobnicate': mcp-mem0 list --help lists"),
        ("recall x --limit five", "--limit is 'five': write a whole number"),
        ("history --limit 900", "--limit is '900': write at most 500"),
        ("review --undo 0", "--undo is '0': write at least 1"),
        ("graph", "missing argument 'entity': mcp-mem0 graph --help says what it takes"),
        ("review --undo", "option '--undo' requires an argument: mcp-mem0 review --help"),
        ("undo a b", "got unexpected extra arguments (b): mcp-mem0 undo --help"),
        ("recall --store", "--store needs a value"),
    ],
)
def test_a_mistake_is_one_sentence_with_what_was_meant(
    terminal: Terminal, words: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(terminal.folder)

    name, *others = words.split()
    ended = terminal.run(name, *others)

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert ended.err.startswith(f"mcp-mem0: {sentence}")
    assert ended.err.count("\n") == 1


def test_help_is_shown_where_nothing_is_asked_for(terminal: Terminal) -> None:
    group = terminal.run("token")
    asked = terminal.run("recall", "--help")

    assert group.code == Exit.REQUEST
    assert (asked.code, asked.err) == (Exit.DONE, "")
    assert "Usage: mcp-mem0 token" in group.out + group.err
    assert "Usage: mcp-mem0 recall" in asked.out
