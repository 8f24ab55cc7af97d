"""The guard of the test run itself."""

import sys

import pytest


def test_a_test_that_connects_beyond_this_machine_fails() -> None:
    # The event alone, so that nothing is sent even if the guard is broken.
    with pytest.raises(pytest.fail.Exception, match="only loopback"):
        sys.audit("socket.connect", None, ("192.0.2.1", 443))


@pytest.mark.parametrize(
    "address", [("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 80), "/run/some.socket"]
)
def test_loopback_and_unix_sockets_are_allowed(address: object) -> None:
    sys.audit("socket.connect", None, address)
