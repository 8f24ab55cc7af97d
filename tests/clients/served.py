"""Our server over HTTP in a process of its own, for clients that are programs."""

import subprocess
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.support.http_process import command, environment

START_S_MAX = 60.0
END_S_MAX = 20.0


@contextmanager
def serving(folder: Path, *options: str) -> Generator[str]:
    """Serve the store in a folder; returns where, without a path."""
    urls: list[str] = []
    listens = threading.Event()
    with subprocess.Popen(
        command(folder, *options), stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:

        def read() -> None:
            assert process.stderr
            for line in process.stderr:
                if "listening on " in line:
                    urls.append(line.partition("listening on ")[2].partition("/mcp")[0])
                    listens.set()

        reader = threading.Thread(target=read)
        reader.start()
        try:
            assert listens.wait(START_S_MAX), "the server does not listen"
            yield urls[0]
        finally:
            process.terminate()
            process.wait(END_S_MAX)
            reader.join()
