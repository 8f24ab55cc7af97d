"""Files of instructions for assistants: CLAUDE.md, AGENTS.md, rules of Cursor and of others."""

import re
from collections.abc import Generator
from pathlib import Path, PurePosixPath
from typing import Final

from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.front_matter import split_front_matter
from mcp_mem0.adapters.foreign.files.text_lines import read_text
from mcp_mem0.adapters.foreign.markdown_parts import split_markdown
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

TITLE: Final = "instructions (CLAUDE.md, AGENTS.md, .cursor/rules, copilot-instructions.md, …)"
_NAMES: Final = {
    "claude.md",
    "claude.local.md",
    "agents.md",
    "agent.md",
    "gemini.md",
    "copilot-instructions.md",
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    ".goosehints",
    "memory.md",
}
_ENDS: Final = (".mdc", ".instructions.md")
_FOLDERS: Final = {"rules", ".clinerules"}
_HIDING: Final = {".cursor", ".claude", ".github", ".windsurf", ".clinerules", "rules"}
_OWN_BLOCK: Final = re.compile(r"<!-- mcp-mem0: begin -->.*?<!-- mcp-mem0: end -->", re.DOTALL)
_FILE_LINK: Final = re.compile(r"@[\w~./-]+")


def is_instruction(file: SourceFile) -> bool:
    """Return whether a file is called like one of instructions."""
    name = file.basename.casefold()
    folders = PurePosixPath(file.name).parts[:-1]
    is_rule = (
        name.endswith(".md") and bool(_FOLDERS & set(folders)) and bool(_HIDING & set(folders))
    )
    return name in _NAMES or name.endswith(_ENDS) or is_rule


def is_instructions(collection: Collection) -> bool:
    """Return whether a file is one of instructions, or all notes in a folder are."""
    texts = [file for file in collection.files if _is_text(file)]
    return bool(texts) and all(map(is_instruction, texts))


def _is_text(file: SourceFile) -> bool:
    return is_instruction(file) or file.basename.casefold().endswith((".md", ".markdown"))


def read_instructions(collection: Collection) -> Generator[ForeignItem]:
    """Return each item and each paragraph as a statement, below the heading above it."""
    for name in collection.left_out:
        yield SkippedRecord(place=name, reason="it is a link that leads out of the folder")
    is_file = collection.form == "file"
    for file in collection.files:
        if is_file or is_instruction(file):
            yield from _read_file(file, _find_project(collection, file))


def _find_project(collection: Collection, file: SourceFile) -> str | None:
    """Return the folder whose instructions a file has; none for those of a whole home."""
    path = Path(collection.path, file.name) if collection.form == "folder" else collection.path
    folder = path.absolute().parent
    while folder.name in _HIDING:
        folder = folder.parent
    return None if folder in {Path.home(), Path(folder.anchor)} else folder.name


def _read_file(file: SourceFile, project: str | None) -> Generator[ForeignItem]:
    matter = split_front_matter(_blank_own_block(read_text(file)))
    tags = ("instructions", *((project,) if project else ()))
    for part in split_markdown(matter.text, first_line=matter.first_line):
        place = f"{file.name}:{part.line}"
        if _FILE_LINK.fullmatch(part.text.strip()):
            reason = f"{part.text.strip()} names another file: import that, too, if it matters"
            yield SkippedRecord(place=place, reason=reason)
            continue
        heading = f"{part.headings[-1]}: " if part.headings else ""
        yield ForeignRecord(
            identity=f"instruction\0{project}\0{heading}{part.text}",
            place=place,
            content=heading + part.text,
            said_at=file.modified and file.modified.isoformat(),
            tags=tags,
        )


def _blank_own_block(text: str) -> str:
    """Return a text without what we wrote into it, with as many lines."""
    return _OWN_BLOCK.sub(lambda match: "\n" * match[0].count("\n"), text)
