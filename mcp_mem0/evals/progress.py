"""How an evaluation tells how far it is; the command line shows it as a bar."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

ShowDone: TypeAlias = Callable[[int], None]
"""Shows how many steps are done."""

ShowProgress: TypeAlias = Callable[[str, int], AbstractContextManager[ShowDone]]
"""Shows the progress over a number of steps, under a title, while its block runs."""
