"""`read_message` is the only way in for what clients write: it repairs, or says what is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp_types import INVALID_REQUEST, PARSE_ERROR, JSONRPCNotification, JSONRPCRequest

from mcp_mem0.server.wire.reading import ReadMessage, Refusal, read_message
from mcp_mem0.server.wire.stand_ins import restore_ids

PING = {"jsonrpc": "2.0", "id": 7, "method": "ping"}


def read(raw: bytes) -> dict[str, Any]:
    """Return the fields of a message as the library gets them, its ids as they leave us."""
    found = read_message(raw)
    assert isinstance(found, ReadMessage)
    assert json.loads(found.raw)["jsonrpc"] == "2.0"
    return json.loads(restore_ids(found.message.model_dump_json(exclude_unset=True).encode()))


def refusal(raw: bytes) -> tuple[object, int, str, bool]:
    """Return the id, code and sentence of a refusal, and whether the client waits for it."""
    found = read_message(raw)
    assert isinstance(found, Refusal)
    answer = json.loads(found.dump())
    return answer["id"], answer["error"]["code"], answer["error"]["message"], found.is_expected


@given(st.one_of(st.integers(), st.text(), st.floats(allow_nan=False, allow_infinity=False)))
def test_an_id_of_text_or_a_number_leaves_as_it_came(given_id: float | str) -> None:
    raw = json.dumps({**PING, "id": given_id}).encode()

    found = read_message(raw)
    assert isinstance(found, ReadMessage)
    assert isinstance(found.message, JSONRPCRequest)
    answer = json.dumps({"jsonrpc": "2.0", "id": found.message.id, "result": {}})

    assert restore_ids(answer.encode()).decode() == answer.replace(
        json.dumps(found.message.id), json.dumps(given_id)
    )


@pytest.mark.parametrize("text", ["null", "true", "[1]", "{}", "NaN", "1e400", "[2.0]"])
def test_a_request_with_any_other_id_is_refused_without_one(text: str) -> None:
    raw = b'{"jsonrpc": "2.0", "method": "ping", "id": ' + text.encode() + b"}"

    assert refusal(raw)[:2] == (None, INVALID_REQUEST)


def test_what_is_wrong_in_a_request_is_said_under_its_id() -> None:
    for given_id in (7, "a", 2.0, 3.5):
        refused = refusal(json.dumps({**PING, "id": given_id, "params": [1]}).encode())
        assert json.dumps(refused[0]) == json.dumps(given_id)
        assert ": send " in refused[2]


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"method": "notifications/cancelled", "params": {"requestId": 2.0}}, "requestId"),
        ({**PING, "params": {"_meta": {"progressToken": 3.5}}}, "progressToken"),
    ],
)
def test_a_number_that_names_a_request_is_the_same_inside(
    message: dict[str, object], field: str
) -> None:
    found = read_message(json.dumps({"jsonrpc": "2.0", **message}).encode())
    assert isinstance(found, ReadMessage)
    assert isinstance(found.message, JSONRPCRequest | JSONRPCNotification)
    params = found.message.params or {}
    number = params.get(field) or params["_meta"][field]
    same = read_message(json.dumps({**PING, "id": 2.0 if field == "requestId" else 3.5}).encode())

    assert isinstance(same, ReadMessage)
    assert isinstance(same.message, JSONRPCRequest)
    assert number == same.message.id


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ('{"query": "Ana"}', {"query": "Ana"}),
        ('{"query": "half \\ud83d"}', {"query": "half \ufffd"}),
        ("", {}),
        ([], {}),
        ("null", None),
        ("[]", {}),
        ('"{}"', {}),
        ("{query", {"arguments": "{query"}),
        (["Ana"], {"arguments": ["Ana"]}),
        (5, {"arguments": 5}),
    ],
)
def test_the_arguments_of_a_call_are_an_object_or_left_to_the_tool_to_refuse(
    sent: object, meant: object
) -> None:
    call = {"method": "tools/call", "params": {"name": "recall", "arguments": sent}}

    found = read(json.dumps({**PING, **call}).encode())

    assert found["params"] == {"name": "recall", "arguments": meant}


def test_the_answer_to_a_request_of_ours_may_name_it_as_a_float() -> None:
    found = read_message(b'{"jsonrpc": "2.0", "id": 1.0, "result": {}}')

    assert isinstance(found, ReadMessage)
    assert json.dumps(json.loads(found.raw)["id"]) == "1"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"\xef\xbb\xbf", "", id="byte order mark"),
        pytest.param(rb"half \ud83d", "half \ufffd", id="half an emoji"),
        pytest.param(b"half \xed\xa0\xbd", "half \ufffd", id="half an emoji, unescaped"),
        pytest.param(b"\xed\xa0\xbd\xed\xb8\x80", "\U0001f600", id="an emoji as two characters"),
        pytest.param(b"caf\xe9 \x80 \x93na\xefve\x94", "café € “naïve”", id="Windows-1252"),
        pytest.param("Řehoř ".encode() + b"\xf0\x9f\x98", "Řehoř \ufffd", id="cut in a character"),
        pytest.param(b"cut \xf0\x9f\x98 off", "cut \ufffd off", id="only a cut character"),
        pytest.param("Řehoř má psa".encode(), "Řehoř má psa", id="UTF-8"),
    ],
)
def test_text_is_readable_whatever_its_bytes(raw: bytes, text: str) -> None:
    mark, content = (raw, b"") if not text else (b"", raw)
    line = (
        mark + b'{"jsonrpc": "2.0", "id": 1, "method": "m", "params": {"content": "' + content
    ) + b'"}}'

    assert read(line)["params"]["content"] == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_wider_encoding_is_refused_once_in_one_sentence(encoding: str) -> None:
    line = json.dumps(PING).encode(encoding)

    assert refusal(line) == (
        None,
        PARSE_ERROR,
        "the message is in UTF-16 or UTF-32: send it in UTF-8",
        True,
    )
    assert not refusal(b"\0")[3]


def test_a_batch_is_refused_whole() -> None:
    refused = refusal(json.dumps([PING, PING]).encode())

    assert refused[:2] == (None, INVALID_REQUEST)
    assert refused[2] == (
        "a batch (a list of messages) is not accepted: send each message by itself"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"\n",
        b'{"jsonrpc": "2.0", "method": "notifications/initialized", "params": [1]}',
        b'{"id": 7, "result": {}}',
        b'{"id": 7, "error": {}}',
    ],
)
def test_nobody_waits_for_the_refusal_of_what_is_no_request(raw: bytes) -> None:
    assert not refusal(raw)[3]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_refusal_with_a_reason(raw: bytes) -> None:
    found = read_message(raw)

    if isinstance(found, Refusal):
        assert ": send " in json.loads(found.dump())["error"]["message"]
    else:
        assert found.raw.decode()


@pytest.mark.parametrize(
    ("params", "meant"),
    [
        ([], {}),
        ({"_meta": []}, {}),
        ({"_meta": None, "cursor": "a"}, {"cursor": "a"}),
        ({"_meta": {"progressToken": None, "a": 1}}, {"_meta": {"a": 1}}),
    ],
)
def test_what_stands_for_nothing_in_the_parameters_is_left_out(
    params: object, meant: object
) -> None:
    assert read(json.dumps({**PING, "params": params}).encode())["params"] == meant


@pytest.mark.parametrize("control", [b"\t", b"\x1b", b"\x07"])
def test_a_bare_control_character_in_a_text_is_read(control: bytes) -> None:
    line = json.dumps({**PING, "params": {"a": "x y"}}).encode().replace(b" y", control + b"y")

    assert read(line)["params"] == {"a": f"x{control.decode()}y"}


def test_the_end_of_a_text_in_c_is_no_part_of_the_message() -> None:
    assert read(json.dumps(PING).encode() + b"\0") == PING
