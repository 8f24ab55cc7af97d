"""The command line. Each command is one small file in `commands/`.

No rule about memories belongs here.
"""

import sys
from collections.abc import Sequence

from mcp_mem0.adapters.system.collector import collect_seldom


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # A client waits for its hooks, so a hook loads no command.
    if words[:1] == ["hook"]:
        from mcp_mem0.cli.hooks.hook import run_hook  # noqa: PLC0415
        from mcp_mem0.cli.output.streams import open_streams  # noqa: PLC0415

        with open_streams():
            code = run_hook(words[1:])
        sys.exit(code)
    collect_seldom()
    from mcp_mem0.cli.main import main as run_command  # noqa: PLC0415

    run_command(words)
