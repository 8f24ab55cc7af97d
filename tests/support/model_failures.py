"""The ways in which a model fails to decide, each as an endpoint answers it."""

from mcp_mem0.prompts.decide import SYSTEM
from tests.support.decision_cases import operation, operations
from tests.support.messages_api import (
    BreaksOff,
    Drips,
    Fails,
    Hangs,
    Raw,
    Reply,
    Says,
    said,
)

INVENTED = "Ana won the lottery"


def inventing(**fields: object) -> Says:
    return said(operations(operation("ADD", INVENTED, **fields)))


FAILURES: dict[str, Reply] = {
    **{str(status): Fails(status=status) for status in (401, 403, 404, 408, 500, 529)},
    "429": Fails(status=429, headers={"retry-after": "1"}),
    "hang": Hangs(),
    "slow drip": Drips(),
    "cut mid-body": BreaksOff(),
    "HTML for JSON": Raw(text="<html>Sign in</html>"),
    "truncated JSON": Says(text=inventing().text[:-20]),
    "prose": Says(text=f"Gladly! {INVENTED}, and that is a fact."),
    "schema violation": Says(text=f'{{"operations": [{{"reason": "x", "text": "{INVENTED}"}}]}}'),
    "refusal": Says(text=inventing().text, stop_reason="refusal"),
    "max_tokens": Says(text=inventing().text, stop_reason="max_tokens"),
    "empty answer": Says(text=""),
    "label never shown": said(operations(operation("DELETE", target=999, quote="Oslo"))),
    "quote not in the input": inventing(quote="I won the lottery"),
    "echo of the prompt": said(operations(operation("ADD", SYSTEM[-200:], quote="Oslo"))),
}
