"""A small conversation with questions, and a model that answers, judges and decides them."""

import json
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mcp_mem0.prompts import answering, judging, vague
from mcp_mem0.prompts.answering import ContextAnswer
from mcp_mem0.prompts.judging import JudgeVerdict
from mcp_mem0.prompts.vague import VagueAnswer
from tests.support.messages_api import Asked, Reply, said
from tests.support.remembering_model import adding

CONVERSATION: Final = """
title = "A boat and a bakery"
language = "en"
speakers = { Ida = "user", Tom = "user" }

[[session]]
at = "2026-05-08T13:56:00Z"
said = ["Ida: What did you do at the weekend?", "Tom: I painted my boat red in the harbour."]

[[session]]
at = "2026-07-03T23:30:00+02:00"
said = ["Ida: My sister Vera opened a bakery.", "Tom: What does she bake?"]

[[session]]
at = "2026-12-01T09:05:00Z"
said = ["Tom: I painted the boat again, blue this time."]

[[ask]]
id = "colour-then"
question = "Which colour has Tom's boat?"
category = "update"
answer = "red"
evidence = ["1:2"]
until = 2

[[ask]]
id = "colour-now"
question = "Which colour has Tom's boat?"
category = "update"
answer = "blue"
evidence = ["3:1"]

[[ask]]
id = "shop"
question = "Who opened a bakery?"
category = "single-hop"
answer = "Vera"
also_right = ["Ida's sister"]
evidence = ["2:1"]

[[ask]]
id = "car"
question = "Which colour has Tom's car?"
category = "adversarial"
"""

NAME: Final = "boat"
"""Of the conversation: that of its file."""

ASKED: Final = ("colour-now", "shop", "car")
"""The questions at the end."""

ANSWERS: Final = {"Which colour has Tom's boat?": "blue", "Who opened a bakery?": "her brother"}
VAGUE: Final = "It was something that meant a lot to them at the time."

_LAST_LINE = re.compile(r'"(?:[^"\\]|\\.)*"$')
_RIGHT = re.compile(r"# Right answer\n((?:\".*\"\n)+)")


def write_conversation(folder: Path) -> Path:
    """Write the data set, and return its file."""
    file = folder / f"{NAME}.toml"
    file.write_text(CONVERSATION, encoding="utf-8")
    return file


def play_all_parts(asked: Asked) -> Reply:
    """Answer from the table above, judge by equality, and add every message as a fact."""
    match asked.system:
        case answering.SYSTEM:
            answer = ANSWERS.get(read_last_line(asked.user), answering.NOT_KNOWN)
            return said(ContextAnswer(reason="it says so", answer=answer))
        case vague.SYSTEM:
            return said(VagueAnswer(answer=VAGUE))
        case judging.LENIENT_SYSTEM | judging.STRICT_SYSTEM:
            found = _RIGHT.search(asked.user)
            right = [] if found is None else found[1].splitlines()
            is_right = json.dumps(read_last_line(asked.user), ensure_ascii=False) in right
            verdict = "right" if is_right else "wrong"
            return said(JudgeVerdict(reason="compared", verdict=verdict))
        case _:
            return adding(asked)


@contextmanager
def show_nothing(title: str, total: int) -> Generator[Callable[[int], None]]:
    """Show no progress, and check that there is some to show."""
    assert title
    assert total > 0

    def show_done(done: int) -> None:
        assert 0 <= done <= total

    yield show_done


def read_last_line(text: str) -> str:
    """Return the words of the quoted line that ends a prompt."""
    found = _LAST_LINE.search(text)
    return "" if found is None else str(json.loads(found[0]))
