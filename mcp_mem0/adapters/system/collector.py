"""Python's garbage collector, told to look less often, and never at what stays.

Reading a thousand rows makes tens of thousands of objects, and the collector's usual looks every
seven hundred took a sixth of such a call. Now and then one went over everything, the libraries
included, and a single call waited a quarter of a second for it.
"""

import gc
from typing import Final

YOUNG_MAX: Final = 20_000
"""New objects between two looks at the youngest; between looks at the older ones, more."""

_YOUNG_LOOKS: Final = 5
_MIDDLE_LOOKS: Final = 20


def collect_seldom() -> None:
    """Leave what exists now alone for good, and look at the rest less often.

    Call it once, after the libraries were imported and before anything that goes away is made.
    """
    gc.freeze()
    gc.set_threshold(YOUNG_MAX, _YOUNG_LOOKS, _MIDDLE_LOOKS)
