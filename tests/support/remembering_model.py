"""A model that adds every message as a fact, for servers in a process of their own."""

import json
import re
from pathlib import Path

from mcp_mem0.prompts import decide, extract, second_look, summary
from mcp_mem0.prompts.decide import OperationAnswer, OperationsAnswer
from mcp_mem0.prompts.extract import FactsAnswer
from mcp_mem0.prompts.relations import GraphAnswer
from mcp_mem0.prompts.rules import StatementAnswer
from mcp_mem0.prompts.second_look import VerdictsAnswer
from mcp_mem0.prompts.summary import SummaryAnswer
from mcp_mem0.prompts.update import ChoiceAnswer
from tests.support.messages_api import Asked, Reply, said

_SPOKEN = re.compile(r'^M(\d+) .*?: (".*")$', re.MULTILINE)


def adding(asked: Asked) -> Reply:
    """Add each new message as a fact, word for word; a summary is the number of lines.

    It finds nothing to correct in a second look.
    """
    spoken = [(int(number), json.loads(line)) for number, line in _SPOKEN.findall(asked.user)]
    if asked.system == decide.SYSTEM:
        return said(
            OperationsAnswer(
                operations=tuple(
                    OperationAnswer(reason="new", action="ADD", text=text, message=n, quote=text)
                    for n, text in spoken
                )
            )
        )
    if asked.system == extract.SYSTEM:
        facts = (StatementAnswer(text=text, message=n, quote=text) for n, text in spoken)
        return said(FactsAnswer(facts=tuple(facts)))
    if asked.system == second_look.SYSTEM:
        return said(VerdictsAnswer(verdicts=()))
    if asked.system == summary.SYSTEM:
        return said(SummaryAnswer(summary=f"{len(asked.user.splitlines())} lines were said"))
    if "Facts" in asked.user:
        return said(GraphAnswer(facts=()))
    return said(ChoiceAnswer(reason="new", action="ADD"))


def configured(
    store: Path,
    url: str,
    *,
    pipeline: str = "single",
    timeout_s: float = 1.0,
    max_tokens: int = 4_096,
    **deciding: float,
) -> None:
    """Write the settings of a server that asks the model at a place, and tries again at once."""
    limits = {"retry_first_s": 0.05, "retry_max_s": 0.1, "summary_every": 0, **deciding}
    lines = [
        "[model]",
        f'base_url = "{url}"',
        'name = "scripted"',
        f'pipeline = "{pipeline}"',
        f"timeout_s = {timeout_s}",
        f"max_tokens = {max_tokens}",
        "retries = 0",
        "[deciding]",
        *(f"{name} = {value}" for name, value in limits.items()),
        # Nobody reads the log of a server under test, and its pipe is short.
        "[log]",
        'level = "error"',
    ]
    store.with_name("config.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
