"""An S3 on loopback that has one bucket: moto's, in an environment of its own."""

import http.client
import re
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

MOTO = Path(__file__).parents[2] / ".venv-s3" / "bin" / "moto_server"
"""Made by `make test-heavy`."""


@contextmanager
def s3_server() -> Generator[str]:
    """Start it, and return its host and port."""
    with subprocess.Popen(
        [str(MOTO), "-H", "127.0.0.1", "-p", "0"], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if address := re.search(r"http://(127\.0\.0\.1:\d+)", line):
                break
        else:
            pytest.fail("moto_server did not start")
        # What it says later must not fill the pipe.
        with subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=server.stderr
        ) as reader:
            connection = http.client.HTTPConnection(address[1])
            connection.request("PUT", "/bucket")
            assert connection.getresponse().status == 200
            connection.close()
            yield address[1]
            server.kill()
            reader.wait()


def build_options(address: str) -> Mapping[str, str]:
    """Return LanceDB's options for it."""
    return {
        "aws_access_key_id": "somebody",
        "aws_secret_access_key": "something",
        "aws_region": "us-east-1",
        "aws_endpoint": f"http://{address}",
        "allow_http": "true",
    }


def write_config(file: Path, address: str) -> None:
    """Write a config.toml of a server that reaches it."""
    lines = [f'{name} = "{value}"' for name, value in build_options(address).items()]
    file.write_text("\n".join(["[storage.options]", *lines, ""]))
