"""Fills a store with the story: a model that knows it decides, and the clock is set back.

Run it as `python -m tests.browser.filled_memory FOLDER`: what drives a browser has its own loop.
"""

import json
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import anyio

from mcp_mem0.app.running import App
from mcp_mem0.config import load_settings
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.prompts import decide
from mcp_mem0.prompts.decide import OperationAnswer, OperationsAnswer
from mcp_mem0.server.mcp.inputs import MessageInput
from tests.browser.story import STORY, UNDECIDED, StoryFact, StoryPart
from tests.support.doubles import FixedClock
from tests.support.messages_api import Asked, Fails, MessagesServer, Reply, messages_server, said
from tests.support.remembering_model import adding, configured

_SPOKEN: Final = re.compile(r'^M(\d+) .*?: (".*")$', re.MULTILINE)
_KNOWN: Final = {part.said: part.facts for part in STORY}
NOBODY: Final = "http://127.0.0.1:9"
"""Where no model answers, so that what is undecided stays so."""


def fill_memory(folder: Path, *, until_days: float = 0.0) -> None:
    """Write a store and its settings into a folder.

    Args:
        folder: Gets `store` and `config.toml`.
        until_days: How many days before now the story ends.
    """
    with messages_server() as model:
        model.will_usually_answer(_decide)
        configured(folder / "store", model.url, timeout_s=20)
        anyio.run(_play, folder, model, until_days)
    # A port that nobody listens on: what failed stays pending while somebody looks.
    configured(folder / "store", NOBODY, retry_first_s=3_600, retry_max_s=7_200)


async def _play(folder: Path, model: MessagesServer, until_days: float) -> None:
    end = datetime.now(UTC) - timedelta(days=until_days)
    clock = FixedClock(end)
    settings = load_settings(
        config_file=folder / "config.toml",
        environment={},
        flags={"store": str(folder / "store")},
    )
    ids: dict[str, str] = {}
    async with App(settings, now=clock) as app:
        for part in STORY:
            clock.moment = end - timedelta(days=part.days_ago)
            receipt = await _tell(app, part, ids)
            assert receipt.status == "done", receipt
            ids |= {each.text: each.id for each in receipt.outcomes if each.id}
        model.will_usually_answer(lambda _: Fails(status=500, said="overloaded"))
        clock.moment = end - timedelta(minutes=40)
        await _tell(
            app, StoryPart(days_ago=0, said=UNDECIDED, facts=(_word_for_word(UNDECIDED),)), ids
        )


async def _tell(app: App, part: StoryPart, ids: dict[str, str]) -> Receipt:
    caller = app.terms.caller
    is_stated = not part.facts
    replaced = ids.get(part.replaces)
    message = MessageInput(role="user", content=part.said, name="Mira")
    return await app.remember(
        parsing.parse_remember_request(
            caller=type(caller)(
                author=part.author,
                session=part.session,
                space=part.space,
                read_spaces=(part.space,),
                zone=caller.zone,
            ),
            limits=app.terms.limits,
            content=part.said if is_stated else None,
            messages=None if is_stated else [message],
            tags=part.tags,
            replaces=[] if replaced is None else [replaced],
            replaces_as=None if replaced is None else part.kind,
            wait_s=30,
        )
    )


def _decide(asked: Asked) -> Reply:
    """Answer with the facts of the story that are in the new messages."""
    if asked.system != decide.SYSTEM:
        return adding(asked)
    operations = [
        _build_operation(told, number)
        for number, words in _find_messages(asked.user)
        for told in _KNOWN.get(words) or (_word_for_word(words),)
    ]
    return said(OperationsAnswer(operations=tuple(operations)))


def _find_messages(prompt: str) -> list[tuple[int, str]]:
    return [(int(number), _read_text(text)) for number, text in _SPOKEN.findall(prompt)]


def _read_text(quoted: str) -> str:
    return str(json.loads(quoted))


def _word_for_word(words: str) -> StoryFact:
    named = dict(name for part in STORY for told in part.facts for name in told.names)
    names = tuple((name, kind) for name, kind in named.items() if name in words)
    return StoryFact(text=words, quote=words, names=names)


def _build_operation(told: StoryFact, number: int) -> OperationAnswer:
    return OperationAnswer.model_validate(
        {
            "reason": "new",
            "action": "ADD",
            "text": told.text,
            "message": number,
            "quote": told.quote,
            "valid_from": told.valid_from,
            "entities": [{"name": name, "type": kind} for name, kind in told.names],
            "relations": [
                {"subject": subject, "predicate": predicate, "object": object_}
                for subject, predicate, object_ in told.relations
            ],
        }
    )


if __name__ == "__main__":
    fill_memory(Path(sys.argv[1]))
