"""Finding chats of BEAM as its repository has them: a folder each, with chat and questions."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.datasets.record_formats import BEAM, parse_record
from mcp_mem0.evals.datasets.selection import NamedConversation

QUESTIONS: Final = "probing_questions/probing_questions.json"

_CHATS: Final = ("chat_trunecated.json", "chat.json")
"""The first one that is there is the chat that the questions are about; so it is spelled."""

_DEPTH_MAX: Final = 3
"""How far below a folder chats are looked for: the repository, its chats, those of one size."""


def list_beam_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of the chats below a folder, two for each chat: the chat, its questions.

    Raises:
        RequestError: There are questions without their chat.
    """
    questions = [
        file for depth in range(_DEPTH_MAX + 1) for file in folder.glob("*/" * depth + QUESTIONS)
    ]
    ordered = sorted(questions, key=partial(_rank_chat, folder))
    return tuple(file for asked in ordered for file in (_find_chat(asked), asked))


def find_beam_chats(folder: Path, files: Sequence[Path]) -> Iterator[NamedConversation]:
    """Yield the conversations of the files that `list_beam_files` returned, named as their folders.

    Raises:
        RequestError: A file is not in BEAM's format.
    """
    for chat, questions in zip(files[::2], files[1::2], strict=True):
        name = "-".join(chat.parent.relative_to(folder).parts) or folder.resolve().name
        yield NamedConversation(name=name, read=partial(_read_chat, name, chat, questions))


def _rank_chat(folder: Path, questions: Path) -> list[tuple[int, str]]:
    # Of numbers that are names, the shorter one is the smaller one.
    return [(len(part), part) for part in questions.relative_to(folder).parts]


def _find_chat(questions: Path) -> Path:
    home = questions.parent.parent
    found = next((home / name for name in _CHATS if (home / name).is_file()), None)
    if found is None:
        raise RequestError(f"{home} has questions of BEAM and no chat.json: add it")
    return found


def _read_chat(name: str, chat: Path, questions: Path) -> LongConversation:
    record: dict[str, object] = {
        "conversation_id": name,
        "chat": _read_json(chat),
        "probing_questions": _read_json(questions),
    }
    return parse_record(record, BEAM, str(chat.parent))


def _read_json(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RequestError(f"{file} is not JSON: {error}") from error
