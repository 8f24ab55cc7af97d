"""Notes and instructions in Markdown come over part by part."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.foreign.catalogue import open_source
from tests.support.foreign_files import find_said, read_records, read_skipped

NOTE = """\
---
title: Coffee
permalink: notes/coffee
tags: [drinks, "#morning"]
created: 2025-03-01
---

# Coffee

Brewed by [[Ana Silva|Ana]] each day.

## Observations

- [method] Pour over takes four minutes #brewing (tested twice)
- [ ] buy beans

## Relations

- pairs_with [[Bread]]
- "grown in" [[places/Peru#south]] (since 1990)
"""


def test_observations_relations_links_and_prose_of_a_note(tmp_path: Path) -> None:
    (tmp_path / "coffee.md").write_text(NOTE, encoding="utf-8")

    records = read_records(tmp_path)

    assert find_said(records) == [
        "Coffee: Pour over takes four minutes #brewing (tested twice)",
        "Coffee pairs_with Bread",
        "Coffee grown in Peru",
        "Coffee\n\nBrewed by [[Ana Silva|Ana]] each day.",
        "Coffee › Observations\n\n- [ ] buy beans",
        "Coffee links_to Ana Silva",
    ]
    assert records[0].tags == ("method", "brewing", "drinks", "morning")
    assert records[0].place == "coffee.md:14"
    assert {record.said_at for record in records} == {"2025-03-01"}


def test_a_daily_note_is_of_its_day(tmp_path: Path) -> None:
    (tmp_path / "2024-05-01.md").write_text("Met Ben.", encoding="utf-8")

    (record,) = read_records(tmp_path)

    assert (record.said_at, record.session) == ("2024-05-01", "note 2024-05-01.md")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "secret.md"
    vault.mkdir()
    outside.write_text("Nobody may read this.", encoding="utf-8")
    (vault / "inside.md").write_text("Likes tea.", encoding="utf-8")
    (vault / "link.md").symlink_to(outside)
    (vault / "loop").symlink_to(vault)

    assert [each.place for each in read_records(vault)] == ["inside.md:1"]
    assert [(each.place, each.reason) for each in read_skipped(vault)] == [
        ("link.md", "it is a link that leads out of the folder")
    ]


def test_an_empty_note_and_a_front_matter_without_end_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "open.md").write_text("---\ntitle: Tea\nIt never ends.", encoding="utf-8")

    assert [each.place for each in read_skipped(tmp_path)] == ["empty.md"]
    assert [each.place for each in read_records(tmp_path)] == ["open.md:2"]


RULES = """\
# Style

- Use tabs
- Run the tests:
  ```
  make test
  ```

@docs/more.md

<!-- mcp-mem0: begin -->
Ask your memory.
<!-- mcp-mem0: end -->
"""


@pytest.mark.parametrize(
    "name", ["CLAUDE.md", "AGENTS.md", ".cursor/rules/style.mdc", ".github/copilot-instructions.md"]
)
def test_each_instruction_is_a_statement_of_its_project(tmp_path: Path, name: str) -> None:
    project = tmp_path / "bakery"
    file = project / name
    file.parent.mkdir(parents=True)
    file.write_text(RULES, encoding="utf-8")

    records = read_records(project)

    assert open_source(project).kind == "instructions"
    assert find_said(records) == [
        "Style: Use tabs",
        "Style: Run the tests:\n  ```\n  make test\n  ```",
    ]
    assert records[0].tags == ("instructions", "bakery")
    assert [each.place for each in read_skipped(project)] == [f"{name}:9"]


def test_a_file_of_another_program_beside_them_is_named(tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_text("- Use tabs\n", encoding="utf-8")
    entity = (
        '{"type": "entity", "name": "Ana", "entityType": "person", "observations": ["bakes"]}\n'
    )
    (tmp_path / "memory.jsonl").write_text(entity, encoding="utf-8")

    [skipped] = read_skipped(tmp_path)

    assert find_said(read_records(tmp_path)) == ["Use tabs"]
    assert skipped.place == "memory.jsonl"
    assert skipped.reason == "it is of another kind (server-memory): import it by itself"
