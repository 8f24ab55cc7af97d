"""Puts one folder in the place of another one, so that there is a whole one at any moment."""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2


def exchange_folders(first: Path, second: Path) -> bool:
    """Exchange the names of two folders on one disk, at once; return False if it cannot be done.

    Not every system and not every file system can do it.
    """
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            names = (os.fsencode(first), os.fsencode(second))
            result = library.renameat2(
                _AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE)
            )
        elif sys.platform == "darwin":
            result = library.renamex_np(
                os.fsencode(first), os.fsencode(second), ctypes.c_uint(_RENAME_SWAP)
            )
        else:
            return False
    except (OSError, AttributeError, TypeError):
        return False
    return result == 0
