"""An address is checked before anything is sent to it."""

import pytest

from mcp_mem0.domain.errors import SettingsError
from mcp_mem0.domain.urls import check_base_url, is_loopback, split_http_url


@pytest.mark.parametrize(
    "address",
    ["", "nowhere", "localhost:11434", "ftp://host", "http:///v1", "http://x:y", "http://[x"],
)
def test_what_is_no_address_of_http_has_no_parts(address: str) -> None:
    assert split_http_url(address) is None
    with pytest.raises(SettingsError, match=r"^model.base_url is '.*': write it so$"):
        check_base_url("model.base_url", address, remedy="write it so")


@pytest.mark.parametrize("address", ["http://me:secret@host", "http://host?secret", "secret@[x"])
def test_an_address_that_may_hold_a_key_is_not_quoted(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_base_url("model.base_url", address, remedy="write it so")
    assert str(caught.value) == "model.base_url has more than host and path: write it so"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:11434/v1", True),
        ("http://[::1]:80", True),
        ("https://127.0.0.1", True),
        ("https://localhost.example.org", False),
        ("https://api.example.org", False),
    ],
)
def test_only_loopback_is_here(address: str, expected: bool) -> None:  # noqa: FBT001
    check_base_url("model.base_url", address, remedy="write it so")
    assert is_loopback(address) is expected
