"""Commands one after the other in one process, because starting one takes a second."""

from typing import Final

IN_TURN: Final = """
import contextlib, io, json, sys
from mcp_mem0.cli import main
shown = []
for words in json.loads(sys.argv[1]):
    print("runs", *words, file=sys.stderr, flush=True)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            main(words)
        except SystemExit as ended:
            assert not ended.code, ended
    shown.append(out.getvalue())
print(json.dumps(shown))
"""
"""A program: its argument is a list of commands in JSON, and it prints a list of what each said."""
