"""The guard of the test run itself."""

import os
import sys

import platformdirs
import pytest

from mcp_mem0.config import ACCESS_VARIABLES
from tests.conftest import HOME, REMOVED_PREFIXES


def test_a_test_that_connects_beyond_this_machine_fails() -> None:
    # The event alone, so that nothing is sent even if the guard is broken.
    with pytest.raises(pytest.fail.Exception, match="only loopback"):
        sys.audit("socket.connect", None, ("192.0.2.1", 443))


@pytest.mark.parametrize(
    "address", [("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 80), "/run/some.socket"]
)
def test_loopback_and_unix_sockets_are_allowed(address: object) -> None:
    sys.audit("socket.connect", None, address)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its folders elsewhere")
def test_no_file_of_the_user_who_runs_the_tests_is_read() -> None:
    assert platformdirs.user_config_path("mcp-mem0").is_relative_to(HOME.name)
    assert platformdirs.user_data_path("mcp-mem0").is_relative_to(HOME.name)
    assert not [name for name in os.environ if name.startswith(REMOVED_PREFIXES)]


@pytest.mark.parametrize("name", ACCESS_VARIABLES)
def test_no_key_and_no_address_of_a_model_reaches_a_test(name: str) -> None:
    assert name.startswith(REMOVED_PREFIXES)
