"""`mcp-mem0 export`: one whole private file, or pages, and a sentence that says what is in them."""

import json
import stat
from pathlib import Path

import pytest

from mcp_mem0.domain.transfer.parser import ExportParser
from tests.support.running import Terminal


class TestExportCommand:
    def test_all_spaces_are_in_one_private_file(self, terminal: Terminal) -> None:
        terminal.added("remember", "Ana plays chess")
        terminal.added("remember", "Ben keeps bees", "--space", "work")
        file = terminal.folder / "export.jsonl"

        text = terminal.check_output("export", str(file))

        assert "Exported 2 spaces to" in text
        assert "2 facts" in text
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        lines = file.read_bytes().splitlines(keepends=True)
        rows = [*ExportParser(checks=True).parse(lines)]
        assert {row.space for row in rows} == {"default", "work"}

    def test_one_space_can_be_named(self, terminal: Terminal) -> None:
        terminal.added("remember", "Ana plays chess")
        terminal.added("remember", "Ben keeps bees", "--space", "work")
        file = terminal.folder / "export.jsonl"

        report = terminal.answered("export", str(file), "--space", "work")

        assert report["rows"] == {"work": {"change": 1, "episode": 1, "excerpt": 1, "fact": 1}}
        assert "Ana" not in file.read_text()

    def test_it_goes_to_the_standard_output(self, terminal: Terminal) -> None:
        terminal.added("remember", "Ana plays chess")

        ended = terminal.run("export", "-", "--no-vectors")

        lines = ended.out.splitlines()
        assert json.loads(lines[0])["format"] == "mcp-mem0-export"
        assert json.loads(lines[-1])["kind"] == "end"
        assert "vector" not in json.loads(lines[2])
        assert "Exported 1 space to the standard output" in ended.err

    def test_it_has_a_name_by_default(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal.added("remember", "Ana plays chess")
        monkeypatch.chdir(terminal.folder)

        terminal.check_output("export")
        terminal.check_output("export", "--format", "markdown")

        (file,) = terminal.folder.glob("memory-*.jsonl")
        assert (terminal.folder / file.stem / "default" / "index.md").is_file()

    def test_what_was_forgotten_is_counted(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
        terminal.check_output("forget", fact)
        file = terminal.folder / "export.jsonl"

        text = terminal.check_output("export", str(file))
        assert "left without words that were forgotten; --with-forgotten keeps them." in text
        assert "walnuts" not in file.read_text()

        terminal.check_output("export", str(file), "--force", "--with-forgotten")
        assert "walnuts" in file.read_text()

    def test_pages_are_counted(self, terminal: Terminal) -> None:
        terminal.added("relate", "Ana", "works_at", "Acme")
        folder = terminal.folder / "vault"

        text = terminal.check_output("export", "--format", "markdown", str(folder))

        assert "Wrote 4 pages." in text
        assert "[[default/Acme|Acme]]" in (folder / "default" / "Ana.md").read_text()

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("there.jsonl",), "is there already"),
            (("none/export.jsonl",), "cannot be written"),
            (("a.jsonl", "--format", "pdf"), "choose jsonl"),
            (("-", "--format", "markdown"), "pages need a folder"),
            (("vault", "--format", "markdown", "--with-forgotten"), "never tell"),
            (("a.jsonl", "--space", "empty"), "there is no space 'empty' yet: there is default"),
        ],
    )
    def test_what_cannot_be_done_is_told_in_a_sentence(
        self,
        terminal: Terminal,
        monkeypatch: pytest.MonkeyPatch,
        arguments: tuple[str, ...],
        told: str,
    ) -> None:
        terminal.added("remember", "Ana plays chess")
        monkeypatch.chdir(terminal.folder)
        Path("there.jsonl").write_text("mine")

        ended = terminal.run("export", *arguments)

        assert ended.code == 2
        assert told in " ".join(ended.err.split())
        assert {path.name for path in Path().iterdir()} == {"config.toml", "store", "there.jsonl"}
        assert Path("there.jsonl").read_text() == "mine"

    def test_without_a_store_it_says_so(self, terminal: Terminal) -> None:
        ended = terminal.run("export", "-")

        assert ended.code == 2
        assert "there is no store" in ended.err
