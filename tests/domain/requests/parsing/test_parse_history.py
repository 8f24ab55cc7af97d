"""History is limited to the spaces that a caller may read."""

import pytest

from mcp_mem0.domain.access import Access
from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import ChangeRequest, HistoryRequest

ANA = Caller(
    author="ana (desk)",
    session="s",
    space="home",
    read_spaces=("home", "work"),
    access=Access(subject="ana", spaces=("home", "work"), right="read"),
)
FACT = "f_06w2q7k3d"
CHANGE = "c_06w2q7k3d"


def test_without_a_space_all_that_are_usually_read_are_meant() -> None:
    assert parsing.parse_history_request(f"{FACT}.2", caller=ANA) == HistoryRequest(
        lineage=FACT, spaces=("home", "work"), sees_forgotten=False
    )
    assert parsing.parse_change_request(CHANGE, caller=ANA, space=" ") == ChangeRequest(
        change=CHANGE, spaces=("home", "work"), sees_forgotten=False
    )


def test_an_id_says_whether_a_fact_or_a_change_is_meant() -> None:
    assert isinstance(parsing.parse_id_request(FACT.upper(), caller=ANA), HistoryRequest)
    assert isinstance(parsing.parse_id_request(CHANGE, caller=ANA), ChangeRequest)
    with pytest.raises(RequestError, match="neither the id of a fact"):
        parsing.parse_id_request("e_06w2q7k3d", caller=ANA)


def test_a_space_that_is_not_granted_is_not_there() -> None:
    asked = [
        lambda: parsing.parse_history_request(FACT, caller=ANA, space="secret"),
        lambda: parsing.parse_change_request(CHANGE, caller=ANA, space="secret"),
        lambda: parsing.parse_about_request(["Ben"], caller=ANA, limits=Limits(), space="secret"),
    ]
    for ask in asked:
        with pytest.raises(
            NotFoundError, match="you have no access to a space 'secret'; yours are"
        ):
            ask()
