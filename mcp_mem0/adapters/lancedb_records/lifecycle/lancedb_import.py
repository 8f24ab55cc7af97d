"""Imports LanceDB without the client of its REST service, which no store of ours uses.

That client, `lance_namespace_urllib3_client`, builds several hundred pydantic models: two thirds of
the time that `import lancedb` takes, and 19 MB. Its two packages are replaced by empty ones before
the import. A module of theirs that is named is loaded from its own file; a class that is only
mentioned is loaded when it is first called.
"""

import importlib
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

_CLIENT: Final = "lance_namespace_urllib3_client"
_MODELS: Final = f"{_CLIENT}.models"
_OWN: Final = ("lancedb", "lance_namespace", _CLIENT)
_NATIVE: Final = "lancedb._lancedb"
_WORD_STARTS: Final = re.compile(r"(?<=.)(?=[A-Z])")


def import_lancedb() -> None:
    """Import LanceDB, with that client only if this version of it needs more than the names."""
    if "lancedb" in sys.modules or _CLIENT in sys.modules or not _place_empty_packages():
        return
    try:
        importlib.import_module("lancedb")
    except Exception:  # noqa: BLE001 - whatever a newer version does with the client at its import
        # The next import loads it with the client, and raises what has another cause.
        _forget_modules()


class _Package(ModuleType):
    """A package without content: its modules are imported from their files."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a class, of whatever model
        if name.startswith("__"):
            raise AttributeError(name)
        mentioned = type(name, (_Mentioned,), {})
        setattr(self, name, mentioned)
        return mentioned


class _Mentioned:
    """A model that another module names; calling it returns an instance of the model itself."""

    def __new__(cls, *args: object, **values: object) -> Any:  # noqa: ANN401 - as above
        module = _WORD_STARTS.sub("_", cls.__name__).lower()
        model = getattr(importlib.import_module(f"{_MODELS}.{module}"), cls.__name__)
        return model(*args, **values)


def _place_empty_packages() -> bool:
    spec = importlib.util.find_spec(_CLIENT)
    if spec is None or spec.origin is None:
        return False
    folder = Path(spec.origin).parent
    for name, path in ((_CLIENT, folder), (_MODELS, folder / "models")):
        package = _Package(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package
    return True


def _forget_modules() -> None:
    """Forget what was imported so far; the native library can be loaded only once."""
    for name in [*sys.modules]:
        if name.partition(".")[0] in _OWN and name != _NATIVE:
            del sys.modules[name]
